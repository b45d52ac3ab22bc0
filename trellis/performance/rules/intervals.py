"""How far a figure could be from the truth by chance alone, and limits around a centre.

Shares are floats from 0 to 1 here: these are statements about chance, not about targets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import sqrt
from statistics import NormalDist

WARNING = Fraction(95, 100)
ALARM = Fraction(998, 1000)

# Weights this small beside the commonest count change no limit up to a coverage of 1 - 1e-20.
NEGLIGIBLE = 1e-25


@dataclass(frozen=True)
class Interval:
    low: float
    high: float

    def covers(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Limits:
    """The counts that chance alone explains, both ends included.

    `low` is the smallest count k with P(X <= k) >= tail, `high` the largest with P(X >= k) >= tail,
    where tail is half of what the coverage leaves out. The edges run between whole counts, just
    outside `low` and `high`, in proportion to the chance that is not used up: lines drawn through
    them do not jump, and a point is outside the line exactly when its count is outside the limits.
    """

    low: int
    high: int
    low_edge: float
    high_edge: float

    def holds(self, count: int) -> bool:
        return self.low <= count <= self.high


def normal_deviate(coverage: Fraction = WARNING) -> float:
    """Return z: 1.959964 for 95 %, 3.090232 for 99.8 %."""
    return NormalDist().inv_cdf(float((1 + coverage) / 2))


def wilson(successes: int, trials: int, coverage: Fraction = WARNING) -> Interval:
    """Give the score interval for a share; it holds for small groups and for 0 % and 100 %.

    Raises ValueError unless 0 <= successes <= trials and trials > 0.
    """
    _require_share(successes, trials)
    z = normal_deviate(coverage)
    share, weight = successes / trials, z * z / trials
    middle = share + weight / 2
    spread = z * sqrt(share * (1 - share) / trials + weight / (4 * trials))
    low, high = (middle - spread) / (1 + weight), (middle + spread) / (1 + weight)
    # Floating point leaves 1e-17 where the answer is known to be the end of the scale.
    return Interval(
        0.0 if successes == 0 else max(0.0, low), 1.0 if successes == trials else min(1.0, high)
    )


def newcombe(
    before: tuple[int, int], after: tuple[int, int], coverage: Fraction = WARNING
) -> Interval:
    """Give the interval for the change of a share, after less before, from two Wilson intervals.

    Each pair is (successes, trials). The result runs from -1 to 1.
    """
    first, second = wilson(*before, coverage), wilson(*after, coverage)
    p1, p2 = before[0] / before[1], after[0] / after[1]
    down = sqrt((p2 - second.low) ** 2 + (first.high - p1) ** 2)
    up = sqrt((second.high - p2) ** 2 + (p1 - first.low) ** 2)
    return Interval(p2 - p1 - down, p2 - p1 + up)


# The limits of a chart are the same for everybody who looks at it.
@lru_cache(maxsize=4096)
def binomial_limits(trials: int, share: float | Fraction, coverage: Fraction = WARNING) -> Limits:
    """Find the exact limits for how many of `trials` when each has the chance `share`.

    Exact means from the distribution itself, not from its normal shape, which goes wrong for the
    small groups that districts are. Raises ValueError for trials < 0 or a share outside 0 to 1.
    """
    p = float(share)
    if trials < 0 or not 0 <= p <= 1:
        raise ValueError("Give a number of 0 or more and a share between 0 and 1.")
    if trials == 0 or p in (0.0, 1.0):
        only = round(trials * p)
        return Limits(only, only, only, only)
    odds = p / (1 - p)
    mode = min(trials, int((trials + 1) * p))
    limits = _limits(mode, lambda k: (trials - k) / (k + 1) * odds, coverage)
    return _within(limits, trials)


@lru_cache(maxsize=4096)
def poisson_limits(expected: float | Fraction, coverage: Fraction = WARNING) -> Limits:
    """Find the exact limits for a count of events when `expected` are expected.

    For a rate by district: expected = county rate x residents. Raises ValueError below 0.
    """
    mean = float(expected)
    if mean < 0:
        raise ValueError("Give an expected number of 0 or more.")
    if mean == 0:
        return Limits(0, 0, 0, 0)
    return _within(_limits(int(mean), lambda k: mean / (k + 1), coverage), None)


def _require_share(successes: int, trials: int) -> None:
    if trials <= 0 or not 0 <= successes <= trials:
        raise ValueError("Give a whole above 0 and a part between 0 and the whole.")


def _limits(mode: int, growth: Callable[[int], float], coverage: Fraction) -> Limits:
    """Read both tails; `growth(k)` is P(k + 1) / P(k)."""
    lowest, weights = _weights_about(mode, growth)
    tail = float((1 - coverage) / 2) * sum(sorted(weights))
    up, spare_low = _first_reaching(weights, tail)
    down, spare_high = _first_reaching(weights[::-1], tail)
    low, high = lowest + up, lowest + len(weights) - 1 - down
    return Limits(low, high, low - spare_low, high + spare_high)


def _weights_about(mode: int, growth: Callable[[int], float]) -> tuple[int, list[float]]:
    """Walk out from the commonest count, so that nothing under- or overflows up to any size.

    Returns the lowest count reached, and chances in proportion to the commonest one, in order.
    """
    above, weight, k = [1.0], 1.0, mode
    while (weight := weight * growth(k)) > NEGLIGIBLE:
        above.append(weight)
        k += 1
    below, weight, k = [], 1.0, mode
    while k > 0 and (weight := weight / growth(k - 1)) > NEGLIGIBLE:
        below.append(weight)
        k -= 1
    return k, below[::-1] + above


def _first_reaching(weights: list[float], tail: float) -> tuple[int, float]:
    """Return the place where the running sum reaches `tail`, and the share of that step left."""
    for place, total in enumerate(accumulate(weights)):
        if total >= tail:
            return place, (total - tail) / weights[place]
    return len(weights) - 1, 0.0


def _within(limits: Limits, most: int | None) -> Limits:
    """Keep the drawn edges on the scale: nobody has fewer than none, or more than all."""
    high = limits.high_edge if most is None else min(float(most), limits.high_edge)
    return Limits(limits.low, limits.high, max(0.0, limits.low_edge), high)
