"""What is due when, why, and how that was worked out, in words anybody can check."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.kernel.deadlines import Deadline, length_in_words, next_working_day
from trellis.kernel.periods import Period, Span

TWELVE_WEEKS = Deadline("Time to answer", Period(weeks=12), "Compact, paragraph 1.4")
TWENTY_DAYS = Deadline("Reply", Period(working_days=20), "Freedom of Information Act, section 10")
DAYS = st.dates(date(2013, 1, 1), date(2024, 12, 31))


def test_it_is_late_the_day_after_it_is_due() -> None:
    clock = TWELVE_WEEKS.clock(date(2026, 1, 1))

    assert clock.due == date(2026, 3, 26)
    assert (clock.is_late(date(2026, 3, 26)), clock.is_late(date(2026, 3, 27))) == (False, True)
    assert (clock.days_left(date(2026, 3, 20)), clock.days_left(date(2026, 3, 28))) == (6, -2)


def test_what_ended_in_time_is_never_late() -> None:
    in_time = TWELVE_WEEKS.clock(date(2026, 1, 1), ended=date(2026, 3, 26))
    too_late = TWELVE_WEEKS.clock(date(2026, 1, 1), ended=date(2026, 3, 27))

    assert (in_time.is_late(date(2030, 1, 1)), too_late.is_late(date(2026, 3, 27))) == (False, True)


def test_a_stop_moves_it_on_by_its_length() -> None:
    stopped = [Span(date(2026, 2, 1), date(2026, 2, 11))]

    assert TWELVE_WEEKS.clock(date(2026, 1, 1), stopped=stopped).due == date(2026, 4, 5)


def test_a_stop_counts_in_working_days_where_the_clock_does() -> None:
    """Monday to the Monday after: five working days."""
    stopped = [Span(date(2026, 10, 26), date(2026, 11, 2))]

    assert TWENTY_DAYS.clock(date(2026, 10, 19)).due == date(2026, 11, 16)
    assert TWENTY_DAYS.clock(date(2026, 10, 19), stopped=stopped).due == date(2026, 11, 23)


def test_a_stop_after_it_was_due_changes_nothing() -> None:
    stopped = [Span(date(2026, 4, 1), date(2026, 5, 1))]

    assert TWELVE_WEEKS.clock(date(2026, 1, 1), stopped=stopped).due == date(2026, 3, 26)


def test_a_stop_that_begins_in_time_only_by_another_stop_counts() -> None:
    """The first stop moves the end to 5 April, so the second begins before it."""
    stopped = [Span(date(2026, 4, 1), date(2026, 4, 4)), Span(date(2026, 2, 1), date(2026, 2, 11))]

    assert TWELVE_WEEKS.clock(date(2026, 1, 1), stopped=stopped).due == date(2026, 4, 8)


@given(DAYS, st.integers(0, 60), st.integers(1, 60))
def test_a_stop_within_the_time_adds_exactly_its_days(start: date, after: int, days: int) -> None:
    begin = date.fromordinal(start.toordinal() + after)
    stop = Span(begin, date.fromordinal(begin.toordinal() + days))

    moved = TWELVE_WEEKS.clock(start, stopped=[stop]).due - TWELVE_WEEKS.clock(start).due

    assert moved.days == days


def test_it_explains_itself() -> None:
    assert TWELVE_WEEKS.clock(date(2026, 1, 1)).explanation() == (
        "Time to answer: 12 weeks from 1 January 2026, so due by the end of 26 March 2026. "
        "Source: Compact, paragraph 1.4."
    )


def test_it_names_the_holidays_it_stepped_over_and_the_stops() -> None:
    stopped = [Span(date(2026, 4, 20), date(2026, 4, 27))]

    assert TWENTY_DAYS.clock(date(2026, 3, 30), stopped=stopped).explanation() == (
        "Reply: 20 working days from 30 March 2026, so due by the end of 7 May 2026. "
        "Not counted: weekends and 3 April 2026, 6 April 2026, 4 May 2026. "
        "The clock stood still from 20 April 2026 to 26 April 2026. "
        "Source: Freedom of Information Act, section 10."
    )


def test_it_says_when_there_was_no_holiday() -> None:
    explained = TWENTY_DAYS.clock(date(2026, 10, 19)).explanation()

    assert explained.split(". ")[1] == "No bank holiday falls in between"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(weeks=12), "12 weeks"),
        (Period(months=1), "1 month"),
        (Period(months=3, days=1), "3 months and 1 day"),
        (Period(working_days=1), "1 working day"),
    ],
)
def test_a_length_in_words(period: Period, words: str) -> None:
    assert length_in_words(period) == words


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 10, 19), date(2026, 10, 19)),
        (date(2026, 10, 17), date(2026, 10, 19)),
        (date(2026, 4, 3), date(2026, 4, 7)),
    ],
)
def test_a_day_when_somebody_is_at_work(day: date, then: date) -> None:
    assert next_working_day(day) == then
