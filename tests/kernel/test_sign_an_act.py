"""One act: its write, its audit line and its event, all of them or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import pytest
from django.db import IntegrityError

from trellis.kernel import events
from trellis.kernel.acts import AlreadyDoneError, act, do_once, sign
from trellis.kernel.events import After, Event, Inside, Reaction
from trellis.kernel.models import AuditLine, Job, ScheduledRun
from trellis.kernel.viewer import Viewer, system

pytestmark = pytest.mark.django_db

SOMEBODY = Viewer(account_id=7, label="hub_worker")


@dataclass(frozen=True)
class NoteWritten(Event):
    verb: ClassVar[str] = "kernel.note.written"
    note_id: int


@act
def write_note(
    *, by: Viewer, now: datetime, of: str | None = "note:1", why: str = "", once: str = ""
) -> str:
    """What it writes is any row of the kernel's own."""
    do_once(once, now=now)
    row = ScheduledRun.objects.create(name="note", last_at=now)
    named: Any = of
    sign(NoteWritten(1), by=by, now=now, of=named, fields=["text", "about"], why=why)
    return row.name


def written() -> tuple[int, int, int]:
    """How many notes, audit lines and jobs there are."""
    return ScheduledRun.objects.count(), AuditLine.objects.count(), Job.objects.count()


@pytest.fixture
def reacts(monkeypatch: pytest.MonkeyPatch) -> Callable[[Reaction], None]:
    """Wire one reaction to the event."""
    return lambda reaction: monkeypatch.setattr(events, "_wired", {NoteWritten: (reaction,)})


def test_an_act_leaves_one_line_without_values(now: datetime) -> None:
    write_note(by=SOMEBODY, now=now, why="The board asked for it")

    [line] = AuditLine.objects.all()
    assert (line.at, line.actor_id, line.actor_label) == (now, 7, "hub_worker")
    assert (line.verb, line.of, line.fields) == ("kernel.note.written", "note:1", ["about", "text"])
    assert line.why == "The board asked for it"


def test_the_system_signs_with_what_it_was_doing(now: datetime) -> None:
    write_note(by=system("nightly load"), now=now)

    [line] = AuditLine.objects.all()
    assert (line.actor_id, line.actor_label) == (None, "nightly load")


def test_without_its_line_nothing_is_written(now: datetime) -> None:
    with pytest.raises(IntegrityError):
        write_note(by=SOMEBODY, now=now, of=None)

    assert written() == (0, 0, 0)


def test_a_fault_inside_undoes_the_act(now: datetime, reacts: Callable[[Reaction], None]) -> None:
    def refuse(event: NoteWritten) -> None:
        raise LookupError

    reacts(Inside(refuse))

    with pytest.raises(LookupError):
        write_note(by=SOMEBODY, now=now)
    assert written() == (0, 0, 0)


def test_what_reacts_inside_is_given_the_event(
    now: datetime, reacts: Callable[[Reaction], None]
) -> None:
    seen: list[NoteWritten] = []
    reacts(Inside(seen.append))

    write_note(by=SOMEBODY, now=now)

    assert seen == [NoteWritten(1)]


def test_what_reacts_after_is_put_in_the_queue_with_the_act(
    now: datetime, reacts: Callable[[Reaction], None]
) -> None:
    reacts(After("kernel.tell_somebody"))

    write_note(by=SOMEBODY, now=now)

    [job] = Job.objects.all()
    assert (job.name, job.payload, job.run_after) == ("kernel.tell_somebody", {"note_id": 1}, now)


def test_an_act_undone_puts_nothing_in_the_queue(
    now: datetime, reacts: Callable[[Reaction], None]
) -> None:
    reacts(After("kernel.tell_somebody"))

    with pytest.raises(IntegrityError):
        write_note(by=SOMEBODY, now=now, of=None)

    assert written() == (0, 0, 0)


def test_the_same_form_sent_twice_is_done_once(now: datetime) -> None:
    write_note(by=SOMEBODY, now=now, once="a key")

    with pytest.raises(AlreadyDoneError):
        write_note(by=SOMEBODY, now=now, once="a key")
    assert written() == (1, 1, 0)


def test_a_form_that_failed_can_be_sent_again(now: datetime) -> None:
    with pytest.raises(IntegrityError):
        write_note(by=SOMEBODY, now=now, of=None, once="a key")

    assert write_note(by=SOMEBODY, now=now, once="a key") == "note"


def test_what_has_no_key_is_not_held_back(now: datetime) -> None:
    do_once("", now=now)
    do_once("", now=now)
