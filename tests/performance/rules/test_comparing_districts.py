from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.funnel import (
    Basis,
    Placed,
    Position,
    Unit,
    chance_of_false_alarm,
    compare,
    drawing_sizes,
    edges,
    pooled,
)
from trellis.performance.rules.intervals import ALARM, WARNING

CENTRE = Fraction(3, 4)


def place(numerator: int, denominator: int) -> Position:
    unit = Unit("one", "One", numerator, denominator)
    return compare([unit], CENTRE).units[0].position


@pytest.mark.parametrize(
    ("numerator", "denominator", "position"),
    [
        (66, 100, Position.INSIDE),
        (83, 100, Position.INSIDE),
        (65, 100, Position.LOW),
        (84, 100, Position.HIGH),
        (61, 100, Position.LOW),
        (88, 100, Position.HIGH),
        (60, 100, Position.BELOW),
        (89, 100, Position.ABOVE),
        (4, 12, Position.LOW),
        (3, 12, Position.BELOW),
        (12, 12, Position.INSIDE),
        (0, 0, Position.NOTHING_TO_COMPARE),
    ],
)
def test_a_place_is_held_against_the_limits_of_its_size(
    numerator: int, denominator: int, position: Position
) -> None:
    assert place(numerator, denominator) is position


def test_only_beyond_the_outer_limits_is_called_different() -> None:
    units = [
        Unit("low", "Lowland", 60, 100),
        Unit("some", "Somewhere", 65, 100),
        Unit("none", "Nowhere", 0, 0),
        Unit("high", "Highland", 89, 100),
    ]
    found = compare(units, CENTRE)
    assert found.different == (units[0], units[3])
    assert found.at(Position.LOW) == (units[1],)
    assert found.compared == 3
    assert [one.unit for one in found.units] == units


def test_the_centre_is_pooled_when_none_is_given() -> None:
    units = [Unit("a", "A", 1, 2), Unit("b", "B", 90, 98), Unit("c", "C", 0, 0)]
    found = compare(units)
    assert found.centre == Fraction(91, 100)
    assert found.is_centre_pooled
    assert not compare(units, Fraction(1, 2)).is_centre_pooled


def test_nothing_asked_leaves_nothing_to_compare() -> None:
    unit = Unit("a", "A", 0, 0)
    found = compare([unit])
    assert found.centre is None
    assert found.units == (Placed(unit, None, Position.NOTHING_TO_COMPARE, None),)
    assert found.chance_of_one_beyond_warning == 0


def test_how_often_luck_alone_cries_wolf() -> None:
    seven = compare([Unit(str(one), str(one), 3, 4) for one in range(7)], CENTRE)
    assert round(seven.chance_of_one_beyond_warning, 2) == 0.30
    assert round(seven.chance_of_one_beyond_alarm, 3) == 0.014
    assert round(chance_of_false_alarm(210, ALARM), 2) == 0.34
    assert chance_of_false_alarm(0, WARNING) == 0


def test_events_are_held_against_residents() -> None:
    """One event per thousand: ten thousand residents give from 2 to 21 by chance alone."""
    units = [Unit(str(n), str(n), n, 10_000) for n in (1, 2, 3, 4, 17, 18, 21, 22)]
    found = compare(units, Fraction(1, 1000), Basis.RATE)
    assert [one.position for one in found.units] == [
        Position.BELOW,
        Position.LOW,
        Position.LOW,
        Position.INSIDE,
        Position.INSIDE,
        Position.HIGH,
        Position.HIGH,
        Position.ABOVE,
    ]
    assert [one.likely for one in found.units] == [None] * 8


@pytest.mark.parametrize(
    ("unit", "basis"),
    [
        (Unit("a", "Ashby", 5, 4), Basis.SHARE),
        (Unit("a", "Ashby", -1, 4), Basis.RATE),
        (Unit("a", "Ashby", 1, -4), Basis.RATE),
    ],
)
def test_impossible_numbers_name_their_place(unit: Unit, basis: Basis) -> None:
    with pytest.raises(ValueError, match="Ashby"):
        compare([unit], CENTRE, basis)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    whole = draw(st.integers(0, 2000))
    return Unit("u", "U", draw(st.integers(0, whole)), whole)


@given(units(), st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50))
def test_the_picture_agrees_with_the_words(unit: Unit, centre: Fraction) -> None:
    placed = compare([unit], centre).units[0]
    for edge in edges(centre, [unit.denominator]):
        assert placed.value is not None
        value, close = float(placed.value), 1e-9
        inside = edge.alarm_low - close <= value <= edge.alarm_high + close
        assert inside == (not placed.is_different)


@given(st.lists(units(), min_size=1, max_size=8))
def test_the_order_of_the_places_changes_nothing(some: list[Unit]) -> None:
    there, back = compare(some), compare(some[::-1])
    assert there.units == back.units[::-1]
    assert there.centre == back.centre == pooled(some)


def test_edges_come_once_each_in_order_of_size() -> None:
    assert [edge.size for edge in edges(CENTRE, [50, 0, 12, 50])] == [12, 50]


def test_limits_are_drawn_where_the_places_are() -> None:
    some = [Unit("a", "A", 1, 30), Unit("b", "B", 9, 300), Unit("c", "C", 0, 0)]
    sizes = drawing_sizes(some)
    assert (sizes[0], sizes[-1]) == (21, 315)
    assert len(sizes) == 19
    assert drawing_sizes([some[2]]) == ()
