"""Working days of England and Wales, offline.

Bank holidays: gov.uk/bank-holidays (Open Government Licence v3), 2012 to 2028, kept in
`data/bank_holidays.csv` as one line a year.
"""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "bank_holidays.csv"
_SATURDAY = 5


class HolidaysUnknownError(ValueError):
    """The table of bank holidays does not reach that year."""


@cache
def _table() -> dict[int, frozenset[date]]:
    with _FILE.open(newline="", encoding="utf-8") as lines:
        return {
            int(row["year"]): frozenset(
                date(int(row["year"]), int(day[:2]), int(day[3:])) for day in row["days"].split()
            )
            for row in csv.DictReader(lines)
        }


def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year; HolidaysUnknownError outside the table, never a silent none."""
    try:
        return _table()[year]
    except KeyError:
        first, last = min(_table()), max(_table())
        raise HolidaysUnknownError(
            f"Bank holidays are known from {first} to {last}; {year} is not among them."
        ) from None


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def add_working_days(start: date, count: int) -> date:
    """Count forward from `start` (day zero) to the count-th working day."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def holidays_between(start: date, end: date) -> list[date]:
    """Bank holidays after `start` up to and including `end`, in order: for the explanation."""
    years = range(start.year, end.year + 1)
    return sorted(day for year in years for day in bank_holidays(year) if start < day <= end)
