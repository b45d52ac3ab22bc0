"""What an indicator takes: minutes of a provider for a period, hours of all in a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median


@dataclass(frozen=True)
class Reporter:
    """Who reports (None: nobody by name, for the area itself), and how often in a year."""

    provider: int | None
    a_year: int


@dataclass(frozen=True)
class Cost:
    """`minutes`: the middle one of what providers said, else the estimate, for one period;
    `hours_a_year`: of all reports of those of whom it is known. None: nobody knows.

    Of the reporters, `stated` said so themselves, `estimated` is said of them, `unknown` neither.
    """

    minutes: Fraction | None
    hours_a_year: Fraction | None
    stated: int
    estimated: int
    unknown: int

    @property
    def is_estimate(self) -> bool:
        """Nobody said so themselves; what is shown is an estimate."""
        return self.minutes is not None and not self.stated


def cost(reporters: Sequence[Reporter], stated: Mapping[int, int], estimate: int | None) -> Cost:
    """`stated`: minutes by provider; `estimate`: minutes of everybody who has not said."""
    said = [stated[pk] for one in reporters if (pk := one.provider) is not None and pk in stated]
    silent = len(reporters) - len(said)
    known = [
        (minutes, one.a_year)
        for one in reporters
        if (minutes := _minutes(one, stated, estimate)) is not None
    ]
    middle = median(map(Fraction, said)) if said else None
    if middle is None and estimate is not None and reporters:
        middle = Fraction(estimate)
    total = sum(minutes * a_year for minutes, a_year in known)
    return Cost(
        minutes=middle,
        hours_a_year=Fraction(total, 60) if known else None,
        stated=len(said),
        estimated=silent if estimate is not None else 0,
        unknown=0 if estimate is not None else silent,
    )


def _minutes(one: Reporter, stated: Mapping[int, int], estimate: int | None) -> int | None:
    return estimate if one.provider is None else stated.get(one.provider, estimate)
