"""Counting how lines stand, for the first sentence of a report."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """How many lines stand where: the headline is made of it. The rest are `not_rated`."""

    met: int
    nearly: int
    not_met: int
    not_rated: int
    missing: int
    partial: int
    not_due: int

    @property
    def rated(self) -> int:
        return self.met + self.nearly + self.not_met

    @property
    def lines(self) -> int:
        return self.rated + self.not_rated
