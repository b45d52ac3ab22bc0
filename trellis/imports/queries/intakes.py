"""Tables that were brought, as their pages show them, and what is there for the worker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as by_default
from datetime import date, datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.imports.lifecycle import AT_WORK, OVER, WAITING, Stage
from trellis.imports.models import LEFT_OUT, Intake, StagedRow
from trellis.imports.policy import INTAKE
from trellis.imports.queries.shaping import (
    brings_tables,
    cleaner_of,
    kept_of,
    problem_of,
    shape_of,
)
from trellis.kernel.deadlines import Due
from trellis.kernel.imports import Change, ImportShape, Kept, Outcome, Problem
from trellis.kernel.viewer import Viewer

SHOWN: Final = 50
PAGE: Final = 25
FEW: Final = 8
# So many pasted lines are checked and recorded while whoever pasted them waits.
AT_ONCE: Final = 500
_CAME_IN: Final = frozenset({Outcome.NEW, Outcome.CHANGED})


@dataclass(frozen=True)
class IntakeFacts:
    """One intake. `counts` are rows by outcome; `facts`, `columns` and `profile` as kept."""

    id: int
    shape: ImportShape
    target: str
    area: str
    area_slug: str
    standing: str
    stage: Stage
    file_name: str
    size: int
    facts: Mapping[str, Any]
    columns: Mapping[str, Any]
    profile: Mapping[str, Any]
    counts: Mapping[str, int]
    kept: Sequence[Kept]
    fault: str
    fault_value: str
    ends_as: str
    done_rows: int
    brought_at: datetime
    finished_at: datetime | None
    is_forgotten: bool
    may_handle: bool

    @property
    def to_write(self) -> int:
        return self.counts.get("new", 0) + self.counts.get("changed", 0)

    @property
    def came_in(self) -> int:
        return sum(self.counts.get(f"done_{one}", 0) for one in _CAME_IN)

    @property
    def is_pasted(self) -> bool:
        return bool(self.facts.get("pasted"))

    @property
    def is_short(self) -> bool:
        lines: int = self.facts.get("pasted", 0)
        return 0 < lines <= AT_ONCE


@dataclass(frozen=True)
class RowFacts:
    """A line of the table and what it will do; `cells` by their place. `values` are they as read,
    by field, where they were asked for."""

    line: int
    cells: Sequence[str]
    outcome: str
    problems: Sequence[Problem]
    changes: Sequence[Change]
    values: Mapping[str, Any] = by_default(default_factory=dict)


@dataclass(frozen=True)
class Wrongs:
    """How many lines have the same thing wrong in the same field, and the first of them."""

    problem: Problem
    rows: int
    line: int


def intake(viewer: Viewer, intake_id: int) -> IntakeFacts:
    """Raises Http404."""
    rows = Intake.objects.select_related("area")
    return _facts(viewer, INTAKE.get(viewer, rows, pk=intake_id))


def intake_row(viewer: Viewer, intake_id: int) -> Intake:
    """The row itself, to be handled; 404 or 403 as its policy says."""
    return INTAKE.get(viewer, Intake.objects.select_related("area"), "handle", pk=intake_id)


def intakes(viewer: Viewer) -> list[IntakeFacts]:
    """The latest fifty."""
    rows = INTAKE.rows(viewer, Intake.objects.select_related("area").defer("facts", "profile"))
    return [_facts(viewer, row, in_a_list=True) for row in rows[:SHOWN]]


def _facts(viewer: Viewer, row: Intake, *, in_a_list: bool = False) -> IntakeFacts:
    return IntakeFacts(
        id=row.pk,
        shape=shape_of(row),
        target=row.target,
        area=row.area.name,
        area_slug=row.area.slug,
        standing=row.area.standing,
        stage=Stage(row.stage),
        file_name=row.file_name,
        size=row.size,
        facts={} if in_a_list else row.facts,
        columns=row.columns,
        profile={} if in_a_list else row.profile,
        counts=row.counts,
        kept=[kept_of(one) for one in row.kept],
        fault=row.fault,
        fault_value=row.fault_value,
        ends_as=row.ends_as,
        done_rows=row.done_rows,
        brought_at=row.brought_at,
        finished_at=row.finished_at,
        is_forgotten=row.forgotten_at is not None,
        may_handle=not in_a_list and INTAKE.allows(viewer, "handle", row),
    )


def wrongs(viewer: Viewer, intake_id: int) -> list[Wrongs]:
    """What is wrong by kind and field, the most frequent first. Two queries."""
    rows = _rows(viewer, intake_id).filter(outcome=Outcome.PROBLEM)
    counted = rows.order_by().values_list("problem", "field").annotate(Count("id"))
    found = []
    for code, field, count in counted:
        first = rows.filter(problem=code, field=field).order_by("line").first()
        if first is not None:
            found.append(Wrongs(problem_of(first.problems[0]), count, first.line))
    return sorted(found, key=lambda one: (-one.rows, one.line))


def rows_page(viewer: Viewer, intake_id: int, outcome: str, number: object) -> Page[StagedRow]:
    rows = _rows(viewer, intake_id).filter(outcome=outcome).order_by("line")
    return Paginator(rows, PAGE).get_page(number)  # type: ignore[arg-type]


def preview(
    viewer: Viewer, intake_id: int, number: object
) -> tuple[Page[StagedRow], list[RowFacts]]:
    """Every line with what is read in it, those with something wrong first."""
    cleaner = cleaner_of(INTAKE.get(viewer, Intake.objects.all(), pk=intake_id))
    rows = _rows(viewer, intake_id).alias(is_wrong=Q(outcome=Outcome.PROBLEM))
    page = Paginator(rows.order_by("-is_wrong", "line"), SHOWN).get_page(number)  # type: ignore[arg-type]
    found = list(page.object_list)
    return page, [replace(row_facts(one), values=cleaner.read(one.cells)[0]) for one in found]


def row(viewer: Viewer, intake_id: int, line: int) -> RowFacts:
    """Raises Http404."""
    found = _rows(viewer, intake_id).filter(line=line).first()
    if found is None:
        raise Http404
    return row_facts(found)


def row_facts(found: StagedRow) -> RowFacts:
    return RowFacts(
        line=found.line,
        cells=found.cells,
        outcome=found.outcome,
        problems=[problem_of(one) for one in found.problems],
        changes=[Change(**one) for one in found.changes],
    )


def alike(viewer: Viewer, intake_id: int, line: int) -> list[StagedRow]:
    """The other lines that have the same wrong text in the same column: what puts one right puts
    them right too. At most five hundred."""
    rows = _rows(viewer, intake_id).filter(outcome=Outcome.PROBLEM).exclude(field="")
    one = rows.select_related("intake").filter(line=line).first()
    place = one.intake.columns.get(one.field, {}).get("place") if one else None
    if one is None or place is None:
        return []
    text = one.cells[place : place + 1]
    others = rows.filter(field=one.field).exclude(line=line).order_by("line")[:AT_ONCE]
    return [other for other in others if other.cells[place : place + 1] == text]


def rows_to_download(viewer: Viewer, intake_id: int) -> list[RowFacts]:
    """Every line with something wrong, and those left out."""
    rows = _rows(viewer, intake_id).filter(outcome__in=(Outcome.PROBLEM, LEFT_OUT))
    return [row_facts(found) for found in rows.order_by("line").iterator(chunk_size=500)]


def refused_rows(viewer: Viewer, intake_id: int) -> list[tuple[int, Problem]]:
    """The lines that were not written after all, and why: the first hundred."""
    row = INTAKE.get(viewer, Intake.objects.all(), pk=intake_id)
    found = [
        (done["line"], problem_of(done["problem"]))
        for batch in row.batches.iterator(chunk_size=20)
        for done in batch.done
        if done["problem"]
    ]
    return found[:100]


def written(viewer: Viewer, intake_id: int) -> list[tuple[RowFacts, str]]:
    """The first lines that came in, each with the reference to what it has become."""
    row = INTAKE.get(viewer, Intake.objects.all(), pk=intake_id)
    batch = row.batches.order_by("number").first()
    done = batch.done if batch is not None else []
    came = {one["line"]: one["reference"] for one in done if one["outcome"] in _CAME_IN}
    rows = StagedRow.objects.filter(intake=row, line__in=list(came)[:FEW])
    return [(row_facts(found), came[found.line]) for found in rows.order_by("line")]


def _rows(viewer: Viewer, intake_id: int) -> Any:
    INTAKE.get(viewer, Intake.objects.only("pk"), pk=intake_id)
    return StagedRow.objects.filter(intake_id=intake_id)


def due_for(viewer: Viewer, today: date) -> list[Due]:  # noqa: ARG001
    """What the viewer brought and has not decided about."""
    if not brings_tables(viewer):
        return []
    rows = Intake.objects.filter(stage__in=WAITING, brought_by=viewer.account_id)
    found = INTAKE.rows(viewer, rows.defer("facts", "profile"), "handle")
    return [
        Due(
            title=_("Import: %(file)s") % {"file": row.file_name},
            why=_to_do(row),
            due=None,
            step=_("Look at it"),
            url=reverse("imports:intake", args=[row.pk]),
        )
        for row in found[:SHOWN]
    ]


def _to_do(row: Intake) -> str:
    if row.stage == Stage.BROUGHT:
        return _("Say which column is what.")
    if count := row.counts.get("problem", 0):
        return ngettext(
            "%(count)d line has something to put right.",
            "%(count)d lines have something to put right.",
            count,
        ) % {"count": count}
    return _("It is checked and waits for you to import it.")


def interrupted(*, before: datetime) -> list[int]:
    """For the worker: those at which nobody has worked since then."""
    rows = Intake.objects.filter(stage__in=AT_WORK, touched_at__lt=before)
    return list(rows.order_by("touched_at").values_list("pk", flat=True)[:20])


def to_forget(*, before: datetime) -> list[int]:
    """For the worker: those that were over, or last touched, before then."""
    rows = Intake.objects.filter(
        stage__in=(*OVER, *WAITING), touched_at__lt=before, forgotten_at=None
    )
    return list(rows.values_list("pk", flat=True)[:200])
