"""Checking the figures people state: parts against totals, totals against each other, percentages.

The Leicestershire review prints a pooled fund of £1,462,398 whose six parts add to £1,471,000 and
whose three uses add to £1,485,000 (2.5); rounded parts explain at most £3,000 of the first gap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from trellis.performance.rules.exact import Figure, exact, half_up


@dataclass(frozen=True)
class Part:
    """A line that goes into a total: an `amount`, or a `quantity` of so much `each`, or both."""

    label: str
    quantity: Figure | None = None
    each: Figure | None = None
    amount: Figure | None = None

    @property
    def product(self) -> Fraction | None:
        if self.quantity is None or self.each is None:
            return None
        return exact(self.quantity) * exact(self.each)

    @property
    def worth(self) -> Fraction | None:
        """The amount as stated, or else as multiplied out; None when it is not known."""
        return self.product if self.amount is None else exact(self.amount)


@dataclass(frozen=True)
class Stated:
    """A total as somebody printed it (None where they printed none), with its parts.

    `rounded_to` is the step to which the parts were rounded when printed, such as 1000.
    """

    label: str
    stated: Figure | None
    parts: tuple[Part, ...] = ()
    rounded_to: Figure = 0

    @property
    def added(self) -> Fraction | None:
        """The sum of the parts; None without parts or when one of them is not known."""
        worths = [part.worth for part in self.parts]
        known = [worth for worth in worths if worth is not None]
        return sum(known, Fraction(0)) if worths and len(known) == len(worths) else None

    @property
    def slack(self) -> Fraction:
        """How far rounding of the parts alone can move their sum."""
        return exact(self.rounded_to) * len(self.parts) / 2


class Basis(StrEnum):
    STATED = "stated"
    ADDED = "added"
    MULTIPLIED = "multiplied"


@dataclass(frozen=True)
class Side:
    """One of two figures that should agree; `slack` is what rounding can explain of it."""

    label: str
    basis: Basis
    amount: Fraction
    slack: Fraction = Fraction(0)


@dataclass(frozen=True)
class Difference:
    """`amount` is found less expected, so that +8,602 says that the found figure is larger."""

    found: Side
    expected: Side

    @property
    def amount(self) -> Fraction:
        return self.found.amount - self.expected.amount

    @property
    def rounding_explains(self) -> bool:
        return abs(self.amount) <= self.found.slack + self.expected.slack


def differences(sums: Sequence[Stated]) -> tuple[Difference, ...]:
    """Return every disagreement among figures that ought to be the same total.

    First lines whose quantity x each is not their amount, then parts against their own total, then
    each total (stated and added) against each of the totals before it.
    """
    pairs = [*_within_parts(sums), *_against_parts(sums), *_between(sums)]
    return tuple(Difference(*pair) for pair in pairs if pair[0].amount != pair[1].amount)


Pair = tuple[Side, Side]


def _within_parts(sums: Sequence[Stated]) -> Iterator[Pair]:
    for part in (part for one in sums for part in one.parts):
        if part.product is not None and part.amount is not None:
            yield (
                Side(part.label, Basis.MULTIPLIED, part.product),
                Side(part.label, Basis.STATED, exact(part.amount)),
            )


def _against_parts(sums: Sequence[Stated]) -> Iterator[Pair]:
    for one in sums:
        sides = _sides(one)
        if len(sides) == 2:
            yield sides[1], sides[0]


def _between(sums: Sequence[Stated]) -> Iterator[Pair]:
    for earlier, later in combinations(sums, 2):
        for expected in _sides(earlier):
            for found in _sides(later):
                yield found, expected


def _sides(one: Stated) -> list[Side]:
    sides = []
    if one.stated is not None:
        sides.append(Side(one.label, Basis.STATED, exact(one.stated)))
    if one.added is not None:
        sides.append(Side(one.label, Basis.ADDED, one.added, one.slack))
    return sides


@dataclass(frozen=True)
class TwoPercentages:
    """One count over both honest denominators; None where a denominator is 0.

    26 green of 41 expected is 63 %; of the 28 that were reported it is 93 % (8.2, Table Three).
    """

    of_expected: Decimal | None
    of_reported: Decimal | None


def percent_of(part: Figure, whole: Figure, places: int = 0) -> Decimal | None:
    """Return part as a percentage of whole, halves up; None of nothing."""
    return half_up(100 * exact(part) / exact(whole), places) if whole else None


def percentages(
    part: Figure, *, reported: Figure, expected: Figure, places: int = 0
) -> TwoPercentages:
    return TwoPercentages(percent_of(part, expected, places), percent_of(part, reported, places))


def percent_change(before: Figure, after: Figure, places: int = 0) -> Decimal | None:
    """Return by how many per cent `after` differs from `before`; None from nothing."""
    return percent_of(exact(after) - exact(before), before, places)
