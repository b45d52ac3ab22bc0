"""What this room takes in by the table: organisations, told apart by their numbers, else by name
and place."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from trellis.kernel.capabilities import Capability
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
from trellis.kernel.viewer import Viewer
from trellis.organisations import actions, queries
from trellis.organisations.actions import Edit
from trellis.organisations.importing.fields import FIELDS
from trellis.organisations.importing.planning import Plan, Planner
from trellis.organisations.importing.sentences import SENTENCES
from trellis.organisations.rules.details import details_from_plain
from trellis.places import queries as places

_TRIES: Final = 3


def targets(viewer: Viewer, now: datetime) -> list[Target]:  # noqa: ARG001
    """Every record that is not closed history and in which the viewer registers organisations."""
    reach = queries.reach(viewer)
    return [
        Target(f"area:{area.id}", area.name, area.id)
        for area in places.areas(viewer)
        if area.standing != "documented"
        and (reach is None or not reach.isdisjoint(places.subtree_ids([area.id])))
    ]


def check(bringing: Bringing, rows: Sequence[Row]) -> list[Verdict]:
    return [plan.verdict for plan in Planner(bringing).plans(rows)]


def apply(bringing: Bringing, rows: Sequence[Row]) -> list[Done]:
    """Every row is compared with the record once more, in the transaction that writes it; and
    again, where somebody edits or registers one of them at that very moment."""
    for _try in range(_TRIES):
        try:
            return _apply(bringing, rows)
        except (actions.EditedMeanwhileError, actions.IdentifierTakenError):
            continue
    return _apply(bringing, rows)


def _apply(bringing: Bringing, rows: Sequence[Row]) -> list[Done]:
    plans = Planner(bringing).plans(rows)
    done = {row.line: _refused(row, plan) for row, plan in zip(rows, plans, strict=True)}
    writing = [(row, plan) for row, plan in zip(rows, plans, strict=True) if done[row.line] is None]
    new = [(row, plan) for row, plan in writing if plan.verdict.outcome == Outcome.NEW]
    edits = [(row, plan) for row, plan in writing if plan.verdict.outcome == Outcome.CHANGED]
    ids = actions.bring_organisations(
        area_id=bringing.area_id,
        new=[plan.details for _row, plan in new if plan.details],
        edits=[_as_edit(plan) for _row, plan in edits],
        by=bringing.by,
        now=bringing.now,
    )
    created = {row.line: pk for (row, _plan), pk in zip(new, ids, strict=True)}
    return [
        done[row.line] or _done(row, plan, created.get(row.line))
        for row, plan in zip(rows, plans, strict=True)
    ]


def _refused(row: Row, plan: Plan) -> Done | None:
    """None where the row is to be written, as it was when it was checked."""
    if plan.verdict.outcome == Outcome.PROBLEM:
        return Done(row.line, Outcome.PROBLEM, problem=plan.verdict.problems[0])
    if plan.verdict.seen != row.seen:
        return Done(row.line, Outcome.PROBLEM, problem=Problem("changed_since"))
    return None


def _as_edit(plan: Plan) -> Edit:
    assert plan.standing is not None and plan.details is not None  # noqa: PT018
    return Edit(plan.standing.id, plan.standing.version, plan.details)


def _done(row: Row, plan: Plan, created: int | None) -> Done:
    if created is not None:
        return Done(row.line, Outcome.NEW, f"organisation:{created}")
    assert plan.standing is not None
    reference = f"organisation:{plan.standing.id}"
    if plan.verdict.outcome == Outcome.UNCHANGED:
        return Done(row.line, Outcome.UNCHANGED, reference)
    before = {"version": plan.standing.version + 1, "before": asdict(plan.standing.details)}
    return Done(row.line, Outcome.CHANGED, reference, before)


def undo(bringing: Bringing, done: Sequence[Done]) -> list[Kept]:
    created = {_id(one): one for one in done if one.outcome == Outcome.NEW}
    edited = {_id(one): one for one in done if one.outcome == Outcome.CHANGED}
    kept = actions.take_back_organisations(
        area_id=bringing.area_id,
        created=list(created),
        edits=[
            Edit(pk, one.undo["version"], details_from_plain(one.undo["before"]))
            for pk, one in edited.items()
        ],
        by=bringing.by,
        now=bringing.now,
    )
    found = {**created, **edited}
    return [Kept(found[pk].line, found[pk].reference, "used_since") for pk in sorted(kept)]


def _id(done: Done) -> int:
    return int(done.reference.rpartition(":")[2])


def page_of(reference: str) -> str:
    return reverse("organisations:record", args=[int(reference.rpartition(":")[2])])


SHAPES: Final = (
    ImportShape(
        key="organisations",
        title=gettext_lazy("Organisations"),
        says=gettext_lazy(
            "One organisation a line. One that is in the record already, by its number or by its "
            "name and place, is brought up to date; an empty cell leaves what is there."
        ),
        fields=FIELDS,
        capability=Capability.ORGANISATION_REGISTER,
        targets=targets,
        check=check,
        apply=apply,
        undo=undo,
        page_of=page_of,
        sentences=SENTENCES,
    ),
)
