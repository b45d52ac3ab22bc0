"""Small numbers: which cells of a table are kept back so that none of them can be worked out.

A table of counts is shown with both its margins. *Primary* suppression keeps back what is small;
*secondary* as many more as it takes that no cell kept back follows from the rest. Whether one
follows is asked exactly: a cell can be other than it is if and only if some of what is kept back
can be moved round a ring of cells, up in one and down in the next, leaving every margin as it is.

All tables of a wave are told apart by the same question. Two such tables share nothing but that
question's own counts, which are shown anyway: any way of filling the one goes with any way of
filling the other, so together they tell no more than each alone.

Research: voice S2.4 (secondary suppression, verified), performance S4.3 (fewer than five; never 0).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

THRESHOLD: Final = 5

Place = tuple[int, int]
Counts = Sequence[Sequence[int]]
# A node of the ring: a row (False) or a column (True), and its number.
_Node = tuple[bool, int]


class TooFewError(ValueError):
    """However much is kept back, the margins alone give somebody's answer away."""


@dataclass(frozen=True)
class Protected:
    """A table as it may be shown: None stands where a count is kept back."""

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.row_totals)

    @property
    def kept_back(self) -> int:
        return sum(cell is None for row in self.cells for cell in row)


def protected(counts: Counts, *, threshold: int = THRESHOLD) -> Protected:
    """The table with as little kept back as it takes. Raises TooFewError."""
    table = _Table(counts, threshold)
    table.protect()
    shown = tuple(
        tuple(None if (i, j) in table.hidden else count for j, count in enumerate(row))
        for i, row in enumerate(counts)
    )
    return Protected(shown, tuple(table.rows), tuple(table.columns))


def protected_line(counts: Sequence[int], *, threshold: int = THRESHOLD) -> list[int | None]:
    """Counts whose sum is known, such as equality monitoring: what is small is kept back, none
    of them for certain nothing, and never one alone."""
    hidden = {at for at, count in enumerate(counts) if count < threshold}
    by_size = sorted((count, at) for at, count in enumerate(counts) if at not in hidden)
    # Those kept back together are as many as one that need not be, so that no sum is telling.
    while hidden and by_size and (len(hidden) < 2 or sum(counts[i] for i in hidden) < threshold):
        hidden.add(by_size.pop(0)[1])
    return [None if at in hidden else count for at, count in enumerate(counts)]


class _Table:
    def __init__(self, counts: Counts, threshold: int) -> None:
        self.counts = counts
        self.rows = [sum(row) for row in counts]
        self.columns = [sum(column) for column in zip(*counts, strict=True)]
        self.threshold = threshold
        self.primary = {place for place in self._places() if self._is_small(*place)}
        self.hidden = set(self.primary)

    def _places(self) -> Iterator[Place]:
        return ((i, j) for i in range(len(self.rows)) for j in range(len(self.columns)))

    def _is_small(self, i: int, j: int) -> bool:
        """Nobody's answer follows from a nought, unless the whole row is but a few people; and
        where a margin is nought, its cells are, whatever is kept back."""
        if not self.rows[i] or not self.columns[j]:
            return False
        few = min(self.rows[i], self.columns[j]) < self.threshold
        return few or 0 < self.counts[i][j] < self.threshold

    def protect(self) -> None:
        """Keep back the cells of the cheapest ring through each one that would follow."""
        for place in sorted(self.primary):
            rings = [
                ring for ring in (self._ring(place, up=True), self._ring(place, up=False)) if ring
            ]
            if not rings:
                raise TooFewError
            self.hidden |= min(rings).cells

    def _ring(self, place: Place, *, up: bool) -> "_Ring | None":
        """The cheapest ring in which the cell can go up (or down): what it gains or loses is
        handed on from its column to its row, or the other way round, by other cells."""
        i, j = place
        if not up and not self.counts[i][j]:
            return None
        start, goal = ((True, j), (False, i)) if up else ((False, i), (True, j))
        waiting = [_Ring(0, start)]
        done: set[_Node] = set()
        while waiting:
            ring = heappop(waiting)
            if ring.at == goal:
                return ring
            if ring.at not in done:
                done.add(ring.at)
                for step in self._steps(ring, without=place):
                    heappush(waiting, step)
        return None

    def _steps(self, ring: "_Ring", without: Place) -> Iterator["_Ring"]:
        """On from a row to a column by raising a cell, from a column to a row by lowering one,
        of which there is nothing to lower in a nought."""
        is_column, number = ring.at
        line = (
            [(i, number) for i in range(len(self.rows))]
            if is_column
            else [(number, j) for j in range(len(self.columns))]
        )
        for i, j in line:
            open_to_all = self.rows[i] and self.columns[j]
            if (i, j) != without and open_to_all and (self.counts[i][j] or not is_column):
                cost = 0 if (i, j) in self.hidden else 1 + self.counts[i][j]
                after = (False, i) if is_column else (True, j)
                yield _Ring(ring.cost + cost, after, ring.cells | {(i, j)})


@dataclass(frozen=True, order=True)
class _Ring:
    """As far as it has come: what is kept back for it (in people), where it stands, its cells."""

    cost: int
    at: _Node
    cells: frozenset[Place] = field(default=frozenset(), compare=False)
