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
from trellis.kernel.viewer import Viewer, system
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
    figures = [
        (row.line, plan.figure) for row, plan in plans if plan.figure and ready[row.line] is None
    ]
    # Always in the order of the indicators: two tables never wait for each other.
    written = {
        line: actions.bring_value(figure=figure, by=bringing.by, now=bringing.now)
        for line, figure in sorted(figures, key=lambda one: one[1].indicator_id)
    }
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
    assert plan.figure is not None
    undo = {"before": plan.figure.seen, "indicator": plan.figure.indicator_id}
    return Done(row.line, plan.verdict.outcome, f"value:{came.value_id}", undo)


def undo(bringing: Bringing, done: Sequence[Done]) -> list[Kept]:
    """In the order of the indicators, too."""
    return [
        Kept(one.line, one.reference, "used_since")
        for one in sorted(done, key=lambda one: (one.undo["indicator"], one.line))
        if not actions.take_back_value(
            value_id=_id(one.reference),
            before_id=one.undo["before"],
            by=bringing.by,
            now=bringing.now,
        )
    ]


def _id(reference: str) -> int:
    return int(reference.rpartition(":")[2])


def page_of(reference: str) -> str:
    """Where it is shown how the figure is made, to those who may see it."""
    at = queries.value_address(system("imports"), _id(reference))
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
