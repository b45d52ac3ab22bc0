"""The example on one's own machine: made when it is not there, and who to try it as."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR
from django.core.management import call_command
from django.db import connection

from trellis.people.queries import role
from trellis.web.checks import demo_stays_at_home, engine_may_write_ahead
from trellis.web.examples import fosseshire, is_loaded, leicestershire
from trellis.web.examples.cast import CAST
from trellis.web.examples.fosseshire.bodies import BODIES
from trellis.web.running import looking

Say = Callable[[str], object]


class DemoRefusedError(Exception):
    """The example cannot be served like this; the message says what to do."""


def refuse_unsafe() -> None:
    """Demo mode must be on, for the links and for `--fresh`, which deletes; and the two checks
    that keep a house from opening must pass: the engine's, and demo mode's."""
    if not settings.TRELLIS_DEMO:
        raise DemoRefusedError("The example is served in demo mode only: make run")
    found = [*engine_may_write_ahead(None), *demo_stays_at_home(None)]
    for message in found:
        if message.level >= ERROR:
            raise DemoRefusedError(f"{message.msg} {message.hint}")


def start_over() -> None:
    """Delete the example's database."""
    if connection.vendor != "sqlite":
        raise DemoRefusedError(
            "Starting over deletes the example's SQLite file, and this database is PostgreSQL. "
            "Empty it yourself, or unset TRELLIS_DATABASE_URL."
        )
    connection.close()
    file = Path(str(connection.settings_dict["NAME"]))
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def prepare(say: Say) -> None:
    """Make whatever is not there yet; says a line for each thing that takes a while."""
    if looking.unapplied_migrations():
        say("3/4  Making the database")
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    if not is_loaded(leicestershire.SLUG):
        say("4/4  Loading Leicestershire 2010/11, as documented")
        _load("leicestershire")
    if not is_loaded(fosseshire.SLUG):
        say("4/4  Loading Fosseshire, an invented county")
        _load("fosseshire")


def _load(world: str) -> None:
    """In a process of its own: what sets the example's papers keeps threads, and a server that is
    forked from a process with such threads waits for ever over its first PDF."""
    command = [sys.executable, "-m", "trellis.config.cli", "load_example", world, "--skip-checks"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (our own words)


def where_to_look() -> Iterator[str]:
    """The lines that tell a newcomer where to go and as whom."""
    yield ""
    yield f"Trellis: {settings.SITE_URL}"
    yield ""
    yield "Sign in with one click as one of the invented people of Fosseshire:"
    names = {body.key: body.name for body in BODIES}
    rows = [(one.name, _post(one.role, names.get(one.at, "")), one.key) for one in CAST]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, post, key in rows:
        link = f"{settings.SITE_URL}/demo/{key}/"
        yield f"  {name:<{widths[0]}}  {post:<{widths[1]}}  {link}"
    yield ""
    yield "Ctrl-C ends it; what you entered is kept. To start over: make run FRESH=1"


def _post(code: str, organisation: str) -> str:
    held = role(code)
    return ", ".join(word for word in (str(held.name) if held else code, organisation) if word)
