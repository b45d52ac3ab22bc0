"""Two activities that may be one: the same thing, recorded by two of those who did it.

003 s8.5 b1-b3: where hub and county organisation both help a group, both report it. The rule is one
anybody can check: the same beneficiary, the same kind, another provider, and near in time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

DAYS: Final = 7


@dataclass(frozen=True)
class Trace:
    """What an activity is compared by. `who` is the organisation that it was for, `parties` all who
    took part."""

    id: int
    kind: int
    on: date
    who: int
    parties: frozenset[int]
    quantity: int


@dataclass(frozen=True)
class Double:
    """Two that may be one, the earlier recorded first, and how far apart they are."""

    one: int
    other: int
    days: int
    is_as_much: bool


def doubles(traces: Iterable[Trace], *, apart: Iterable[tuple[int, int]] = ()) -> list[Double]:
    """The pairs, nearest first; not those that somebody has said are two things. Somebody who
    records two of a kind for the same one in a week does that every week: within one provider
    nothing is a double."""
    settled = set(apart)
    found = [
        one
        for held in _groups(traces)
        for one in _pairs(held)
        if (one.one, one.other) not in settled
    ]
    return sorted(found, key=lambda one: (one.days, not one.is_as_much, one.one, one.other))


def _groups(traces: Iterable[Trace]) -> Iterable[Sequence[Trace]]:
    groups: dict[tuple[int, int], list[Trace]] = {}
    for one in traces:
        groups.setdefault((one.kind, one.who), []).append(one)
    return [sorted(held, key=lambda one: (one.on, one.id)) for held in groups.values()]


def _pairs(held: Sequence[Trace]) -> Iterator[Double]:
    """Within a window that moves along the days, so that many of one kind cost no squares."""
    start = 0
    for place, later in enumerate(held):
        while (later.on - held[start].on).days > DAYS:
            start += 1
        for earlier in held[start:place]:
            if not later.parties & earlier.parties:
                one, other = sorted((earlier, later), key=lambda each: each.id)
                days = abs((later.on - earlier.on).days)
                yield Double(one.id, other.id, days, one.quantity == other.quantity)
