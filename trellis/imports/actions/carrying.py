"""What the worker does of an import: read and check, write, take back, each in short
transactions, so that nobody else waits long and whoever comes after a killed worker can go on."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F

from trellis.imports import events
from trellis.imports.actions.intakes import move, refuse_table, stop_import
from trellis.imports.actions.rows import count_rows, keys_met_twice, mark_twice
from trellis.imports.lifecycle import Stage
from trellis.imports.models import Batch, Intake, StagedRow
from trellis.imports.policy import INTAKE
from trellis.imports.queries.files import rows_apart, stored
from trellis.imports.queries.shaping import (
    STAGED,
    bringing_of,
    cleaner_of,
    done_of,
    judged,
    plain_of,
    shape_of,
    staged,
    taking_back,
)
from trellis.imports.rules.lines import Line
from trellis.imports.rules.problems import FileRefusedError, Wrong
from trellis.imports.rules.profiles import Profiles
from trellis.kernel.acts import act, sign
from trellis.kernel.imports import Outcome, Row
from trellis.kernel.jobs import enqueue
from trellis.kernel.rows import insert_rows
from trellis.kernel.viewer import Viewer, system

CHUNK: Final = 500
MOST: Final = 3_000
HOLD: Final = 0.5  # seconds at most, more or less, that others wait for one transaction
# SQLite lets one write at a time and keeps no queue: whoever waits asks again every tenth of a
# second. Shorter pauses than that would keep somebody out for as long as the import lasts.
PAUSE: Final = 0.11
SPELL: Final = 10.0  # seconds after which other jobs get theirs
MOST_TRIES: Final = 3
KEPT: Final = 100
_WRITTEN: Final = (Outcome.NEW, Outcome.CHANGED)


def carry_on(*, intake_id: int, now: datetime) -> None:
    """Do what the intake's stage asks for, some seconds of it, and enqueue the rest. Does nothing
    where nothing is to be done, so it may be called again after a broken-off run."""
    intake = Intake.objects.filter(pk=intake_id).first()
    if intake is None:
        return
    try:
        match intake.stage:
            case Stage.READING:
                _read(intake, now=now)
            case Stage.IMPORTING:
                _spell(intake, _write_some, now=now)
            case Stage.UNDOING:
                _spell(intake, _take_back_some, now=now)
    except Exception:
        _note_fault(intake_id, now=now)
        raise


def _note_fault(intake_id: int, *, now: datetime) -> None:
    """After some tries without progress an import is stopped, and what is in is taken back."""
    Intake.objects.filter(pk=intake_id).update(tries=F("tries") + 1)
    intake = Intake.objects.get(pk=intake_id)
    if intake.tries < MOST_TRIES:
        return
    by = system("imports")
    if intake.stage == Stage.IMPORTING:
        stop_import(intake_id=intake_id, fault=Wrong.FAULT, by=by, now=now)
    elif intake.stage == Stage.READING:
        refuse_table(intake_id=intake_id, fault=Wrong.FAULT, value="", by=by, now=now)


def _spell(intake: Intake, step: Callable[..., bool], *, now: datetime) -> None:
    """One transaction after another, until nothing is left or other jobs are to have a turn."""
    pace, ends = _Pace(), time.monotonic() + SPELL
    while step(intake.pk, pace=pace, now=now):
        if time.monotonic() > ends:
            with transaction.atomic():
                enqueue("imports.carry_on", now=now, intake_id=intake.pk)
            return


class _Pace:
    """How many rows go into one transaction, and how long others have until the next. PostgreSQL
    keeps nobody waiting for it; on SQLite it is as many as others can wait for."""

    def __init__(self) -> None:
        self._alone = connection.vendor == "sqlite"
        self.most = CHUNK if self._alone else MOST
        self._not_before = 0.0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction. Whatever can be made ready for it before is made while others write."""
        time.sleep(max(0.0, self._not_before - time.monotonic()))
        begun = time.monotonic()
        with transaction.atomic():
            yield
        if self._alone:
            ended = time.monotonic()
            share = HOLD / max(ended - begun, HOLD / 4)
            self.most = max(CHUNK // 5, min(MOST, int(self.most * share)))
            self._not_before = ended + PAUSE


# --- reading ----------------------------------------------------------------------------------


def _read(intake: Intake, *, now: datetime) -> None:
    """From the beginning, whatever a broken-off run has staged: none of it is in the record."""
    mine = _begin_reading(intake.pk, now=now)
    if mine is None:
        return
    profiles = Profiles(shape_of(mine).fields)
    try:
        with stored(mine.digest) as content:
            lines = _body(rows_apart(content, mine.facts["sheet"]), mine.facts["head"])
            for chunk in _chunks(lines):
                if not _stage(mine, chunk, profiles, now=now):
                    return
    except FileRefusedError as fault:
        by = system("imports")
        refuse_table(intake_id=mine.pk, fault=fault.wrong, value=fault.value, by=by, now=now)
        return
    end_check(
        intake_id=mine.pk,
        reading=mine.reading,
        # Looked for before, so that nobody waits for it: while it is read, only we change its rows.
        twice=keys_met_twice(mine),
        profile=profiles.as_plain(),
        by=system("imports"),
        now=now,
    )


def _body(lines: Iterable[Line], head: int) -> Iterator[Line]:
    return (line for line in lines if line[0] > head)


def _chunks(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while chunk := list(islice(lines, CHUNK)):
        yield chunk


def _begin_reading(intake_id: int, *, now: datetime) -> Intake | None:
    with transaction.atomic():
        intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake_id)
        if intake.stage != Stage.READING:
            return None
        intake.reading += 1
        intake.touched_at = now
        intake.save(update_fields=["reading", "touched_at"])
    while True:
        with transaction.atomic():
            some = intake.rows.order_by("line").values_list("pk", flat=True)[: CHUNK * 4]
            if not StagedRow.objects.filter(pk__in=list(some)).delete()[0]:
                return intake


def _stage(intake: Intake, chunk: Sequence[Line], profiles: Profiles, *, now: datetime) -> bool:
    """False where somebody has discarded it meanwhile, or another worker reads it."""
    cleaner = cleaner_of(intake)
    found = judged(intake, cleaner, chunk, bringing_of(intake, now=now))
    rows = []
    for (line, cells), (values, verdict) in zip(chunk, found, strict=True):
        wrong = {problem.field for problem in verdict.problems}
        texts = {name: column.text(cells) for name, column in cleaner.columns.items()}
        profiles.add(values, texts, wrong)
        rows.append(staged(intake, line, list(cells), verdict))
    with transaction.atomic():
        if not _is_still(intake, Stage.READING):
            return False
        insert_rows(StagedRow, STAGED, rows)
        Intake.objects.filter(pk=intake.pk).update(
            touched_at=now, tries=0, done_rows=F("done_rows") + len(rows)
        )
    return True


def _is_still(intake: Intake, stage: Stage) -> bool:
    held = Intake.objects.select_for_update(of=("self",))
    return held.filter(pk=intake.pk, stage=stage, reading=intake.reading).exists()


@act
def end_check(
    *,
    intake_id: int,
    reading: int,
    twice: Sequence[str],
    profile: dict[str, Any],
    by: Viewer,
    now: datetime,
) -> None:
    """Every row has been read: say how many there are of each kind."""
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake_id)
    if intake.stage != Stage.READING or intake.reading != reading:
        return
    mark_twice(intake, twice)
    count_rows(intake)
    move(intake, "check", now=now)
    intake.profile, intake.done_rows = profile, 0
    intake.save()
    event = events.TableChecked(intake.pk, intake.counts["rows"])
    sign(event, by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"])


# --- writing ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Ready:
    """The next rows, read; `after` is the number of the batch they follow (0: they are the
    first)."""

    after: int
    rows: Sequence[Row]


def _write_some(intake_id: int, *, pace: _Pace, now: datetime) -> bool:
    """The next rows in one transaction: all of them with the note of what they did, or none.
    False when there is nothing left to write."""
    ready = _make_ready(Intake.objects.get(pk=intake_id), pace.most)
    try:
        with pace.writing():
            intake = _alone(intake_id)
            if intake.stage != Stage.IMPORTING:
                return False
            if _last_of(intake)[0] != ready.after:  # another worker was quicker
                return True
            if ready.rows:
                _write(intake, ready.rows, ready.after + 1, now=now)
    except PermissionDenied:
        by = system("imports")
        stop_import(intake_id=intake_id, fault=Wrong.NOT_ALLOWED, by=by, now=now)
        return False
    if ready.rows:
        return True
    end_import(intake_id=intake_id, by=system("imports"), now=now)
    return False


def _make_ready(intake: Intake, most: int) -> _Ready:
    """While a table is imported, neither its rows nor what its columns are can change."""
    number, last_line = _last_of(intake)
    cleaner = cleaner_of(intake)
    rows = StagedRow.objects.filter(intake=intake, outcome__in=_WRITTEN, line__gt=last_line)
    some = rows.order_by("line").values_list("line", "cells", "seen")[:most]
    return _Ready(number, [Row(line, cleaner.read(cells)[0], seen) for line, cells, seen in some])


def _last_of(intake: Intake) -> tuple[int, int]:
    """Number and last line of the latest batch."""
    latest = intake.batches.order_by("-number").values_list("number", "last_line").first()
    return latest or (0, 0)


def _alone(intake_id: int) -> Intake:
    """Held until the transaction ends, with every other import to the same place: what one is
    about to register, the other must not register too."""
    target = Intake.objects.values_list("shape", "target").get(pk=intake_id)
    held = Intake.objects.select_for_update(of=("self",)).filter(
        shape=target[0], target=target[1], stage=Stage.IMPORTING
    )
    found = {row.pk: row for row in held.order_by("pk")}
    return found.get(intake_id) or Intake.objects.get(pk=intake_id)


def _write(intake: Intake, rows: Sequence[Row], number: int, *, now: datetime) -> None:
    bringing = bringing_of(intake, now=now)
    INTAKE.require(bringing.by, "handle", intake)
    done = shape_of(intake).apply(bringing, rows)
    Batch.objects.create(
        intake=intake,
        number=number,
        last_line=rows[-1].line,
        done=[plain_of(one) for one in done],
    )
    did = Counter(one.outcome for one in done)
    for outcome in Outcome:
        name = f"done_{outcome}"
        intake.counts[name] = intake.counts.get(name, 0) + did[outcome]
    intake.done_rows += len(rows)
    intake.touched_at, intake.tries = now, 0
    intake.save(update_fields=["counts", "done_rows", "touched_at", "tries"])


@act
def end_import(*, intake_id: int, by: Viewer, now: datetime) -> None:
    """Everything is in: say how many rows did what."""
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake_id)
    if intake.stage != Stage.IMPORTING:
        return
    move(intake, "finish", now=now)
    intake.save()
    sign(
        events.ImportFinished(intake.pk), by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"]
    )


# --- taking back ------------------------------------------------------------------------------


def _take_back_some(intake_id: int, *, pace: _Pace, now: datetime) -> bool:
    """The latest rows of the latest batch, in one transaction. False when there is nothing left
    to take back."""
    with pace.writing():
        intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake_id)
        if intake.stage != Stage.UNDOING:
            return False
        batch = intake.batches.order_by("-number").first()
        if batch is not None:
            _take_back(intake, batch, pace.most, now=now)
    if batch is not None:
        return True
    end_taking_back(intake_id=intake_id, by=system("imports"), now=now)
    return False


def _take_back(intake: Intake, batch: Batch, most: int, *, now: datetime) -> None:
    left, latest = batch.done[:-most], batch.done[-most:]
    done = [done_of(one) for one in latest]
    written = [one for one in reversed(done) if one.outcome in _WRITTEN]
    kept = shape_of(intake).undo(taking_back(intake, now=now), written) if written else []
    intake.kept = [*intake.kept, *(asdict(one) for one in kept)][:KEPT]
    intake.counts["kept"] = intake.counts.get("kept", 0) + len(kept)
    intake.done_rows -= min(len(done), intake.done_rows)
    intake.touched_at, intake.tries = now, 0
    intake.save(update_fields=["kept", "counts", "done_rows", "touched_at", "tries"])
    if not left:
        batch.delete()
        return
    batch.done, batch.last_line = left, left[-1]["line"]
    batch.save(update_fields=["done", "last_line"])


@act
def end_taking_back(*, intake_id: int, by: Viewer, now: datetime) -> None:
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake_id)
    if intake.stage != Stage.UNDOING:
        return
    move(intake, f"end_{intake.ends_as}", now=now)
    intake.save()
    sign(events.IntakeEnded(intake.pk), by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"])
