"""What this room takes in by the table: activities, told apart by their number in the system they
are from. Persons are never brought by table."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.capabilities import Capability
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.imports import (
    Bringing,
    Done,
    ImportShape,
    Kept,
    Outcome,
    Problem,
    Row,
    Target,
    Verdict,
)
from trellis.kernel.viewer import Viewer, system
from trellis.record import actions
from trellis.record.importing.fields import FIELDS
from trellis.record.importing.planning import Plan, Planner, done_of
from trellis.record.importing.sentences import SENTENCES
from trellis.record.queries import bringing as queries
from trellis.record.rules.shares import Party, Role


def targets(viewer: Viewer, now: datetime) -> list[Target]:  # noqa: ARG001
    """Every body that the viewer records for."""
    return [
        Target(f"body:{one.id}", _("What %(body)s did") % {"body": one.name}, one.area_id, one.id)
        for one in queries.recorded_for(viewer)
    ]


def check(bringing: Bringing, rows: Sequence[Row]) -> list[Verdict]:
    return [plan.verdict for plan in Planner(bringing).plans(rows)]


def apply(bringing: Bringing, rows: Sequence[Row]) -> list[Done]:
    """Every row is compared with the record once more, in the transaction that writes it; what
    somebody records or corrects at that very moment goes before it."""
    plans = list(zip(rows, Planner(bringing).plans(rows), strict=True))
    done = {row.line: _settled(row, plan) for row, plan in plans}
    writing = [(row, plan) for row, plan in plans if done[row.line] is None]
    new = [(row, plan) for row, plan in writing if plan.verdict.outcome == Outcome.NEW]
    written = {**_record(bringing, new)}
    for row, plan in writing:
        if plan.verdict.outcome == Outcome.CHANGED:
            written[row.line] = _correct(bringing, row, plan)
    return [done[row.line] or written[row.line] for row in rows]


def _settled(row: Row, plan: Plan) -> Done | None:
    """None where the row is to be written, as it was when it was checked."""
    if plan.verdict.key and plan.verdict.seen != row.seen:
        return Done(row.line, Outcome.PROBLEM, problem=Problem("changed_since"))
    if plan.verdict.outcome == Outcome.PROBLEM:
        return Done(row.line, Outcome.PROBLEM, problem=plan.verdict.problems[0])
    if plan.verdict.outcome == Outcome.UNCHANGED:
        assert plan.found is not None
        return Done(row.line, Outcome.UNCHANGED, f"activity:{plan.found.activity.line_id}")
    return None


def _record(bringing: Bringing, new: Sequence[tuple[Row, Plan]]) -> dict[int, Done]:
    """All in one act; one at a time where one of them is refused after all."""
    if not new:
        return {}
    many = [plan.done for _row, plan in new if plan.done]
    try:
        ids = actions.record_activities(by=bringing.by, now=bringing.now, many=many)
    except (ValidationError, IntegrityError, PermissionDenied):
        return {row.line: _record_one(bringing, row, plan) for row, plan in new}
    return {
        row.line: Done(row.line, Outcome.NEW, f"activity:{pk}")
        for (row, _plan), pk in zip(new, ids, strict=True)
    }


def _record_one(bringing: Bringing, row: Row, plan: Plan) -> Done:
    assert plan.done is not None
    try:
        made = actions.record_activity(by=bringing.by, now=bringing.now, done=plan.done)
    except (ValidationError, IntegrityError, PermissionDenied) as fault:
        return _refused(row, fault)
    return Done(row.line, Outcome.NEW, f"activity:{made.pk}")


def _correct(bringing: Bringing, row: Row, plan: Plan) -> Done:
    assert plan.done is not None and plan.found is not None  # noqa: PT018
    before = plan.found.activity
    try:
        made = actions.correct_activity(
            by=bringing.by,
            now=bringing.now,
            activity=before,
            done=plan.done,
            reason=plan.reason,
            seen=before.mark,
        )
    except (ValidationError, EditedMeanwhileError, PermissionDenied, IntegrityError) as fault:
        return _refused(row, fault)
    undo = {"number": made.number, "before": _as_plain(done_of(plan.found))}
    return Done(row.line, Outcome.CHANGED, f"activity:{before.line_id}", undo)


def _refused(row: Row, fault: Exception) -> Done:
    """Said in the words of the act, where it has any."""
    problem = Problem("changed_since")
    if isinstance(fault, ValidationError):
        problem = Problem("not_taken", about={"says": " ".join(fault.messages)})
    return Done(row.line, Outcome.PROBLEM, problem=problem)


def undo(bringing: Bringing, done: Sequence[Done]) -> list[Kept]:
    """What was recorded is withdrawn, what was corrected is said again as it was before; what
    somebody corrected, answered or agreed on since stays."""
    return [
        Kept(one.line, one.reference, "used_since") for one in done if not _undone(bringing, one)
    ]


def _undone(bringing: Bringing, one: Done) -> bool:
    found = queries.standing_of_line(bringing.by, _id(one.reference))
    number = one.undo["number"] if one.outcome == Outcome.CHANGED else 1
    if found is None or found.activity.number != number or found.is_used:
        return False
    told: dict[str, Any] = {
        "by": bringing.by,
        "now": bringing.now,
        "activity": found.activity,
        "reason": _("The import that brought it was taken back."),
        "seen": found.activity.mark,
    }
    try:
        if one.outcome == Outcome.CHANGED:
            actions.correct_activity(**told, done=_from_plain(one.undo["before"]))
        else:
            actions.withdraw_activity(**told)
    except (ValidationError, EditedMeanwhileError):
        return False
    return True


def _as_plain(done: actions.Done) -> dict[str, Any]:
    return asdict(done) | {"on": done.on.isoformat(), "tag_ids": sorted(done.tag_ids)}


def _from_plain(plain: dict[str, Any]) -> actions.Done:
    parties = [
        Party(one["provider_id"], Role(one["role"]), one["minutes"]) for one in plain["parties"]
    ]
    told = {**plain, "on": date.fromisoformat(plain["on"]), "parties": parties}
    return actions.Done(**told)


def _id(reference: str) -> int:
    return int(reference.rpartition(":")[2])


def page_of(reference: str) -> str:
    """The activity itself, with all that was said of it since."""
    area = queries.area_of(system("imports"), _id(reference))
    assert area is not None
    return reverse("record:activity", args=[area, _id(reference)])


def home(area: str) -> tuple[str, str]:
    return _("Your week"), reverse("record:mine", args=[area])


SHAPES: Final = (
    ImportShape(
        key="activities",
        title=gettext_lazy("Activities"),
        says=gettext_lazy(
            "One thing that was done a line: when, what kind, where, for which organisation. One "
            "that was brought before, by its number, is corrected; what it said stays readable. "
            "Name no persons."
        ),
        fields=FIELDS,
        capability=Capability.ACTIVITY_RECORD,
        targets=targets,
        check=check,
        apply=apply,
        undo=undo,
        page_of=page_of,
        sentences=SENTENCES,
        order=("on", "kind", "organisation", "place", "quantity", "title"),
        home=home,
    ),
)
