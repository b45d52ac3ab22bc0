"""How one figure is made: everything under it, and everything ever said of it."""

from dataclasses import dataclass
from datetime import date, datetime

from trellis.documents import queries as documents
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance.models import Target, Value
from trellis.performance.policy import VALUE
from trellis.performance.queries.appraisals import AppraisalFacts, appraisals, strengths
from trellis.performance.queries.evidence import behind_any
from trellis.performance.queries.facts import Found, FrameworkFacts, Line, Wanted
from trellis.performance.queries.frameworks import RuleFacts, may, rating_rules, rule_in_force
from trellis.performance.queries.known import known
from trellis.performance.queries.reports import one_line, place_by_code, tree
from trellis.performance.queries.rows import as_found, as_wanted
from trellis.performance.queries.surveys import SurveyFacts, survey_behind


@dataclass(frozen=True)
class FigureReport:
    """`rows` are all that was recorded for exactly this line and period until the moment asked
    about, newest first, and `targets` all that was wanted. `rule` is the rating rule in force."""

    line: Line
    rule: RuleFacts | None
    rows: tuple[Found, ...]
    targets: tuple[tuple[Wanted, datetime], ...]
    appraisals: tuple[AppraisalFacts, ...]
    may_appraise: bool
    may_correct: bool
    evidence: tuple[documents.Listed, ...]
    survey: SurveyFacts | None


def figure_report(
    viewer: Viewer,
    facts: FrameworkFacts,
    number: int,
    place_code: str,
    provider_id: int | None,
    span: Span,
    *,
    today: date,
    known_at: datetime | None = None,
) -> FigureReport:
    """The figure as known at a moment (None: now); 404 when there is no such line."""
    line = one_line(
        viewer, facts, number, place_code, provider_id, span, today=today, known_at=known_at
    )
    place_id = place_by_code(tree(facts), place_code).id
    stated = Value.objects.filter(
        known(known_at),
        indicator_id=line.indicator.id,
        place_id=place_id,
        provider_id=provider_id,
        period_start=line.found.span.start,
        period_end=line.found.span.end,
    )
    rows = list(VALUE.rows(viewer, stated).order_by("-recorded_at", "-id"))
    strength = strengths(stated, known_at)
    shown = next((row for row in rows if row.pk == line.found.row_id), None)
    return FigureReport(
        line=line,
        rule=rule_in_force(rating_rules(facts, known_at=known_at), span),
        rows=tuple(as_found(row, strength.get(row.pk)) for row in rows),
        targets=_targets(line, place_id, known_at),
        appraisals=appraisals(viewer, shown, known_at),
        may_appraise=shown is not None and _may(viewer, "appraise", facts, shown),
        may_correct=bool(rows) and _may(viewer, "correct", facts, rows[0]),
        evidence=tuple(behind_any(viewer, (row.pk for row in rows), known_at)) if rows else (),
        survey=survey_behind(viewer, shown),
    )


def _may(viewer: Viewer, rule: str, facts: FrameworkFacts, row: Value) -> bool:
    """A framework that is over takes nothing more; nobody appraises what they recorded."""
    if rule == "appraise" and row.recorded_by_id == viewer.account_id is not None:
        return False
    return VALUE.allows(viewer, rule, row) and may(viewer, facts.id, "write")


def value_row(viewer: Viewer, value_id: int, rule: str = "view") -> Value:
    return VALUE.get(
        viewer, Value.objects.select_related("indicator__framework", "place"), rule, pk=value_id
    )


def _targets(
    line: Line, place_id: int, known_at: datetime | None
) -> tuple[tuple[Wanted, datetime], ...]:
    rows = Target.objects.filter(
        known(known_at),
        indicator_id=line.indicator.id,
        place_id=place_id,
        provider_id=line.provider_id,
        period_start=line.found.span.start,
        period_end=line.found.span.end,
    )
    newest_first = rows.order_by("-recorded_at", "-id")
    return tuple((as_wanted(row), row.recorded_at) for row in newest_first)
