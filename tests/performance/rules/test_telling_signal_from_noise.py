from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.codes import Comparison, Direction, TargetState
from trellis.performance.rules.exact import half_up
from trellis.performance.rules.ratings import Aim
from trellis.performance.rules.special_causes import Cause, Lines, Side, Signal, signals
from trellis.performance.rules.xmr import (
    COUNT,
    PERCENT,
    Assurance,
    Firmness,
    Meaning,
    Point,
    Segment,
    XmrReading,
    firmness,
    limits,
    read,
)

# The worked example published with NHSRplotthedots: eighteen values, one of them wild.
WILD = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
LINES = Lines(Fraction(0), Fraction(-30), Fraction(30), Fraction(-20), Fraction(20))


def fractions(values: Sequence[int]) -> list[Fraction]:
    return [Fraction(value) for value in values]


def points(values: Sequence[int | Decimal]) -> list[Point]:
    return [Point(value) for value in values]


def shown(lines: Lines | None) -> tuple[str, str, str]:
    assert lines is not None
    return str(half_up(lines.mean, 2)), str(half_up(lines.low, 2)), str(half_up(lines.high, 2))


def test_one_wild_month_does_not_widen_the_limits() -> None:
    assert shown(limits(fractions(WILD))) == ("1.94", "-0.72", "4.60")
    assert shown(limits(fractions(WILD), screened=False)) == ("1.94", "-3.06", "6.95")


def test_near_limits_stand_two_thirds_of_the_way() -> None:
    lines = limits(fractions([4, 6, 4, 6, 4, 6]))
    assert lines is not None
    assert lines.near_high - lines.mean == (lines.high - lines.mean) * 2 / 3
    assert lines.mean - lines.near_low == (lines.mean - lines.low) * 2 / 3


def test_limits_stop_where_the_scale_stops() -> None:
    lines = limits(fractions([90, 100, 90, 100, 90, 100]), scale=PERCENT)
    assert shown(lines) == ("95.00", "68.40", "100.00")
    assert shown(limits(fractions(WILD), scale=COUNT)) == ("1.94", "0.00", "4.60")
    assert limits([Fraction(1)]) is None


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (5, Firmness.TOO_FEW),
        (6, Firmness.TRIAL),
        (12, Firmness.TRIAL),
        (13, Firmness.FIRM),
    ],
)
def test_limits_grow_firm_with_the_number_of_points(count: int, expected: Firmness) -> None:
    assert firmness(count) is expected


def causes(values: Sequence[int]) -> list[Signal]:
    return list(signals(fractions(values), LINES))


QUIET = Signal(Cause.COMMON)


def test_a_point_beyond_a_limit_stands_out_and_one_on_it_does_not() -> None:
    assert causes([31, -31, 30, -30]) == [
        Signal(Cause.OUTSIDE_LIMITS, Side.HIGH),
        Signal(Cause.OUTSIDE_LIMITS, Side.LOW),
        QUIET,
        QUIET,
    ]


def test_seven_rising_points_are_a_trend_wherever_they_lie() -> None:
    assert causes([-5, -3, -1, 0, 1, 3, 5]) == [Signal(Cause.TREND, Side.HIGH)] * 7
    assert causes([5, 3, 1, 0, -1, -3, -5]) == [Signal(Cause.TREND, Side.LOW)] * 7
    assert causes([-5, -3, -1, 0, 1, 1, 5]) == [QUIET] * 7
    assert causes([-5, -3, -1, 1, 3, 5]) == [QUIET] * 6


def test_two_of_three_near_a_limit_need_the_third_on_their_side() -> None:
    near = Signal(Cause.NEAR_LIMIT, Side.HIGH)
    assert causes([21, 1, 22]) == [near, QUIET, near]
    assert causes([21, -1, 22]) == [QUIET] * 3
    assert causes([20, 1, 22]) == [QUIET] * 3
    assert causes([-21, -25, -1]) == [Signal(Cause.NEAR_LIMIT, Side.LOW)] * 2 + [QUIET]


def test_seven_points_on_one_side_are_a_shift_and_one_on_the_mean_ends_it() -> None:
    assert causes([1, 2, 1, 2, 1, 2, 1]) == [Signal(Cause.ONE_SIDE, Side.HIGH)] * 7
    assert causes([1, 2, 1, 0, 1, 2, 1]) == [QUIET] * 7
    assert causes([1, 2, 1, 2, 1, 2]) == [QUIET] * 6


def test_the_strongest_cause_names_a_point() -> None:
    rising = causes([1, 2, 3, 4, 5, 21, 31])
    assert [one.cause for one in rising] == [Cause.TREND] * 6 + [Cause.OUTSIDE_LIMITS]
    shifted = causes([21, 1, 22, 1, 2, 1, 2])
    assert [one.cause for one in shifted] == [
        Cause.NEAR_LIMIT,
        Cause.ONE_SIDE,
        Cause.NEAR_LIMIT,
        *[Cause.ONE_SIDE] * 4,
    ]


def meanings(reading: XmrReading) -> set[Meaning]:
    return {point.meaning for point in reading.points}


def test_the_direction_says_whether_a_signal_is_good_news() -> None:
    wild = points(WILD)
    assert meanings(read(wild, direction=Direction.UP)) == {Meaning.COMMON, Meaning.IMPROVEMENT}
    assert meanings(read(wild, direction=Direction.DOWN)) == {Meaning.COMMON, Meaning.CONCERN}
    assert meanings(read(wild)) == {Meaning.COMMON, Meaning.NEUTRAL}


def test_a_break_in_the_series_starts_afresh() -> None:
    values = [*points([5, 6, 5, 6, 5, 6]), Point(50, starts_afresh=True), *points([51, 50, 51])]
    reading = read(values)
    before, after = reading.segments
    assert (before.start, before.stop, before.firmness) == (0, 6, Firmness.TRIAL)
    assert after == Segment(6, 10, Firmness.TOO_FEW, None)
    assert before.lines == limits(fractions([5, 6, 5, 6, 5, 6]))
    assert meanings(reading) == {Meaning.COMMON}
    assert reading.latest is not None
    assert reading.latest.value == 51


def test_an_empty_series_says_nothing() -> None:
    reading = read([])
    assert reading == XmrReading((), (), Assurance.NOT_JUDGED)
    assert reading.latest is None


def target(comparison: Comparison, value: int | Decimal) -> Aim:
    return Aim(TargetState.SET, comparison, value)


STEADY = [10] * 6


@pytest.mark.parametrize(
    ("values", "aim", "expected"),
    [
        (STEADY, target(Comparison.AT_LEAST, 10), Assurance.MEETS),
        (STEADY, target(Comparison.MORE_THAN, 10), Assurance.FALLS_SHORT),
        (STEADY, target(Comparison.AT_MOST, 10), Assurance.MEETS),
        (STEADY, target(Comparison.AT_LEAST, 11), Assurance.FALLS_SHORT),
        (WILD, target(Comparison.AT_LEAST, 4), Assurance.MAY_OR_MAY_NOT),
        (WILD, target(Comparison.AT_LEAST, 5), Assurance.FALLS_SHORT),
        (WILD, target(Comparison.AT_MOST, 5), Assurance.MEETS),
        (WILD, target(Comparison.EQUAL_TO, 2), Assurance.NOT_JUDGED),
        (WILD, None, Assurance.NOT_JUDGED),
        (WILD, Aim(TargetState.UNCLEAR, Comparison.AT_LEAST, 5), Assurance.NOT_JUDGED),
        ([10] * 5, target(Comparison.AT_LEAST, 10), Assurance.NOT_JUDGED),
    ],
)
def test_limits_say_whether_the_target_will_be_met(
    values: list[int], aim: Aim | None, expected: Assurance
) -> None:
    assert read(points(values), aim=aim).assurance is expected


def test_assurance_looks_at_the_last_limits_only() -> None:
    later = [Point(20, starts_afresh=True), *points([20] * 5)]
    reading = read(points(STEADY) + later, aim=target(Comparison.AT_LEAST, 15))
    assert reading.assurance is Assurance.MEETS


SERIES = st.lists(st.decimals(0, 100, places=1), min_size=6, max_size=30)


@given(SERIES)
def test_upside_down_the_signals_change_sides(values: list[Decimal]) -> None:
    there = read(points(values), direction=Direction.UP)
    back = read(points([-value for value in values]), direction=Direction.DOWN)
    assert [one.cause for one in there.points] == [one.cause for one in back.points]
    assert [one.meaning for one in there.points] == [one.meaning for one in back.points]


@given(SERIES)
def test_screening_never_widens_the_limits(values: list[Decimal]) -> None:
    numbers = [Fraction(value) for value in values]
    narrow, wide = limits(numbers), limits(numbers, screened=False)
    assert narrow is not None
    assert wide is not None
    assert wide.low <= narrow.low <= narrow.mean <= narrow.high <= wide.high


@given(SERIES, SERIES)
def test_what_came_before_a_break_has_no_say(old: list[Decimal], new: list[Decimal]) -> None:
    fresh = [Point(new[0], starts_afresh=True), *points(new[1:])]
    both, alone = read(points(old) + fresh), read(points(new))
    assert both.points[len(old) :] == alone.points
    assert both.segments[1].lines == alone.segments[0].lines


@given(SERIES)
def test_percentages_keep_to_their_scale(values: list[Decimal]) -> None:
    lines = limits([Fraction(value) for value in values], scale=PERCENT)
    assert lines is not None
    assert 0 <= lines.low <= lines.near_low <= lines.mean <= lines.near_high <= lines.high <= 100
