"""Somebody who has everything that is shown, and time: tries every table that goes with it."""

from collections.abc import Iterator, Sequence

Shown = Sequence[Sequence[int | None]]
Table = tuple[tuple[int, ...], ...]


def tables(shown: Shown, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Table]:
    """Every table of whole numbers from nought up that has these cells and margins."""
    if not rows:
        if not any(columns):
            yield ()
        return
    for row in _lines(shown[0], rows[0], columns):
        left = [column - count for column, count in zip(columns, row, strict=True)]
        for rest in tables(shown[1:], rows[1:], left):
            yield (row, *rest)


def _lines(
    shown: Sequence[int | None], total: int, most: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    if not shown:
        if total == 0:
            yield ()
        return
    known = shown[0]
    offered = range(min(total, most[0]) + 1) if known is None else (known,)
    for count in offered:
        if count <= min(total, most[0]):
            for rest in _lines(shown[1:], total - count, most[1:]):
                yield (count, *rest)


def worked_out(shown: Shown, rows: Sequence[int], columns: Sequence[int]) -> set[tuple[int, int]]:
    """The cells kept back that can nevertheless be only one number."""
    seen: dict[tuple[int, int], set[int]] = {
        (i, j): set() for i, row in enumerate(shown) for j, cell in enumerate(row) if cell is None
    }
    for table in tables(shown, rows, columns):
        for (i, j), values in seen.items():
            values.add(table[i][j])
        if all(len(values) > 1 for values in seen.values()):
            return set()
    return {place for place, values in seen.items() if len(values) < 2}
