"""Months, quarters and financial years, half-open, with codes that can be read back."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trellis.kernel.periods import (
    Period,
    Span,
    SpanKind,
    financial_year,
    month,
    quarter,
    span_from_code,
)

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
SPANS = (
    st.builds(month, DAYS)
    | st.builds(quarter, DAYS)
    | st.builds(financial_year, DAYS)
    | st.builds(lambda start, more: Span(start, date.fromordinal(start.toordinal() + more)), DAYS,
                st.integers(1, 900))
)  # fmt: skip


def test_a_span_holds_its_first_day_and_not_the_day_it_ends_before() -> None:
    span = Span(date(2026, 7, 1), date(2026, 10, 1))

    assert (date(2026, 7, 1) in span, date(2026, 10, 1) in span) == (True, False)
    assert span.last_day == date(2026, 9, 30)


def test_a_span_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Span(date(2026, 7, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("span", "kind", "code"),
    [
        (month(date(2026, 7, 9)), SpanKind.MONTH, "2026-07"),
        (quarter(date(2026, 4, 1)), SpanKind.QUARTER, "2026-Q1"),
        (quarter(date(2026, 9, 30)), SpanKind.QUARTER, "2026-Q2"),
        (quarter(date(2027, 1, 1)), SpanKind.QUARTER, "2026-Q4"),
        (Span(date(2026, 1, 1), date(2027, 1, 1)), SpanKind.YEAR, "2026-01-01--2027-01-01"),
        (Span(date(2026, 7, 2), date(2026, 7, 9)), SpanKind.OTHER, "2026-07-02--2026-07-09"),
    ],
)
def test_a_span_has_a_kind_and_a_code(span: Span, kind: SpanKind, code: str) -> None:
    assert (span.kind, span.code) == (kind, code)


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2011, 3, 31), date(2010, 4, 1)), (date(2011, 4, 1), date(2011, 4, 1))],
)
def test_a_financial_year_begins_in_april(day: date, first: date) -> None:
    assert financial_year(day) == Span(first, first.replace(year=first.year + 1))


@given(SPANS)
@example(financial_year(date(2010, 4, 1)))  # 2010/11, whose short form looks like a month
def test_every_code_can_be_read_back(span: Span) -> None:
    assert span_from_code(span.code) == span


@given(DAYS)
def test_a_day_lies_in_its_month_quarter_and_year(day: date) -> None:
    assert (day in month(day), day in quarter(day), day in financial_year(day)) == (
        True,
        True,
        True,
    )


@given(SPANS)
def test_the_span_before_touches_it(span: Span) -> None:
    assert (span.before().end, span.before().kind) == (span.start, span.kind)


@pytest.mark.parametrize("code", ["", "2026", "2026-Q5", "2026-Q0", "2026-13", "x-y", "2026--"])
def test_a_code_that_is_none(code: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        span_from_code(code)


@pytest.mark.parametrize(
    ("period", "start", "last"),
    [
        (Period(months=3), date(2025, 11, 30), date(2026, 2, 28)),
        (Period(months=3), date(2027, 11, 30), date(2028, 2, 29)),
        (Period(months=1), date(2026, 1, 31), date(2026, 2, 28)),
        (Period(weeks=12), date(2026, 1, 1), date(2026, 3, 26)),
        (Period(days=30), date(2026, 1, 31), date(2026, 3, 2)),
        (Period(working_days=20), date(2025, 12, 22), date(2026, 1, 22)),
        (Period(months=1, days=1), date(2026, 1, 31), date(2026, 3, 1)),
    ],
)
def test_the_last_day_of_a_length(period: Period, start: date, last: date) -> None:
    assert period.after(start) == last
