"""When somebody wants no letter, and how often one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.messages.rules.quiet import Often, Wish

MONDAY = datetime(2026, 10, 19)  # noqa: DTZ001 (the clock on the wall)
HOURS = st.integers(0, 23)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("first", "end", "quiet"),
    [
        (18, 8, {*range(18, 24), *range(8)}),
        (12, 14, {12, 13}),
        (0, 7, set(range(7))),
        (22, 0, {22, 23}),
        (9, 9, set()),
    ],
)
def test_the_hours_are_half_open_and_may_go_over_midnight(
    first: int, end: int, quiet: set[int]
) -> None:
    wish = Wish(quiet_from=first, quiet_until=end)

    assert {hour for hour in range(24) if wish.is_quiet(MONDAY.replace(hour=hour))} == quiet
    assert wish.is_quiet(MONDAY.replace(hour=(end - 1) % 24, minute=59)) is (first != end)


@given(HOURS, HOURS)
def test_what_is_quiet_from_one_to_the_other_is_not_from_the_other_to_the_one(
    first: int, end: int
) -> None:
    one, other = Wish(quiet_from=first, quiet_until=end), Wish(quiet_from=end, quiet_until=first)
    for hour in range(24) if first != end else ():
        assert one.is_quiet(MONDAY.replace(hour=hour)) != other.is_quiet(MONDAY.replace(hour=hour))


@pytest.mark.parametrize(("weekends", "quiet"), [(True, {5, 6}), (False, set())])
def test_weekends(weekends: bool, quiet: set[int]) -> None:  # noqa: FBT001
    wish = Wish(quiet_from=0, quiet_until=0, quiet_weekends=weekends)

    days = [MONDAY + timedelta(days=day) for day in range(7)]
    assert {day.weekday() for day in days if wish.is_quiet(day)} == quiet


def test_on_the_night_the_clocks_change_the_wall_counts() -> None:
    wish = Wish(quiet_from=1, quiet_until=2, quiet_weekends=False)
    summer, winter = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))

    assert wish.is_quiet(summer.astimezone(LONDON))
    assert wish.is_quiet(winter.astimezone(LONDON))
    assert not wish.is_quiet((winter + timedelta(hours=1)).astimezone(LONDON))


@given(
    st.sampled_from([Often.DAILY, Often.WEEKLY]), HOURS, HOURS, st.booleans(), st.integers(0, 60)
)
def test_one_a_day_or_one_a_week_and_none_in_quiet_hours(
    often: Often,
    first: int,
    end: int,
    weekends: bool,  # noqa: FBT001
    start: int,
) -> None:
    """Six weeks gone through hour by hour, with something new all the time."""
    wish = Wish(often, first, end, weekends)
    last: date | None = None
    sent = []
    for hour in range(24 * 42):
        at = MONDAY + timedelta(hours=start + hour)
        if wish.wants_digest(at, last_on=last):
            sent.append(at)
            last = at.date()
    unit = [at.date() if often is Often.DAILY else at.isocalendar()[:2] for at in sent]

    assert len(unit) == len(set(unit))
    assert not any(wish.is_quiet(at) for at in sent)
    assert len(sent) >= (28 if often is Often.DAILY else 6)


def test_never_is_never() -> None:
    assert not Wish(Often.NEVER, 0, 0).wants_digest(MONDAY, last_on=None)
