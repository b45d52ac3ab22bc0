"""What providers say in minutes, put together: the middle one, and hours a year of all."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.costs import Cost, Reporter, cost

minutes = st.integers(0, 6_000)
a_year = st.sampled_from([1, 4, 12])
providers = st.lists(
    st.tuples(a_year, st.none() | minutes), min_size=1, max_size=12
)  # how often each reports, and what it said


def put_together(told: list[tuple[int, int | None]], estimate: int | None) -> Cost:
    reporters = [Reporter(pk, often) for pk, (often, _said) in enumerate(told)]
    stated = {pk: said for pk, (_often, said) in enumerate(told) if said is not None}
    return cost(reporters, stated, estimate)


def test_a_worked_example() -> None:
    found = put_together([(4, 30), (4, 60), (12, 45), (4, None)], None)
    assert found == Cost(Fraction(45), Fraction(15), stated=3, estimated=0, unknown=1)
    with_guess = put_together([(4, 30), (4, 60), (12, 45), (4, None)], 15)
    assert with_guess == Cost(Fraction(45), Fraction(16), stated=3, estimated=1, unknown=0)


def test_where_nobody_said_the_estimate_is_called_one() -> None:
    found = put_together([(4, None), (4, None)], 60)
    assert (found.minutes, found.hours_a_year, found.is_estimate) == (
        Fraction(60),
        Fraction(8),
        True,
    )
    assert not put_together([(4, 60)], 60).is_estimate


def test_nobody_knows() -> None:
    assert put_together([(4, None)], None) == Cost(None, None, 0, 0, 1)
    assert cost([], {}, 60) == Cost(None, None, 0, 0, 0)


def test_the_area_s_own_report_takes_what_is_estimated() -> None:
    found = cost([Reporter(None, 4)], {}, 30)
    assert (found.hours_a_year, found.estimated) == (Fraction(2), 1)


def test_what_a_provider_said_that_reports_it_no_more_counts_for_nothing() -> None:
    assert cost([Reporter(1, 4)], {1: 60, 2: 600}, None).hours_a_year == 4


@given(providers, st.none() | minutes)
def test_everybody_is_counted_once(
    told: list[tuple[int, int | None]], estimate: int | None
) -> None:
    found = put_together(told, estimate)
    assert found.stated + found.estimated + found.unknown == len(told)
    assert (found.hours_a_year is None) == (found.stated + found.estimated == 0)


@given(providers, st.none() | minutes)
def test_the_middle_one_is_within_what_was_said(
    told: list[tuple[int, int | None]], estimate: int | None
) -> None:
    said = [one for _often, one in told if one is not None]
    found = put_together(told, estimate)
    if said:
        assert found.minutes is not None
        assert min(said) <= found.minutes <= max(said)
    else:
        assert found.minutes == estimate


@given(providers, st.none() | minutes, st.randoms())
def test_the_order_does_not_matter(
    told: list[tuple[int, int | None]], estimate: int | None, random: object
) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert put_together(shuffled, estimate) == put_together(told, estimate)


@given(providers, minutes)
def test_hours_are_those_of_each_alone_added_up(
    told: list[tuple[int, int | None]], estimate: int
) -> None:
    alone = [put_together([one], estimate).hours_a_year for one in told]
    assert put_together(told, estimate).hours_a_year == sum(one or 0 for one in alone)
