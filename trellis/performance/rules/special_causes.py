"""Which points of a series chance does not explain.

Four rules of NHS "making data count", the first that applies naming the cause. The side of a
trend is the way it runs: a rise that begins below the mean is still a rise.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

RUN = 7


class Cause(StrEnum):
    COMMON = "common"
    OUTSIDE_LIMITS = "outside_limits"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"
    ONE_SIDE = "one_side"


class Side(StrEnum):
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class Lines:
    """Mean, process limits, and the near limits two thirds of the way to them; in the unit."""

    mean: Fraction
    low: Fraction
    high: Fraction
    near_low: Fraction
    near_high: Fraction


@dataclass(frozen=True)
class Signal:
    cause: Cause
    side: Side | None = None


Signals = dict[int, Signal]
COMMON = Signal(Cause.COMMON)


def signals(values: Sequence[Fraction], lines: Lines) -> tuple[Signal, ...]:
    """Return one signal for each value, in order. Values within one series only."""
    found: Signals = {}
    for rule in (one_side, near_limit, trend, outside_limits):
        found |= rule(values, lines)
    return tuple(found.get(place, COMMON) for place in range(len(values)))


def outside_limits(values: Sequence[Fraction], lines: Lines) -> Signals:
    found: Signals = {}
    for place, value in enumerate(values):
        if not lines.low <= value <= lines.high:
            found[place] = Signal(Cause.OUTSIDE_LIMITS, _side(value, lines.mean))
    return found


def trend(values: Sequence[Fraction], lines: Lines) -> Signals:
    """Mark seven values each higher, or each lower, than the one before; equal ones end a run."""
    del lines
    return {
        place: Signal(Cause.TREND, Side.HIGH if rises else Side.LOW)
        for window, rises in _windows(values, RUN, _runs_one_way)
        for place in window
    }


def near_limit(values: Sequence[Fraction], lines: Lines) -> Signals:
    """Mark the two of three beyond a near limit, when all three lie on the same side."""

    def beyond(value: Fraction) -> bool:
        return not lines.near_low <= value <= lines.near_high

    def two_of_three(three: Sequence[Fraction]) -> bool | None:
        above = _all_one_side(three, lines.mean)
        return above if sum(map(beyond, three)) >= 2 else None

    return {
        place: Signal(Cause.NEAR_LIMIT, Side.HIGH if above else Side.LOW)
        for window, above in _windows(values, 3, two_of_three)
        for place in window
        if beyond(values[place])
    }


def one_side(values: Sequence[Fraction], lines: Lines) -> Signals:
    """Mark seven running values above, or below, the mean; one on the mean ends the run."""
    return {
        place: Signal(Cause.ONE_SIDE, Side.HIGH if above else Side.LOW)
        for window, above in _windows(values, RUN, lambda run: _all_one_side(run, lines.mean))
        for place in window
    }


def _windows(
    values: Sequence[Fraction], size: int, test: Callable[[Sequence[Fraction]], bool | None]
) -> Iterator[tuple[range, bool]]:
    """Yield the places of every stretch that the test says is up (True) or down (False)."""
    for start in range(len(values) - size + 1):
        upward = test(values[start : start + size])
        if upward is not None:
            yield range(start, start + size), upward


def _runs_one_way(values: Sequence[Fraction]) -> bool | None:
    steps = [after - before for before, after in pairwise(values)]
    return _all_one_side(steps, Fraction(0))


def _all_one_side(values: Sequence[Fraction], middle: Fraction) -> bool | None:
    if all(value > middle for value in values):
        return True
    return False if all(value < middle for value in values) else None


def _side(value: Fraction, mean: Fraction) -> Side:
    return Side.HIGH if value > mean else Side.LOW
