"""Working days of England and Wales: weekends and bank holidays do not count."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.kernel.workdays import (
    HolidaysUnknownError,
    add_working_days,
    bank_holidays,
    holidays_between,
    is_working_day,
    working_days_between,
)

REFERENCE = Path(os.environ.get("TRELLIS_REFERENCE_DATA") or "not-there") / "workingdays"
DAYS = st.dates(date(2012, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 10, 19), True),  # a Monday
        (date(2026, 10, 17), False),  # a Saturday
        (date(2026, 10, 18), False),  # a Sunday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 12, 28), False),  # Boxing Day fell on the Saturday
        (date(2022, 9, 19), False),  # the state funeral
        (date(2023, 5, 8), False),  # the coronation
        (date(2020, 5, 8), False),  # the early May holiday, moved to Victory in Europe Day
        (date(2020, 5, 4), True),
    ],
)
def test_a_day_counts_or_not(day: date, counts: bool) -> None:  # noqa: FBT001
    assert is_working_day(day) == counts


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 10, 16), 1, date(2026, 10, 19)),  # from a Friday
        (date(2026, 10, 17), 1, date(2026, 10, 19)),  # from a Saturday
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2024, 12, 20), 10, date(2025, 1, 8)),  # over Christmas and New Year
        (date(2022, 5, 27), 20, date(2022, 6, 28)),  # over two days of jubilee
        (date(2026, 10, 19), 0, date(2026, 10, 19)),
    ],
)
def test_the_day_it_begins_is_day_zero(start: date, count: int, due: date) -> None:
    assert add_working_days(start, count) == due


@given(DAYS, st.integers(1, 300))
def test_counting_there_and_back(start: date, count: int) -> None:
    due = add_working_days(start, count)

    assert working_days_between(start, due) == count
    assert is_working_day(due)
    assert not any(is_working_day(day) for day in holidays_between(start, due))


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_counting_in_two_goes_is_counting_once(start: date, first: int, then: int) -> None:
    assert add_working_days(add_working_days(start, first), then) == add_working_days(
        start, first + then
    )


def test_outside_the_table_nothing_is_guessed() -> None:
    with pytest.raises(HolidaysUnknownError, match="from 2012 to 2028; 2029 is not among them"):
        add_working_days(date(2028, 12, 29), 5)


def test_every_year_of_the_table_has_its_eight_days() -> None:
    """More where there was an occasion: two jubilees, a funeral and a coronation."""
    more = {2012: 9, 2022: 10, 2023: 9}

    assert {year: len(bank_holidays(year)) for year in range(2012, 2029)} == {
        year: more.get(year, 8) for year in range(2012, 2029)
    }


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="TRELLIS_REFERENCE_DATA is not set")
def test_the_cases_others_worked_out() -> None:
    cases = json.loads((REFERENCE / "cases.json").read_text())["computed"]
    worked_out = {
        case["start"]: add_working_days(
            date.fromisoformat(case["start"]), case["working_days"]
        ).isoformat()
        for case in cases
    }

    assert worked_out == {case["start"]: case["due_england_wales"] for case in cases}


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="TRELLIS_REFERENCE_DATA is not set")
def test_the_table_is_that_of_the_government() -> None:
    [file] = REFERENCE.glob("uk_bank_holidays*.csv")
    lines = file.read_text().splitlines()
    told = {
        date.fromisoformat(cell)
        for line in lines
        if "england" in line.lower()
        for cell in line.split(",")
        if len(cell) == 10 and cell[4:5] == "-"
    }
    known = {day for year in range(2012, 2029) for day in bank_holidays(year)}

    assert known == told


def test_holidays_stepped_over_are_named_in_order() -> None:
    days = holidays_between(date(2026, 12, 24), date(2027, 1, 4))

    assert days == [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
