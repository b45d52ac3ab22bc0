"""Compact sets of who was reached. They are united, never added: whoever was helped by two
providers, in two places or twice is one."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from pyroaring import BitMap

# Of fewer people no figure is made public: one of them might be known by it.
FEWEST_PEOPLE: Final = 5
# As a database has it: bytes, a view of them, or nothing.
Kept: TypeAlias = "bytes | memoryview | None"


def read(kept: Kept) -> BitMap:
    return BitMap.deserialize(bytes(kept)) if kept else BitMap()


def kept(reached: BitMap) -> bytes:
    """Nothing is kept of an empty set."""
    return reached.serialize() if reached else b""


def united(sets: Iterable[Kept]) -> BitMap:
    found = [read(one) for one in sets if one]
    return BitMap.union(*found) if found else BitMap()


def counted_as(reached: BitMap, same: Mapping[int, int]) -> BitMap:
    """The set with every one that is the same as another taken for that other."""
    twice = reached & BitMap(same)
    if not twice:
        return reached
    return (reached - twice) | BitMap([same[one] for one in twice])


def from_text(listed: str | None) -> BitMap:
    """The set of numbers listed with commas, as a database puts a group together."""
    return BitMap([int(one) for one in listed.split(",")]) if listed else BitMap()
