from collections.abc import Iterator
from fractions import Fraction
from math import comb, exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.exact import half_up
from trellis.performance.rules.intervals import (
    ALARM,
    WARNING,
    Limits,
    binomial_limits,
    newcombe,
    normal_deviate,
    poisson_limits,
    wilson,
)


def shown(value: float) -> str:
    return str(half_up(Fraction(value).limit_denominator(10**9), 2))


def test_the_normal_deviates_of_the_two_coverages() -> None:
    assert round(normal_deviate(WARNING), 6) == 1.959964
    assert round(normal_deviate(ALARM), 6) == 3.090232


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (5, 5, "0.57", "1.00"),
        (10, 10, "0.72", "1.00"),
        (20, 20, "0.84", "1.00"),
        (40, 40, "0.91", "1.00"),
        (21, 50, "0.29", "0.56"),
        (0, 10, "0.00", "0.28"),
    ],
)
def test_how_little_a_few_answers_prove(successes: int, trials: int, low: str, high: str) -> None:
    interval = wilson(successes, trials)
    assert (shown(interval.low), shown(interval.high)) == (low, high)


def test_a_hundred_per_cent_of_35_shows_ninety() -> None:
    assert wilson(34, 34).low < 0.9 <= wilson(35, 35).low


def test_the_published_example_of_a_difference_of_shares() -> None:
    """Newcombe 1998, Statistics in Medicine 17:873, method 10: 56/70 less 48/80."""
    interval = newcombe((48, 80), (56, 70))
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize("pair", [(1, 0), (-1, 5), (6, 5)])
def test_impossible_shares_are_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="whole above 0"):
        wilson(*pair)


@pytest.mark.parametrize(
    ("trials", "warning", "alarm"),
    [
        (12, ("0.50", "1.00"), ("0.33", "1.00")),
        (25, ("0.56", "0.92"), ("0.48", "0.96")),
        (50, ("0.62", "0.86"), ("0.54", "0.92")),
        (100, ("0.66", "0.83"), ("0.61", "0.88")),
        (200, ("0.69", "0.81"), ("0.65", "0.84")),
        (400, ("0.71", "0.79"), ("0.68", "0.82")),
    ],
)
def test_exact_limits_around_three_quarters(
    trials: int, warning: tuple[str, str], alarm: tuple[str, str]
) -> None:
    found = [binomial_limits(trials, Fraction(3, 4), coverage) for coverage in (WARNING, ALARM)]
    as_shares = [(Fraction(one.low, trials), Fraction(one.high, trials)) for one in found]
    shares = [(str(half_up(low, 2)), str(half_up(high, 2))) for low, high in as_shares]
    assert shares == [warning, alarm]


def test_limits_where_there_is_no_chance() -> None:
    assert binomial_limits(0, 0.5) == Limits(0, 0, 0, 0)
    assert binomial_limits(9, 0) == Limits(0, 0, 0, 0)
    assert binomial_limits(9, 1) == Limits(9, 9, 9, 9)
    assert poisson_limits(0) == Limits(0, 0, 0, 0)


def test_limits_of_a_hundred_thousand_are_quick_and_sound() -> None:
    """These four were also worked out in whole numbers of any length."""
    warning, alarm = (binomial_limits(100_000, 0.75, one) for one in (WARNING, ALARM))
    assert (warning.low, warning.high) == (74_731, 75_268)
    assert (alarm.low, alarm.high) == (74_576, 75_422)
    rare = binomial_limits(100_000, 1e-9, ALARM)
    assert (rare.low, rare.high) == (0, 0)


def test_limits_for_events_among_residents() -> None:
    ten = [poisson_limits(10, coverage) for coverage in (WARNING, ALARM)]
    assert [(one.low, one.high) for one in ten] == [(4, 17), (2, 21)]


@pytest.mark.parametrize("call", [lambda: binomial_limits(-1, 0.5), lambda: binomial_limits(1, 2)])
def test_impossible_limits_are_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match="Give"):
        call()


def test_a_negative_expectation_is_refused() -> None:
    with pytest.raises(ValueError, match="expected number"):
        poisson_limits(-0.1)


def binomial(trials: int, share: Fraction) -> list[Fraction]:
    other = 1 - share
    return [comb(trials, k) * share**k * other ** (trials - k) for k in range(trials + 1)]


def poisson(mean: float) -> Iterator[float]:
    weight = exp(-mean)
    for k in range(200):
        yield weight
        weight *= mean / (k + 1)


def is_first_with(chances: list[Fraction], place: int, tail: Fraction) -> bool:
    """Allow for a chance that equals the tail to the last digit of a float."""
    close = Fraction(1, 10**12)
    return sum(chances[:place]) < tail + close and sum(chances[: place + 1]) > tail - close


@given(
    st.integers(1, 60),
    st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100),
    st.sampled_from([WARNING, ALARM]),
)
def test_limits_are_those_of_the_exact_distribution(
    trials: int, share: Fraction, coverage: Fraction
) -> None:
    chances, tail = binomial(trials, share), (1 - coverage) / 2
    limits = binomial_limits(trials, share, coverage)
    assert is_first_with(chances, limits.low, tail)
    assert is_first_with(chances[::-1], trials - limits.high, tail)


@given(st.floats(0.001, 60), st.sampled_from([WARNING, ALARM]))
def test_event_limits_are_those_of_the_exact_distribution(mean: float, coverage: Fraction) -> None:
    chances = [Fraction(one) for one in poisson(mean)]
    tail = (1 - coverage) / 2
    limits = poisson_limits(mean, coverage)
    assert is_first_with(chances, limits.low, tail)
    assert is_first_with(chances[::-1], len(chances) - 1 - limits.high, tail)


@given(st.integers(0, 5000), st.floats(0, 1), st.sampled_from([WARNING, ALARM]))
def test_drawn_edges_lie_just_outside_the_counts(
    trials: int, share: float, coverage: Fraction
) -> None:
    limits = binomial_limits(trials, share, coverage)
    assert limits.low - 1 <= limits.low_edge <= limits.low <= limits.high
    assert limits.high <= limits.high_edge <= limits.high + 1
    assert limits.low_edge >= 0
    assert limits.high_edge <= trials


@given(st.integers(1, 5000), st.data())
def test_an_interval_covers_its_own_share_and_mirrors(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    one, other = wilson(successes, trials), wilson(trials - successes, trials)
    assert one.covers(successes / trials)
    assert 0 <= one.low <= one.high <= 1
    assert abs(one.low + other.high - 1) < 1e-12


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_a_difference_lies_within_its_interval(
    before: int, after: int, data: st.DataObject
) -> None:
    first = (data.draw(st.integers(0, before)), before)
    second = (data.draw(st.integers(0, after)), after)
    interval = newcombe(first, second)
    assert interval.covers(second[0] / after - first[0] / before)
    assert -1 - 1e-12 <= interval.low <= interval.high <= 1 + 1e-12
