"""Fetching, in a handful of queries, the rows that a page is made of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.utils import timezone

from trellis.kernel.deadlines import Deadline
from trellis.kernel.earlier import put_back
from trellis.kernel.periods import Period, Span, financial_year, month, quarter
from trellis.kernel.viewer import Viewer
from trellis.kernel.workdays import HolidaysUnknownError
from trellis.performance.models import ReportedRating, ReportingLine, Target, Value
from trellis.performance.policy import VALUE
from trellis.performance.queries.appraisals import strengths
from trellis.performance.queries.facts import Found, FrameworkFacts, Reported, Wanted
from trellis.performance.queries.known import end_known, known, known_lines
from trellis.performance.rules.codes import Comparison, TargetState, ValueState, Word

# indicator id, place id, provider id or None
Key = tuple[int, int, int | None]


@dataclass(frozen=True)
class Rows:
    """Everything stated about a framework around one period, the newest statement of each."""

    values: dict[Key, dict[Span, Found]]
    targets: dict[Key, dict[Span, Wanted]]
    reported: dict[int, list[tuple[int, Reported]]]
    expected: dict[Key, list[Span]]


def fetch(
    viewer: Viewer,
    facts: FrameworkFacts,
    span: Span,
    *,
    places: Iterable[int],
    provider_id: int | None = None,
    indicator_ids: Iterable[int] | None = None,
    known_at: datetime | None = None,
    whole_series: bool = False,
) -> Rows:
    """Fetch what touches the period and the one before it (or, with `whole_series`, everything),
    as it was known at `known_at` (None: now)."""
    narrowed = Q(place_id__in=list(places))
    if provider_id is not None:
        narrowed &= Q(provider_id=provider_id)
    if indicator_ids is not None:
        narrowed &= Q(indicator_id__in=list(indicator_ids))
    reach = _reach(facts, span, whole_series=whole_series)
    around = Q() if whole_series else Q(period_start__lt=reach.end, period_end__gt=reach.start)
    narrowed &= Q(indicator__framework_id=facts.id)
    stated = narrowed & known(known_at)
    values = VALUE.rows(viewer, Value.objects.filter(stated & around))
    targets = Target.objects.filter(stated & around)
    expected = known_lines(known_at).filter(narrowed)
    reported = ReportedRating.objects.filter(stated & Q(period_start__lt=span.end))
    return Rows(
        values=_newest_values(values, strengths(values, known_at)),
        targets=_newest_targets(targets),
        reported=_reported(reported, known_at),
        expected=_expected(expected, reach, facts, known_at),
    )


def _reach(facts: FrameworkFacts, span: Span, *, whole_series: bool) -> Span:
    """The period and the one before it: a total is compared only with a total as whole."""
    start, end = span.before().start, span.end
    if whole_series:
        return Span(min(start, facts.runs.start), max(end, facts.runs.end))
    return Span(start, end)


def standing_on(today: date, known_at: datetime | None) -> date:
    """The day by which something is late: on a page as of the past, the day of that page."""
    return today if known_at is None else min(today, timezone.localdate(known_at))


def _newest_values(rows: QuerySet[Value], strength: dict[int, int]) -> dict[Key, dict[Span, Found]]:
    """Later rows take the place of earlier ones: the order is that in which they were said."""
    found: dict[Key, dict[Span, Found]] = defaultdict(dict)
    for row in rows.order_by("recorded_at", "id"):
        span = Span(row.period_start, row.period_end)
        key = (row.indicator_id, row.place_id, row.provider_id)
        found[key][span] = as_found(row, strength.get(row.pk))
    return found


def as_found(row: Value, strength: int | None = None) -> Found:
    return Found(
        state=ValueState(row.state),
        span=Span(row.period_start, row.period_end),
        value=_exact(row),
        numerator=row.numerator,
        denominator=row.denominator,
        reached_on=row.reached_on,
        measured_on=row.measured_on,
        words=row.words,
        basis=row.basis,
        source=row.source,
        row_id=row.pk,
        recorded_at=row.recorded_at,
        reason=row.reason,
        strength=strength,
    )


def _exact(row: Value) -> Fraction | None:
    """Two numbers are exact where four decimals of a percentage are not."""
    if row.numerator is not None and row.denominator:
        return Fraction(100 * row.numerator, row.denominator)
    return None if row.value is None else Fraction(row.value)


def _newest_targets(rows: QuerySet[Target]) -> dict[Key, dict[Span, Wanted]]:
    wanted: dict[Key, dict[Span, Wanted]] = defaultdict(dict)
    for row in rows.order_by("recorded_at", "id"):
        key = (row.indicator_id, row.place_id, row.provider_id)
        wanted[key][Span(row.period_start, row.period_end)] = as_wanted(row)
    return wanted


def as_wanted(row: Target) -> Wanted:
    return Wanted(
        state=TargetState(row.state),
        comparison=Comparison(row.comparison) if row.comparison else None,
        value=None if row.value is None else Fraction(row.value),
        by=row.by_date,
        reason=row.reason,
        source=row.source,
        row_id=row.pk,
    )


def _reported(
    rows: QuerySet[ReportedRating], known_at: datetime | None
) -> dict[int, list[tuple[int, Reported]]]:
    said: dict[int, list[tuple[int, Reported]]] = defaultdict(list)
    held = list(rows.select_related("place").order_by("period_start", "id"))
    put_back((row.place for row in held), known_at)
    for row in held:
        shape = Reported(
            word=Word(row.word),
            span=Span(row.period_start, row.period_end),
            place_code=row.place.code,
            place_name=row.place.name,
            basis=row.basis,
            is_reconstructed=row.is_reconstructed,
            source=row.source,
        )
        said[row.indicator_id].append((row.place_id, shape))
    return said


def _expected(
    rows: QuerySet[ReportingLine], span: Span, facts: FrameworkFacts, known_at: datetime | None
) -> dict[Key, list[Span]]:
    """The spans within the period for which each line is expected to report."""
    expected: dict[Key, list[Span]] = defaultdict(list)
    for row in rows:
        if held := expected_within(row, span, facts.runs, known_at=known_at):
            expected[row.indicator_id, row.place_id, row.provider_id].extend(held)
    return expected


def expected_within(
    row: ReportingLine, span: Span, runs: Span, *, known_at: datetime | None = None
) -> list[Span]:
    """The spans within the period for which the line is to report, while its framework runs."""
    ends = min(end_known(row, known_at) or runs.end, runs.end)
    return [
        one for one in spans_within(row.every, span) if one.start >= row.from_on and one.end <= ends
    ]


def spans_within(every: str, span: Span) -> list[Span]:
    """The months, quarters or years that end within the span, in order."""
    if every == ReportingLine.Every.YEAR:
        return [one for one in _one_after_another(financial_year, span) if one.end <= span.end]
    step = month if every == ReportingLine.Every.MONTH else quarter
    return [
        one
        for one in _one_after_another(step, span)
        if one.start >= span.start and one.end <= span.end
    ]


def _one_after_another(step: Callable[[date], Span], span: Span) -> Iterator[Span]:
    """Every month (quarter, year) that touches the span."""
    day = span.start
    while day < span.end:
        one = step(day)
        yield one
        day = one.end


def report_deadline(working_days: int, source: str) -> Deadline:
    return Deadline("Figures for a period", Period(working_days=working_days), source)


def due_on(
    facts: FrameworkFacts, span: Span, today: date, *, known_at: datetime | None = None
) -> date | None:
    """The day by which the figures of a period are due: that of its round, as it was known on
    the day asked about, else what the framework says; None for a period to come whose bank
    holidays nobody has announced."""
    set_for_round = [
        due
        for since, one, due in facts.dues
        if one == span
        and timezone.localdate(since) <= today
        and (known_at is None or since <= known_at)
    ]
    if set_for_round:
        return set_for_round[-1]
    clock = report_deadline(facts.due_working_days, facts.title).clock(span.last_day)
    try:
        return clock.due
    except HolidaysUnknownError:
        if span.end > today:
            return None
        raise
