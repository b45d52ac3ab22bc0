"""Places as tiles of equal size, or by their outlines; shades 1 to 4, and 0 for no value."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trellis.ui.charts.lettering import Box, Label, Name, place_names_upon, wrap
from trellis.ui.charts.parts import (
    LINE_HEIGHT,
    Anchor,
    Drawing,
    Text,
    Width,
    Words,
    short,
    tenth,
)

SHADES = 4
GAP = 4
LARGEST_TILE = 116


def shades(values: Sequence[float | None]) -> tuple[int, ...]:
    """Sort values into four steps of equal width between the lowest and the highest.

    Steps of equal width, and not of equal numbers of places: those would paint a difference where
    all are nearly alike in rank only. All the same value is shade 1.
    """
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    return tuple(0 if value is None else _shade(value, low, high) for value in values)


def _shade(value: float, low: float, high: float) -> int:
    if high == low:
        return 1
    return min(SHADES, 1 + int((value - low) / (high - low) * SHADES))


@dataclass(frozen=True)
class Tile:
    """A place in a grid; columns and rows count from 0. `figure` is the value in words."""

    name: str
    column: int
    row: int
    figure: str
    shade: int
    key: str = ""


@dataclass(frozen=True)
class DrawnTile:
    x: float
    y: float
    size: float
    shade: int
    lines: tuple[Text, ...]
    title: str
    key: str


@dataclass(frozen=True, kw_only=True)
class TileMap(Drawing):
    tiles: tuple[DrawnTile, ...]


def tile_map(tiles: Sequence[Tile], *, words: Words, width: Width = Width.WIDE) -> TileMap:
    """Draw square tiles as large as the width allows; the westernmost column and the
    northernmost row lie at the edge, whatever their numbers. Raises ValueError without a tile."""
    if not tiles:
        raise ValueError("A tile map needs at least one place.")
    left, top = min(tile.column for tile in tiles), min(tile.row for tile in tiles)
    columns = 1 + max(tile.column for tile in tiles) - left
    rows = 1 + max(tile.row for tile in tiles) - top
    size = tenth(min(LARGEST_TILE, (width - GAP * (columns - 1)) / columns))
    return TileMap(
        width=tenth(columns * (size + GAP) - GAP),
        height=tenth(rows * (size + GAP) - GAP),
        words=words,
        tiles=tuple(_draw_tile(tile, size, tile.column - left, tile.row - top) for tile in tiles),
    )


def _draw_tile(tile: Tile, size: float, column: int, row: int) -> DrawnTile:
    x, y = tenth(column * (size + GAP)), tenth(row * (size + GAP))
    room_for = max(1, int(size // LINE_HEIGHT) - 1)
    lines = [*wrap(tile.name, size - 6, room_for), tile.figure]
    first = y + size / 2 - len(lines) * LINE_HEIGHT / 2 + 12
    texts = tuple(
        Text(tenth(x + size / 2), tenth(first + place * LINE_HEIGHT), line, Anchor.MIDDLE)
        for place, line in enumerate(lines)
    )
    return DrawnTile(x, y, size, tile.shade, texts, f"{tile.name}: {tile.figure}", tile.key)


@dataclass(frozen=True)
class Outline:
    """A place by the path data of its boundary: M, L and Z with absolute coordinates, projected,
    y downwards, in any unit. `anchor` is where its name should stand, in the same unit.
    """

    name: str
    d: str
    figure: str
    shade: int
    anchor: tuple[float, float] | None = None
    key: str = ""


@dataclass(frozen=True)
class DrawnOutline:
    d: str
    shade: int
    title: str
    key: str


@dataclass(frozen=True, kw_only=True)
class OutlineMap(Drawing):
    """`names` holds those that found room; the table under the map has all."""

    shapes: tuple[DrawnOutline, ...]
    names: tuple[Label, ...]


Step = tuple[str, tuple[float, float] | None]


def outline_map(
    outlines: Sequence[Outline], *, words: Words, width: Width = Width.WIDE, tallest: float = 620
) -> OutlineMap:
    """Fit the outlines into the width (and `tallest`), so that names can have a readable size.

    Raises ValueError without an outline, or for path data with curves or relative steps.
    """
    parsed = [_steps(outline.d) for outline in outlines]
    fit = _Fit.of([point for steps in parsed for _, point in steps if point], width, tallest)
    shapes = tuple(
        DrawnOutline(fit.path(steps), one.shade, f"{one.name}: {one.figure}", one.key)
        for one, steps in zip(outlines, parsed, strict=True)
    )
    names = [_name(one, steps, fit) for one, steps in zip(outlines, parsed, strict=True)]
    return OutlineMap(
        width=width,
        height=fit.height,
        words=words,
        shapes=shapes,
        names=_stand(names, Box(0, 0, width, fit.height)),
    )


@dataclass(frozen=True)
class _Fit:
    left: float
    top: float
    factor: float
    indent: float
    height: float

    @classmethod
    def of(cls, points: list[tuple[float, float]], width: float, tallest: float) -> "_Fit":
        if not points:
            raise ValueError("A map needs at least one outline.")
        box = _bounds(points)
        wide, tall = box.right - box.left, box.bottom - box.top
        factor = min((width - 4) / (wide or 1), (tallest - 4) / (tall or 1))
        indent = (width - wide * factor) / 2
        return cls(box.left, box.top, factor, indent, tenth(tall * factor + 4))

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        x = (point[0] - self.left) * self.factor + self.indent
        return tenth(x), tenth((point[1] - self.top) * self.factor + 2)

    def path(self, steps: Iterable[Step]) -> str:
        """Write the steps in pixels, leaving out those too small to be seen."""
        written: list[str] = []
        last: tuple[float, float] | None = None
        for letter, point in steps:
            here = self.at(point) if point else None
            if here and (letter == "M" or here != last):
                written.append(f"{letter}{short(here[0])} {short(here[1])}")
            elif not here:
                written.append("Z")
            last = here
        return "".join(written)


NUMBER = r"([-+]?\d*\.?\d+(?:e[-+]?\d+)?)"
STEP = re.compile(rf"\s*(?:([ML])\s*{NUMBER}[\s,]+{NUMBER}|[Zz])\s*")


def _steps(d: str) -> list[Step]:
    steps: list[Step] = []
    at = 0
    while d[at:].strip():
        found = STEP.match(d, at)
        if not found:
            raise ValueError("Give outlines as M, L and Z with absolute coordinates.")
        letter, x, y = found.groups()
        steps.append((letter, (float(x), float(y))) if letter else ("Z", None))
        at = found.end()
    return steps


def _bounds(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _name(outline: Outline, steps: list[Step], fit: _Fit) -> Name:
    box = _bounds([point for _, point in steps if point])
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    room = (box.right - box.left) * fit.factor
    return Name(*fit.at(outline.anchor or middle), outline.name, room=room)


def _stand(names: Sequence[Name], frame: Box) -> tuple[Label, ...]:
    return tuple(label for label in place_names_upon(names, frame) if label)
