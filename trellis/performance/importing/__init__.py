"""What this room takes in by the table: figures, told apart by their line and period."""

from collections.abc import Sequence
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
from trellis.performance import actions, queries
from trellis.performance.importing.fields import FIELDS
from trellis.performance.importing.planning import Plan, Planner
from trellis.performance.importing.sentences import SENTENCES


def targets(viewer: Viewer, now: datetime) -> list[Target]:  # noqa: ARG001
    """Every live framework into which the viewer records."""
    return [
        Target(f"framework:{one.id}", one.title, one.area_id, one.organisation_id)
        for one in queries.recorded_into(viewer)
    ]


def check(bringing: Bringing, rows: Sequence[Row]) -> list[Verdict]:
    return [plan.verdict for plan in Planner(bringing).plans(rows)]


def apply(bringing: Bringing, rows: Sequence[Row]) -> list[Done]:
    """Every row is compared with the record once more, in the transaction that writes it; what
    somebody records at that very moment goes before it."""
    plans = list(zip(rows, Planner(bringing).plans(rows), strict=True))
    ready = {row.line: _settled(row, plan) for row, plan in plans}
    figures = {
        row.line: plan.figure for row, plan in plans if plan.figure and ready[row.line] is None
    }
    came = actions.bring_values(figures=list(figures.values()), by=bringing.by, now=bringing.now)
    written = dict(zip(figures, came, strict=True))
    return [ready[row.line] or _done(row, plan, written[row.line]) for row, plan in plans]


def _settled(row: Row, plan: Plan) -> Done | None:
    """None where the row is to be written, as it was when it was checked."""
    if plan.verdict.key and plan.verdict.seen != row.seen:
        return Done(row.line, Outcome.PROBLEM, problem=Problem("changed_since"))
    if plan.verdict.outcome == Outcome.PROBLEM:
        return Done(row.line, Outcome.PROBLEM, problem=plan.verdict.problems[0])
    if plan.verdict.outcome == Outcome.UNCHANGED:
        return Done(row.line, Outcome.UNCHANGED, f"value:{plan.verdict.seen}")
    return None


def _done(row: Row, plan: Plan, came: actions.Came) -> Done:
    if came.value_id is None:
        problem = Problem("not_taken", about={"says": came.refused})
        return Done(
            row.line, Outcome.PROBLEM, problem=problem if came.refused else Problem("changed_since")
        )
    before = int(plan.verdict.seen) if plan.verdict.seen else None
    return Done(row.line, plan.verdict.outcome, f"value:{came.value_id}", {"before": before})


def undo(bringing: Bringing, done: Sequence[Done]) -> list[Kept]:
    found = {_id(one.reference): one for one in done}
    kept = actions.take_back_values(
        pairs=[(pk, one.undo["before"]) for pk, one in found.items()],
        by=bringing.by,
        now=bringing.now,
    )
    return [Kept(found[pk].line, found[pk].reference, "used_since") for pk in sorted(kept)]


def _id(reference: str) -> int:
    return int(reference.rpartition(":")[2])


def page_of(reference: str) -> str:
    """Where it is shown how the figure is made, with every row of its line."""
    at = queries.value_address(_id(reference))
    url = reverse("performance:made", args=[at.slug, at.number, at.place_code, at.span.code])
    return f"{url}?provider={at.provider_id}" if at.provider_id else url


SHAPES: Final = (
    ImportShape(
        key="figures",
        title=gettext_lazy("Figures"),
        says=gettext_lazy(
            "One figure a line: which indicator, where, in which period. One that is another than "
            "the record has needs a reason and takes its place; both stay readable."
        ),
        fields=FIELDS,
        capability=Capability.VALUE_RECORD,
        targets=targets,
        check=check,
        apply=apply,
        undo=undo,
        page_of=page_of,
        sentences=SENTENCES,
    ),
)
