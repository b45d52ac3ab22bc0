"""Response rates and shares, and what may be said of how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from trellis.questions.rules.suppression import THRESHOLD


@dataclass(frozen=True)
class Returned:
    """How many of those who were asked answered. `asked` is None where nobody knows how many."""

    asked: int | None
    responses: int

    @property
    def rate(self) -> Fraction | None:
        """Per cent; None where it is not known how many were asked, or where more answered than
        were: then that number is wrong."""
        if not self.asked or self.responses > self.asked:
            return None
        return Fraction(100 * self.responses, self.asked)

    @property
    def is_impossible(self) -> bool:
        return self.asked is not None and self.responses > self.asked

    @property
    def is_enough(self) -> bool:
        """Whether anything may be said of what they answered."""
        return self.responses >= THRESHOLD


@dataclass(frozen=True)
class Share:
    """`numerator` of the `denominator` people who answered a question said one of some things."""

    numerator: int
    denominator: int

    @property
    def per_cent(self) -> Fraction | None:
        return Fraction(100 * self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Figures:
    """What is said of numbers: never the least or the greatest, which is somebody's own."""

    n: int
    total: Decimal
    mean: Decimal
    median: Decimal


def figures(values: Sequence[Decimal]) -> Figures | None:
    """None where fewer than five answered."""
    if len(values) < THRESHOLD:
        return None
    total = sum(values, Decimal(0))
    mean = round(total / len(values), 2)
    return Figures(len(values), total, mean, round(Decimal(median(values)), 2))
