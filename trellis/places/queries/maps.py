"""What is needed to draw the places of an area: outlines where they were imported, else tiles."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from trellis.places.models import Outline, Place
from trellis.places.queries.trees import Node, node
from trellis.places.rules.drawing import paths


@dataclass(frozen=True)
class Shape:
    """`d` and `anchor` are on one sheet with all shapes of the map, for `charts.outline_map`."""

    place: Node
    d: str
    anchor: tuple[float, float]


@dataclass(frozen=True)
class TilePlace:
    """Columns and rows count from 0, for `charts.tile_map`."""

    place: Node
    column: int
    row: int


@dataclass(frozen=True)
class MapOf:
    """Either shapes or tiles, or neither where nothing is known of where the places lie.
    `left_out` have no outline though others have."""

    shapes: tuple[Shape, ...] = ()
    tiles: tuple[TilePlace, ...] = ()
    left_out: tuple[Node, ...] = ()
    source: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.shapes and not self.tiles


def map_of(area_id: int, kinds: Collection[str], *, on: date) -> MapOf:
    """The area's places of these kinds as they were on the day. Two queries."""
    return _drawn(Q(area_id=area_id, kind__in=kinds), on)


def map_of_children(place_id: int, *, on: date) -> MapOf:
    """What lies directly in a place."""
    return _drawn(Q(parent_id=place_id), on)


def map_of_neighbours(place_id: int, *, on: date) -> MapOf:
    """The place among all that lies in the same place."""
    beside = Place.objects.filter(pk=place_id, parent__isnull=False).values("parent")
    return _drawn(Q(parent__in=beside), on)


def tiles_of(nodes: Collection[Node]) -> tuple[TilePlace, ...]:
    """Those that have a tile, moved so that the first column and row are 0."""
    placed = [
        (one, one.tile_column, one.tile_row)
        for one in nodes
        if one.tile_column is not None and one.tile_row is not None
    ]
    left = min((column for _one, column, _row in placed), default=0)
    top = min((row for _one, _column, row in placed), default=0)
    return tuple(TilePlace(one, column - left, row - top) for one, column, row in placed)


def _drawn(which: Q, on: date) -> MapOf:
    existed = (Q(opened_on=None) | Q(opened_on__lte=on)) & (Q(closed_on=None) | Q(closed_on__gt=on))
    nodes = [node(row) for row in Place.objects.filter(which & existed)]
    newest = _newest_outlines({one.id for one in nodes}, on)
    if not newest:
        return MapOf(tiles=tiles_of(nodes))
    drawn = paths({str(outline.place_id): outline.geometry for outline in newest.values()})
    return MapOf(
        shapes=tuple(
            Shape(one, drawn[str(one.id)].d, drawn[str(one.id)].anchor)
            for one in nodes
            if one.id in newest
        ),
        left_out=tuple(one for one in nodes if one.id not in newest),
        source="; ".join(sorted({outline.source for outline in newest.values()})),
    )


def _newest_outlines(place_ids: Collection[int], on: date) -> dict[int, Outline]:
    """The outline in force on the day; before the first, the first: a boundary is older than the
    file that shows it."""
    found: dict[int, Outline] = {}
    rows = Outline.objects.filter(place__in=place_ids).order_by("valid_from")
    for outline in rows:
        if outline.valid_from <= on or outline.place_id not in found:
            found[outline.place_id] = outline
    return found
