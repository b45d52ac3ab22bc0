"""One indicator in depth: its history, its course over time, and its places compared fairly."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from trellis.kernel.earlier import put_back
from trellis.kernel.periods import Span, SpanKind
from trellis.kernel.viewer import Viewer
from trellis.performance.models import Conflict, Target
from trellis.performance.queries.facts import FrameworkFacts, IndicatorFacts, Line, Wanted
from trellis.performance.queries.frameworks import indicators, rating_rules
from trellis.performance.queries.known import known
from trellis.performance.queries.lines import PlaceNode, Setting, line_at
from trellis.performance.queries.reports import tree
from trellis.performance.queries.rows import as_wanted, fetch, standing_on
from trellis.performance.rules.codes import Direction, IndicatorKind
from trellis.performance.rules.funnel import Basis, FunnelComparison, Unit, compare
from trellis.performance.rules.ratings import Aim
from trellis.performance.rules.xmr import COUNT, OPEN, PERCENT, Point, Scale, XmrReading, read
from trellis.places import queries as places


@dataclass(frozen=True)
class Course:
    """A series over time with what chance explains of it. `spans` and `lines` run in step."""

    spans: tuple[Span, ...]
    lines: tuple[Line, ...]
    reading: XmrReading
    target: Fraction | None


@dataclass(frozen=True)
class Comparison:
    """The places of one level compared by a funnel, never ranked."""

    lines: tuple[Line, ...]
    funnel: FunnelComparison | None
    place_codes: dict[str, str]


@dataclass(frozen=True)
class ConflictFacts:
    number: int
    title: str
    says: str
    but: str
    source_says: str
    source_but: str
    indicator_number: int | None


@dataclass(frozen=True)
class IndicatorReport:
    indicator: IndicatorFacts
    line: Line
    history: tuple[Line, ...]
    course: Course | None
    comparison: Comparison
    conflicts: tuple[ConflictFacts, ...]


def indicator_report(
    viewer: Viewer,
    facts: FrameworkFacts,
    indicator: IndicatorFacts,
    span: Span,
    *,
    today: date,
    known_at: datetime | None = None,
) -> IndicatorReport:
    nodes = tree(facts, known_at)
    setting = Setting(
        facts=facts,
        span=span,
        rows=fetch(
            viewer,
            facts,
            span,
            places=nodes,
            indicator_ids=[indicator.id],
            known_at=known_at,
            whole_series=True,
        ),
        places=nodes,
        provider_names={},
        rules=tuple(rating_rules(facts, known_at=known_at)),
        today=standing_on(today, known_at),
        known_at=known_at,
    )
    root = nodes[facts.area_id]
    return IndicatorReport(
        indicator=indicator,
        line=line_at(setting, indicator, root.id),
        history=tuple(_history(setting, indicator, root.id)),
        course=_course(setting, indicator, root.id),
        comparison=_comparison(setting, indicator, root),
        conflicts=tuple(conflicts(facts, indicator.id, known_at=known_at)),
    )


def _history(setting: Setting, indicator: IndicatorFacts, place_id: int) -> list[Line]:
    """Every quarter and year for which anything was stated, oldest first."""
    found = {
        span
        for held in setting.rows.values.values()
        for span in held
        if span.kind is not SpanKind.MONTH
    }
    return [_at(setting, indicator, place_id, span) for span in sorted(found)]


def _at(setting: Setting, indicator: IndicatorFacts, place_id: int, span: Span) -> Line:
    return line_at(replace(setting, span=span), indicator, place_id)


def _course(setting: Setting, indicator: IndicatorFacts, place_id: int) -> Course | None:
    """The finest series there is (months before quarters), where at least six points are known."""
    if indicator.kind in (IndicatorKind.MILESTONE, IndicatorKind.NARRATIVE):
        return None
    by_kind: dict[SpanKind, set[Span]] = defaultdict(set)
    for held in setting.rows.values.values():
        for span in held:
            by_kind[span.kind].add(span)
    for kind in (SpanKind.MONTH, SpanKind.QUARTER):
        lines = [_at(setting, indicator, place_id, span) for span in sorted(by_kind[kind])]
        known = [
            line for line in lines if line.found.value is not None and not line.found.is_partial
        ]
        if len(known) >= 6:
            return _read(indicator, known)
    return None


def _read(indicator: IndicatorFacts, lines: list[Line]) -> Course:
    starts = {version.valid_from for version in indicator.versions if version.breaks_series}
    points = []
    for before, line in zip([None, *lines], lines, strict=False):
        fresh = before is not None and any(
            before.found.span.start < day < line.found.span.end for day in starts
        )
        points.append(Point(line.found.value or Fraction(0), fresh))
    wanted = lines[-1].wanted
    aim = Aim(wanted.state, wanted.comparison, wanted.value, wanted.by)
    direction = Direction(indicator.direction) if indicator.direction else None
    return Course(
        spans=tuple(line.found.span for line in lines),
        lines=tuple(lines),
        reading=read(points, direction=direction, aim=aim, scale=_scale(indicator.kind)),
        target=wanted.value,
    )


def _scale(kind: IndicatorKind) -> Scale:
    return {IndicatorKind.PERCENTAGE: PERCENT, IndicatorKind.NUMBER: COUNT}.get(kind, OPEN)


def _comparison(setting: Setting, indicator: IndicatorFacts, root: PlaceNode) -> Comparison:
    """The places that have values of their own, at the level just below the area."""
    lines = [line_at(setting, indicator, child) for child in _level(setting, root)]
    stated = tuple(line for line in lines if line.found.row_id or line.found.is_combined)
    return Comparison(
        lines=stated,
        funnel=_funnel(setting, indicator, stated),
        place_codes={line.place_code: line.place_name for line in stated},
    )


def _level(setting: Setting, root: PlaceNode) -> list[int]:
    """The children, or theirs where there is but one child."""
    children = list(root.children)
    while len(children) == 1:
        children = list(setting.places[children[0]].children)
    return sorted(children, key=lambda child: setting.places[child].name)


def _funnel(
    setting: Setting, indicator: IndicatorFacts, lines: tuple[Line, ...]
) -> FunnelComparison | None:
    """Shares by those who answered; events by the people who live there. Else none is fair."""
    if indicator.kind is IndicatorKind.PERCENTAGE:
        units = [
            Unit(line.place_code, line.place_name, line.found.numerator, line.found.denominator)
            for line in lines
            if line.found.numerator is not None and line.found.denominator
        ]
        return compare(units) if len(units) > 2 else None
    if indicator.kind is not IndicatorKind.NUMBER or indicator.combine != "count_events":
        return None
    people = places.populations(
        setting.facts.area_id, setting.span.last_day, known_at=setting.known_at
    )
    units = [
        Unit(line.place_code, line.place_name, int(line.found.value), people[line.place_code])
        for line in lines
        if line.found.value is not None
        and not line.found.is_partial
        and people.get(line.place_code)
    ]
    return compare(units, basis=Basis.RATE) if len(units) > 2 else None


def conflicts(
    facts: FrameworkFacts, indicator_id: int | None = None, *, known_at: datetime | None = None
) -> list[ConflictFacts]:
    """Statements that cannot both hold; of one indicator, or all."""
    rows = Conflict.objects.filter(known(known_at), framework_id=facts.id)
    rows = rows.select_related("indicator")
    if indicator_id is not None:
        rows = rows.filter(indicator_id=indicator_id)
    return [
        ConflictFacts(
            number=row.number,
            title=row.title,
            says=row.says,
            but=row.but,
            source_says=row.source_says,
            source_but=row.source_but,
            indicator_number=row.indicator.number if row.indicator else None,
        )
        for row in rows
    ]


def indicator(
    facts: FrameworkFacts, number: int, span: Span, *, known_at: datetime | None = None
) -> IndicatorFacts | None:
    return next(iter(indicators(facts, span, number, known_at=known_at)), None)


def targets_ever(
    facts: FrameworkFacts, indicator_id: int, *, known_at: datetime | None = None
) -> list[tuple[Span, str, Wanted]]:
    """Every target ever set for an indicator, oldest first: none is overwritten."""
    rows = Target.objects.filter(
        known(known_at), indicator__framework_id=facts.id, indicator_id=indicator_id
    )
    held = list(rows.select_related("place").order_by("recorded_at", "id"))
    put_back((row.place for row in held), known_at)
    return [
        (Span(row.period_start, row.period_end), row.place.name, as_wanted(row)) for row in held
    ]
