"""Tables that people bring: kept, looked at, told what is what, imported, taken back, discarded.

A file lies in the store under the digest of its content, and only until it is done with.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from trellis.imports import events
from trellis.imports.actions.rows import count_rows
from trellis.imports.lifecycle import INTAKE_LIFE, OVER, Stage
from trellis.imports.models import LEFT_OUT, Intake
from trellis.imports.models import Mapping as Remembered
from trellis.imports.policy import INTAKE, shapes
from trellis.imports.queries.files import stored_name
from trellis.imports.queries.shaping import signature_of
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.imports import Outcome, Target
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer


@act
def bring_table(
    *,
    shape: str,
    target: Target,
    file_name: str,
    content: BinaryIO,
    facts: Mapping[str, Any],
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Intake:
    """Keep a file that was looked at. Refused where the viewer may not bring such tables there."""
    do_once(once, now=now)
    if target.key not in {one.key for one in shapes()[shape].targets(by, now)}:
        raise PermissionDenied
    digest, size = _keep(content)
    intake = Intake.objects.create(
        shape=shape,
        target=target.key,
        area_id=target.area_id,
        organisation_id=target.organisation_id,
        brought_by_id=by.account_id,
        acts_for_id=by.account_id,
        brought_at=now,
        file_name=file_name[:200],
        digest=digest,
        size=size,
        facts=dict(facts),
        touched_at=now,
    )
    INTAKE.require(by, "handle", intake)
    sign(events.TableBrought(intake.pk), by=by, now=now, of=f"intake:{intake.pk}")
    return intake


@act
def look_anew(
    *, intake_id: int, facts: Mapping[str, Any], by: Viewer, now: datetime, once: str = ""
) -> Intake:
    """Take another sheet of the file, or other headings; what was checked before is dropped."""
    do_once(once, now=now)
    intake = _held(intake_id, by=by)
    move(intake, "look_anew", now=now)
    intake.facts, intake.columns = dict(facts), {}
    _drop_check(intake)
    intake.save()
    sign(
        events.TableLookedAtAnew(intake.pk),
        by=by,
        now=now,
        of=f"intake:{intake.pk}",
        fields=["stage"],
    )
    return intake


@act
def map_columns(
    *,
    intake_id: int,
    columns: Mapping[str, Any],
    by: Viewer,
    now: datetime,
    once: str = "",
    at_once: bool = False,
) -> Intake:
    """Say which column is what, remember it for the next file of this make, and have every row
    checked by the worker, who looks after a minute only where whoever asks does it `at_once`."""
    do_once(once, now=now)
    intake = _held(intake_id, by=by)
    move(intake, "map", now=now)
    intake.columns, intake.acts_for_id = dict(columns), by.account_id
    _drop_check(intake)
    intake.save()
    Remembered.objects.update_or_create(
        shape=intake.shape,
        target=intake.target,
        signature=signature_of(intake.facts["headings"]),
        defaults={"columns": _places_only(columns), "used_at": now},
    )
    _leave_to_worker(intake, now=now, at_once=at_once)
    sign(
        events.ColumnsMapped(intake.pk), by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"]
    )
    return intake


def _places_only(columns: Mapping[str, Any]) -> dict[str, Any]:
    """What is the same in every line of one file need not be so in the next."""
    return {name: column for name, column in columns.items() if "place" in column}


@act
def start_import(
    *,
    intake_id: int,
    by: Viewer,
    now: datetime,
    once: str = "",
    leave_out: bool = False,
    at_once: bool = False,
) -> Intake:
    """Have every row written that is sound: `leave_out` those that are not. Raises ValidationError
    where something is still open or nothing would change. `at_once` as in `map_columns`."""
    do_once(once, now=now)
    intake = _held(intake_id, by=by)
    if leave_out and intake.stage == Stage.CHECKED:
        intake.rows.filter(outcome=Outcome.PROBLEM).update(outcome=LEFT_OUT)
        count_rows(intake)
    move(intake, "start", now=now)
    intake.done_rows, intake.acts_for_id = 0, by.account_id
    intake.save()
    _leave_to_worker(intake, now=now, at_once=at_once)
    sign(
        events.ImportStarted(intake.pk), by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"]
    )
    return intake


def _leave_to_worker(intake: Intake, *, now: datetime, at_once: bool) -> None:
    if not at_once:
        enqueue("imports.carry_on", now=now, intake_id=intake.pk)


@act
def stop_import(
    *, intake_id: int, by: Viewer, now: datetime, fault: str = "", value: str = "", once: str = ""
) -> Intake:
    """Write no more, and take back what is in: by somebody's wish, or as a `fault`."""
    do_once(once, now=now)
    intake = _held(intake_id, by=by)
    move(intake, "stop", now=now)
    intake.ends_as = Stage.FAILED if fault else Stage.CANCELLED
    intake.fault, intake.fault_value = fault[:30], value[:60]
    intake.save()
    enqueue("imports.carry_on", now=now, intake_id=intake.pk)
    sign(
        events.ImportStopped(intake.pk), by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"]
    )
    return intake


@act
def undo_import(
    *, intake_id: int, by: Viewer, now: datetime, once: str = "", at_once: bool = False
) -> Intake:
    """Take back all that came in, but what somebody has changed since. `at_once` as in
    `map_columns`."""
    do_once(once, now=now)
    intake = _held(intake_id, by=by)
    move(intake, "undo", now=now)
    intake.ends_as = Stage.UNDONE
    intake.save()
    _leave_to_worker(intake, now=now, at_once=at_once)
    sign(
        events.ImportStopped(intake.pk), by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"]
    )
    return intake


@act
def discard_intake(*, intake_id: int, by: Viewer, now: datetime, once: str = "") -> Intake:
    """Delete the file and all that was read of it. Raises ValidationError once rows are in."""
    do_once(once, now=now)
    intake = _held(intake_id, by=by)
    move(intake, "cancel", now=now)
    _drop_check(intake)
    intake.save()
    sign(events.IntakeEnded(intake.pk), by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"])
    return intake


@act
def refuse_table(*, intake_id: int, fault: str, value: str, by: Viewer, now: datetime) -> Intake:
    """The file cannot be read to its end after all; `fault` says why."""
    intake = _held(intake_id, by=by)
    move(intake, "refuse", now=now)
    intake.fault, intake.fault_value = fault[:30], value[:60]
    _drop_check(intake)
    intake.save()
    sign(events.IntakeEnded(intake.pk), by=by, now=now, of=f"intake:{intake.pk}", fields=["stage"])
    return intake


@act
def forget_intake(*, intake_id: int, by: Viewer, now: datetime) -> Intake:
    """Delete its rows and what it takes to take them back; the numbers stay."""
    intake = _held(intake_id, by=by)
    if intake.stage not in OVER:
        move(intake, "cancel", now=now)
    counts = intake.counts
    _drop_check(intake)
    intake.batches.all().delete()
    kept = ("kind", "sheet", "head")
    intake.facts = {name: intake.facts[name] for name in kept if name in intake.facts}
    intake.columns, intake.counts, intake.forgotten_at = {}, counts, now
    intake.save()
    sign(
        events.IntakeForgotten(intake.pk),
        by=by,
        now=now,
        of=f"intake:{intake.pk}",
        fields=["stage"],
    )
    return intake


def _held(intake_id: int, *, by: Viewer) -> Intake:
    rows = Intake.objects.select_for_update(of=("self",))
    return INTAKE.get(by, rows, "handle", pk=intake_id)


def move(intake: Intake, name: str, *, now: datetime) -> None:
    INTAKE_LIFE.make(intake, name, today=timezone.localdate(now))
    intake.touched_at, intake.tries = now, 0
    if intake.stage in OVER:
        intake.finished_at = now
        delete_file(intake)


def _drop_check(intake: Intake) -> None:
    intake.rows.all().delete()
    intake.profile, intake.counts, intake.done_rows = {}, {}, 0


def delete_file(intake: Intake) -> None:
    """Once the act is done, and only where no other intake still needs the same file."""
    others = (
        Intake.objects.filter(digest=intake.digest).exclude(pk=intake.pk).exclude(stage__in=OVER)
    )
    if not others.exists():
        transaction.on_commit(lambda: default_storage.delete(stored_name(intake.digest)))


def _keep(content: BinaryIO) -> tuple[str, int]:
    """Returns digest and size in bytes."""
    content.seek(0)
    digester, size = hashlib.sha256(), 0
    while block := content.read(1 << 20):
        digester.update(block)
        size += len(block)
    digest = digester.hexdigest()
    if not default_storage.exists(stored_name(digest)):
        content.seek(0)
        default_storage.save(stored_name(digest), File(content))
    return digest, size
