"""Comparing places or providers of unequal size without ranking them.

A share from twelve answers swings far more than one from four hundred. Exact limits around one
centre say which differences chance explains; only what lies beyond the 99.8 % limits is called
different. Method: Spiegelhalter 2005, doi 10.1002/sim.1970, with exact limits because seven
districts are too few to estimate over-dispersion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from trellis.performance.rules.intervals import (
    ALARM,
    WARNING,
    Interval,
    Limits,
    binomial_limits,
    poisson_limits,
    wilson,
)


class Basis(StrEnum):
    """SHARE: the numerator is a part of the denominator. RATE: events for so many residents."""

    SHARE = "share"
    RATE = "rate"


class Position(StrEnum):
    """Where a unit lies; ABOVE and BELOW are beyond 99.8 %, HIGH and LOW between 95 and 99.8 %."""

    INSIDE = "inside"
    HIGH = "high"
    LOW = "low"
    ABOVE = "above"
    BELOW = "below"
    NOTHING_TO_COMPARE = "nothing_to_compare"


DIFFERENT = (Position.ABOVE, Position.BELOW)


@dataclass(frozen=True)
class Unit:
    """One place or provider; a denominator of 0 means that nobody was asked or lives there."""

    key: str
    name: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Placed:
    """A unit with where it lies. `value` is numerator over denominator; None where that is 0.

    `likely` is the 95 % interval of its own share; rates carry none.
    """

    unit: Unit
    value: Fraction | None
    position: Position
    likely: Interval | None

    @property
    def is_different(self) -> bool:
        return self.position in DIFFERENT


@dataclass(frozen=True)
class FunnelComparison:
    """What the funnel says. Units keep the order they came in: this is not a league table.

    `chance_of_one_beyond_warning` and `chance_of_one_beyond_alarm` say how likely it is that chance
    alone puts at least one of the compared units beyond 95 % and beyond 99.8 %.
    """

    centre: Fraction | None
    is_centre_pooled: bool
    basis: Basis
    units: tuple[Placed, ...]
    compared: int
    chance_of_one_beyond_warning: float
    chance_of_one_beyond_alarm: float

    def at(self, position: Position) -> tuple[Unit, ...]:
        return tuple(placed.unit for placed in self.units if placed.position is position)

    @property
    def different(self) -> tuple[Unit, ...]:
        return tuple(placed.unit for placed in self.units if placed.is_different)


@dataclass(frozen=True)
class Edge:
    """The limits at one size, as shares or rates, for drawing."""

    size: int
    warning_low: float
    warning_high: float
    alarm_low: float
    alarm_high: float


def compare(
    units: Sequence[Unit], centre: Fraction | None = None, basis: Basis = Basis.SHARE
) -> FunnelComparison:
    """Place every unit against `centre`, or against all units pooled when none is given.

    Raises ValueError for a negative number, or for a share of more than all.
    """
    for unit in units:
        _require_sound(unit, basis)
    middle = pooled(units) if centre is None else centre
    placed = tuple(_place(unit, middle, basis) for unit in units)
    compared = sum(one.position is not Position.NOTHING_TO_COMPARE for one in placed)
    return FunnelComparison(
        centre=middle,
        is_centre_pooled=centre is None,
        basis=basis,
        units=placed,
        compared=compared,
        chance_of_one_beyond_warning=chance_of_false_alarm(compared, WARNING),
        chance_of_one_beyond_alarm=chance_of_false_alarm(compared, ALARM),
    )


def pooled(units: Iterable[Unit]) -> Fraction | None:
    """Add numerators and denominators apart; the mean of percentages would favour the small."""
    counted = [unit for unit in units if unit.denominator]
    whole = sum(unit.denominator for unit in counted)
    return Fraction(sum(unit.numerator for unit in counted), whole) if whole else None


def chance_of_false_alarm(comparisons: int, coverage: Fraction) -> float:
    """Return the chance that luck alone puts at least one of so many units beyond the limits.

    Seven districts: 30 % at 95 %, 1.4 % at 99.8 %; thirty indicators for seven districts: 34 %.
    """
    return 1 - float(coverage) ** comparisons


def edges(centre: Fraction, sizes: Iterable[int], basis: Basis = Basis.SHARE) -> tuple[Edge, ...]:
    """Give the limits to draw at each size above 0, in order of size."""
    return tuple(_edge(size, centre, basis) for size in sorted(set(sizes)) if size > 0)


def drawing_sizes(units: Iterable[Unit], steps: int = 18) -> tuple[int, ...]:
    """Choose sizes at which to draw the limits: closer together where the lines bend, at the left.

    They reach from below the smallest unit to beyond the largest; none without a unit to draw.
    """
    sizes = [unit.denominator for unit in units if unit.denominator]
    if not sizes:
        return ()
    low, high = max(1.0, min(sizes) * 0.7), max(sizes) * 1.05
    growth = (high / low) ** (1 / steps)
    return tuple(sorted({ceil(low * growth**step) for step in range(steps + 1)}))


def _require_sound(unit: Unit, basis: Basis) -> None:
    if unit.numerator < 0 or unit.denominator < 0:
        raise ValueError(f"{unit.name}: give numbers of 0 or more.")
    if basis is Basis.SHARE and unit.numerator > unit.denominator:
        raise ValueError(f"{unit.name}: the part is larger than the whole.")


def _place(unit: Unit, centre: Fraction | None, basis: Basis) -> Placed:
    if not unit.denominator or centre is None:
        return Placed(unit, None, Position.NOTHING_TO_COMPARE, None)
    value = Fraction(unit.numerator, unit.denominator)
    likely = wilson(unit.numerator, unit.denominator) if basis is Basis.SHARE else None
    return Placed(unit, value, _position(unit, centre, basis), likely)


def _position(unit: Unit, centre: Fraction, basis: Basis) -> Position:
    is_more = Fraction(unit.numerator, unit.denominator) > centre
    if not _limits(unit.denominator, centre, basis, ALARM).holds(unit.numerator):
        return Position.ABOVE if is_more else Position.BELOW
    if not _limits(unit.denominator, centre, basis, WARNING).holds(unit.numerator):
        return Position.HIGH if is_more else Position.LOW
    return Position.INSIDE


def _limits(size: int, centre: Fraction, basis: Basis, coverage: Fraction) -> Limits:
    if basis is Basis.SHARE:
        return binomial_limits(size, centre, coverage)
    return poisson_limits(centre * size, coverage)


def _edge(size: int, centre: Fraction, basis: Basis) -> Edge:
    warning = _limits(size, centre, basis, WARNING)
    alarm = _limits(size, centre, basis, ALARM)
    return Edge(
        size,
        warning.low_edge / size,
        warning.high_edge / size,
        alarm.low_edge / size,
        alarm.high_edge / size,
    )
