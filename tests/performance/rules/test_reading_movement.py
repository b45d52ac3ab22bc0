from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.codes import ChangeClass, Direction, IndicatorKind, ValueState
from trellis.performance.rules.movement import Bearing, Course, Movement, Reading, movement


def number(value: int) -> Reading:
    return Reading(ValueState.MEASURED, value)


def share(numerator: int, denominator: int) -> Reading:
    return Reading(ValueState.MEASURED, None, numerator, denominator)


@pytest.mark.parametrize(
    ("before", "after", "direction", "course", "bearing"),
    [
        (10, 12, Direction.UP, Course.UP, Bearing.BETTER),
        (10, 12, Direction.DOWN, Course.UP, Bearing.WORSE),
        (12, 10, Direction.UP, Course.DOWN, Bearing.WORSE),
        (12, 10, Direction.DOWN, Course.DOWN, Bearing.BETTER),
        (12, 10, None, Course.DOWN, Bearing.NEITHER),
        (10, 10, Direction.UP, Course.SAME, Bearing.NEITHER),
    ],
)
def test_a_count_moves_as_it_was_counted(
    before: int, after: int, direction: Direction | None, course: Course, bearing: Bearing
) -> None:
    moved = movement(number(before), number(after), kind=IndicatorKind.NUMBER, direction=direction)
    assert moved == Movement(course, bearing, Fraction(after - before))


def test_a_percentage_of_few_answers_shows_no_clear_change() -> None:
    """27 % to 42 % (indicator 10) is what fifty answers each could give by chance."""
    moved = movement(
        share(14, 50), share(21, 50), kind=IndicatorKind.PERCENTAGE, direction=Direction.UP
    )
    assert moved.course is Course.NO_CLEAR_CHANGE
    assert moved.bearing is Bearing.NEITHER
    assert moved.change == 14


def test_the_same_percentages_of_many_answers_are_a_rise() -> None:
    moved = movement(
        share(140, 500), share(210, 500), kind=IndicatorKind.PERCENTAGE, direction=Direction.UP
    )
    assert (moved.course, moved.bearing, moved.change) == (
        Course.UP,
        Bearing.BETTER,
        Fraction(14),
    )
    assert moved.likely is not None
    assert (round(moved.likely.low, 1), round(moved.likely.high, 1)) == (8.1, 19.8)


def test_a_percentage_of_unknown_size_moves_untested() -> None:
    moved = movement(number(27), number(42), kind=IndicatorKind.PERCENTAGE)
    assert moved == Movement(Course.UP, Bearing.NEITHER, Fraction(15))


@pytest.mark.parametrize("change", [one for one in ChangeClass if one.breaks_series])
def test_no_arrow_across_a_changed_definition(change: ChangeClass) -> None:
    moved = movement(
        number(1),
        number(9),
        kind=IndicatorKind.NUMBER,
        direction=Direction.UP,
        changes=[ChangeClass.WORDING, change],
    )
    assert moved == Movement(Course.NONE_ACROSS_BREAK)


def test_new_wording_leaves_the_series_whole() -> None:
    assert {one for one in ChangeClass if not one.breaks_series} == {
        ChangeClass.INITIAL,
        ChangeClass.WORDING,
    }
    moved = movement(number(1), number(9), kind=IndicatorKind.NUMBER, changes=[ChangeClass.WORDING])
    assert moved.course is Course.UP


@pytest.mark.parametrize("state", [one for one in ValueState if not one.is_known])
def test_silence_is_not_compared(state: ValueState) -> None:
    silent = Reading(state, 5, 1, 2)
    for kind in IndicatorKind:
        assert movement(silent, number(5), kind=kind).course is Course.NOT_COMPARABLE
        assert movement(number(5), silent, kind=kind).course is Course.NOT_COMPARABLE


def test_a_measured_zero_is_compared() -> None:
    zero = Reading(ValueState.ZERO)
    moved = movement(zero, number(5), kind=IndicatorKind.MONEY, direction=Direction.UP)
    assert moved == Movement(Course.UP, Bearing.BETTER, Fraction(5))


@pytest.mark.parametrize("kind", [IndicatorKind.MILESTONE, IndicatorKind.NARRATIVE])
def test_stories_and_dates_have_no_movement(kind: IndicatorKind) -> None:
    assert movement(number(1), number(2), kind=kind).course is Course.NOT_COMPARABLE


@st.composite
def shares(draw: st.DrawFn) -> Reading:
    whole = draw(st.integers(1, 2000))
    return share(draw(st.integers(0, whole)), whole)


OPPOSITE = {Course.UP: Course.DOWN, Course.DOWN: Course.UP}


@given(shares(), shares())
def test_backwards_is_the_opposite(before: Reading, after: Reading) -> None:
    there = movement(before, after, kind=IndicatorKind.PERCENTAGE).course
    back = movement(after, before, kind=IndicatorKind.PERCENTAGE).course
    assert back == OPPOSITE.get(there, there)
