"""Spans of days, half-open, and lengths of time.

A span of reporting is a `Span`: it starts on `start` and ends before `end`. A length (what a
deadline lasts) is a `Period`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from trellis.kernel.workdays import add_working_days

YEAR_STARTS_IN_MONTH = 4  # public bodies' and most charities' financial year


class SpanKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OTHER = "other"


_KIND_BY_MONTHS = {1: SpanKind.MONTH, 3: SpanKind.QUARTER, 12: SpanKind.YEAR}


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Half-open: a day d is in it when start <= d < end."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("A span ends after it starts.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def kind(self) -> SpanKind:
        if self.start.day != 1 or self.end.day != 1:
            return SpanKind.OTHER
        months = 12 * (self.end.year - self.start.year) + self.end.month - self.start.month
        return _KIND_BY_MONTHS.get(months, SpanKind.OTHER)

    @property
    def code(self) -> str:
        """`2026-Q2` (second quarter of the financial year 2026/27), `2026-07`, `2026-FY` (that
        whole year: `2010-11` would be a November too)."""
        year = financial_year(self.start).start.year
        match self.kind:
            case SpanKind.QUARTER:
                return f"{year}-Q{self._quarter_number}"
            case SpanKind.MONTH:
                return self.start.strftime("%Y-%m")
            case SpanKind.YEAR if self.start.month == YEAR_STARTS_IN_MONTH:
                return f"{year}-FY"
        return f"{self.start.isoformat()}--{self.end.isoformat()}"

    @property
    def _quarter_number(self) -> int:
        return ((self.start.month - YEAR_STARTS_IN_MONTH) % 12) // 3 + 1

    def before(self) -> "Span":
        """The span of the same kind just before this one."""
        months = {SpanKind.MONTH: 1, SpanKind.QUARTER: 3, SpanKind.YEAR: 12}.get(self.kind)
        if months is None:
            return Span(self.start - (self.end - self.start), self.start)
        return Span(self.start - relativedelta(months=months), self.start)


def month(day: date) -> Span:
    start = day.replace(day=1)
    return Span(start, start + relativedelta(months=1))


def quarter(day: date) -> Span:
    """The calendar quarter that holds the day; financial quarters share its edges."""
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Span(start, start + relativedelta(months=3))


def financial_year(day: date) -> Span:
    year = day.year if day.month >= YEAR_STARTS_IN_MONTH else day.year - 1
    return Span(date(year, YEAR_STARTS_IN_MONTH, 1), date(year + 1, YEAR_STARTS_IN_MONTH, 1))


def span_from_code(code: str) -> Span:
    """The inverse of `Span.code`; ValueError for anything else."""
    year, _, rest = code.partition("-")
    if rest.startswith("-") or code.count("--") == 1:
        first, last = code.split("--")
        return Span(date.fromisoformat(first), date.fromisoformat(last))
    if rest.startswith("Q"):
        number = int(rest[1:])
        if not 1 <= number <= 4:
            raise ValueError("A year has four quarters.")
        start = date(int(year), YEAR_STARTS_IN_MONTH, 1) + relativedelta(months=3 * (number - 1))
        return Span(start, start + relativedelta(months=3))
    if rest == "FY":
        return financial_year(date(int(year), YEAR_STARTS_IN_MONTH, 1))
    return month(date(int(year), int(rest), 1))


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as a promise or a law states it.

    Months follow the corresponding-date rule: three months from 30 November end on the last day
    of February. Working days are those of England and Wales.
    """

    weeks: int = 0
    days: int = 0
    months: int = 0
    working_days: int = 0

    def after(self, start: date) -> date:
        """The last day of the period when `start` is day zero."""
        end = start + relativedelta(months=self.months)
        end += timedelta(weeks=self.weeks, days=self.days)
        return add_working_days(end, self.working_days)
