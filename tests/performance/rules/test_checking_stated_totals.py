"""Figures of the Leicestershire VCS infrastructure review, 6 January 2011, where named."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.exact import half_up
from trellis.performance.rules.figures import (
    Basis,
    Part,
    Stated,
    TwoPercentages,
    differences,
    percent_change,
    percent_of,
    percentages,
)


def thousands(**parts: int) -> tuple[Part, ...]:
    return tuple(Part(label, amount=amount * 1000) for label, amount in parts.items())


# Paragraph 2.5.
POOLED = Stated(
    "pooled",
    1_462_398,
    thousands(grant=920, other=122, police=20, health=210, connexions=10, districts=189),
    rounded_to=1000,
)
SPENT = Stated(
    "distributed",
    None,
    (
        Part("infrastructure", amount=979_000),
        Part("hubs", quantity=7, each=68_000, amount=476_000),
        Part("centres", quantity=3, each=10_000),
    ),
)


def test_the_pooled_fund_disagrees_with_its_parts_and_its_uses() -> None:
    found = [
        (one.found.label, one.found.basis, one.expected.basis, int(one.amount))
        for one in differences([POOLED, SPENT])
    ]
    assert found == [
        ("pooled", Basis.ADDED, Basis.STATED, 8_602),
        ("distributed", Basis.ADDED, Basis.STATED, 22_602),
        ("distributed", Basis.ADDED, Basis.ADDED, 14_000),
    ]


def test_rounding_is_given_its_due_and_no_more() -> None:
    first = differences([POOLED])[0]
    assert POOLED.slack == 3_000
    assert not first.rounding_explains
    near = Stated("near", 1_002, thousands(one=1), rounded_to=1000)
    assert differences([near])[0].rounding_explains


def test_a_line_is_multiplied_out() -> None:
    line = Part("hubs", quantity=7, each=68_000, amount=467_000)
    (found,) = differences([Stated("spent", None, (line,))])
    assert (found.found.basis, found.expected.basis) == (Basis.MULTIPLIED, Basis.STATED)
    assert found.amount == 9_000


def test_a_breakdown_of_comments_is_one_short() -> None:
    """Paragraph 4.2: 19 comments, of which 2 positive, 3 neutral and 13 negative."""
    parts = tuple(Part(str(n), amount=n) for n in (2, 3, 13))
    (found,) = differences([Stated("comments", 19, parts)])
    assert found.amount == -1


def test_an_unknown_part_leaves_the_total_unchecked() -> None:
    parts = (Part("known", amount=5), Part("unknown"))
    assert Stated("total", 9, parts).added is None
    assert differences([Stated("total", 9, parts)]) == ()


def test_percentages_over_both_denominators() -> None:
    """Table Three: 26 green of 41 expected and of the 28 that were reported."""
    both = percentages(26, reported=28, expected=41)
    assert both == TwoPercentages(of_expected=Decimal(63), of_reported=Decimal(93))
    assert percentages(0, reported=0, expected=41) == TwoPercentages(Decimal(0), None)


@pytest.mark.parametrize(("part", "percent"), [(2, "4.9"), (13, "31.7"), (26, "63.4")])
def test_percentages_to_one_place(part: int, percent: str) -> None:
    assert percent_of(part, 41, 1) == Decimal(percent)


def test_a_fall_from_one_year_to_the_next() -> None:
    """Paragraph 2.10 calls this 14 %."""
    assert percent_change(1_462_398, 1_254_878, 2) == Decimal("-14.19")
    assert percent_change(0, 5) is None


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("0.815"), 2, "0.82"),
        (Decimal("-0.815"), 2, "-0.82"),
        (Decimal("2.5"), 0, "3"),
        (Fraction(1, 3), 3, "0.333"),
        (7, 0, "7"),
    ],
)
def test_halves_go_away_from_zero(
    value: int | Decimal | Fraction, places: int, expected: str
) -> None:
    assert str(half_up(value, places)) == expected


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_rounding_moves_a_figure_by_half_a_step_at_most(value: Fraction, places: int) -> None:
    rounded = half_up(value, places)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**places)
    assert half_up(-value, places) == -rounded


AMOUNTS = st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=10)


@given(AMOUNTS, st.integers(-500, 500))
def test_every_wrong_total_is_found_and_no_right_one(amounts: list[int], error: int) -> None:
    parts = tuple(Part("part", amount=amount) for amount in amounts)
    found = differences([Stated("total", sum(amounts) + error, parts)])
    assert [one.amount for one in found] == ([-error] if error else [])


@given(AMOUNTS, st.integers(1, 1000))
def test_rounded_parts_are_never_accused(amounts: list[int], step: int) -> None:
    parts = tuple(Part("part", amount=half_up(Fraction(one, step)) * step) for one in amounts)
    found = differences([Stated("total", sum(amounts), parts, rounded_to=step)])
    assert all(one.rounding_explains for one in found)
