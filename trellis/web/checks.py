"""What must be right before the house may open."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connection

from trellis.config import engine
from trellis.kernel import objects, scanning


@register()
def engine_may_write_ahead(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Refuse a write-ahead log on a SQLite that can corrupt it."""
    if connection.vendor != "sqlite" or engine.may_write_ahead(engine.sqlite_version()):
        return []
    mode = settings.DATABASES["default"]["OPTIONS"]["init_command"]
    if "journal_mode=WAL" in mode:
        return [
            Error(
                f"SQLite {engine.sqlite_version()} may corrupt a write-ahead log.",
                hint="Install the pysqlite3 wheel, or use the rollback journal.",
                id="trellis.E001",
            )
        ]
    return [
        Warning(
            f"SQLite {engine.sqlite_version()} is used with the slower rollback journal.",
            hint="Install the pysqlite3 wheel for write-ahead logging.",
            id="trellis.W001",
        )
    ]


@register()
def demo_stays_at_home(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """One-click sign-in is for the example on one's own machine."""
    if not settings.TRELLIS_DEMO:
        return []
    host = settings.ALLOWED_HOSTS[0]
    if host in {"localhost", "127.0.0.1", "testserver"}:
        return []
    return [
        Error(
            f"Demo mode signs anybody in as the invented cast and must not be served as {host}.",
            hint="Unset TRELLIS_DEMO, or serve on localhost.",
            id="trellis.E002",
        )
    ]


@register()
def scanner_is_written_as_one(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """A scanner that is misspelt would let nothing in, and nobody would know why."""
    if not scanning.is_set():
        return []
    try:
        scanning.address()
    except ValueError:
        return [
            Error(
                "TRELLIS_SCANNER does not say where a scanner is.",
                hint="Write clamd://host:3310, or clamd:///run/clamav/clamd.ctl for a socket.",
                id="trellis.E003",
            )
        ]
    return []


@register()
def files_are_kept_somewhere(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Object storage that is misspelt, or whose library is missing, would lose the first file."""
    if not settings.TRELLIS_FILES:
        return []
    try:
        objects.address_in(settings.TRELLIS_FILES)
    except ValueError as fault:
        says = f"TRELLIS_FILES does not say where files are kept: {fault}."
        return [Error(says, hint=f"{objects.HINT}.", id="trellis.E004")]
    if not objects.is_installed():
        says = "TRELLIS_FILES names object storage, and the library for it is not installed."
        return [Error(says, hint=f"Install it: {objects.INSTALL}", id="trellis.E005")]
    return []
