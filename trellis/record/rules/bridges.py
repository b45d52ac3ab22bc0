"""Why figures do not add up to their total: who was helped by two, or in two places, is one."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bridge:
    """What the parts of a distinct count add up to, and the count itself."""

    adds_to: int
    whole: int

    @property
    def repeats(self) -> int:
        return self.adds_to - self.whole

    @property
    def is_needed(self) -> bool:
        return self.repeats != 0


def bridge(parts: Iterable[int], whole: int) -> Bridge:
    """ValueError where fewer were reached in all parts together than in the whole: then a part is
    missing, and the sentence would be false."""
    found = Bridge(sum(parts), whole)
    if found.repeats < 0:
        raise ValueError(f"The parts add up to {found.adds_to}, fewer than {whole}.")
    return found
