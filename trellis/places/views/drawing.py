"""Maps of places, for the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trellis.places import words
from trellis.places.queries import MapOf, Node
from trellis.ui import charts
from trellis.ui.charts import Width


@dataclass(frozen=True)
class Drawn:
    """`is_outlines` says which component shows it; the list is what the drawing shows."""

    wide: Any
    narrow: Any
    is_outlines: bool
    source: str
    listed: Sequence[tuple[Node, str]]
    left_out: Sequence[Node]


def draw(found: MapOf, people: Mapping[str, int], *, title: str) -> Drawn | None:
    """None where nothing is known of where the places lie."""
    if found.is_empty:
        return None
    nodes = [one.place for one in (found.shapes or found.tiles)]
    shown = {node.code for node in nodes}
    people = {code: count for code, count in people.items() if code in shown}
    shade = dict(
        zip(
            (node.code for node in nodes),
            charts.shades([_float(people.get(node.code)) for node in nodes]),
            strict=True,
        )
    )
    draw_one = _outlines if found.shapes else _tiles
    return Drawn(
        draw_one(found, people, shade, title, Width.WIDE),
        draw_one(found, people, shade, title, Width.NARROW),
        bool(found.shapes),
        found.source,
        [(node, people_words(people.get(node.code))) for node in nodes],
        found.left_out,
    )


def people_words(count: int | None) -> str:
    if count is None:
        return _("not recorded")
    return words.amount(count)


def _float(count: int | None) -> float | None:
    return None if count is None else float(count)


def _outlines(
    found: MapOf, people: Mapping[str, int], shade: Mapping[str, int], title: str, width: Width
) -> charts.OutlineMap:
    shapes = [
        charts.Outline(
            name=one.place.name,
            d=one.d,
            figure=people_words(people.get(one.place.code)),
            shade=shade[one.place.code],
            anchor=one.anchor,
            key=one.place.code,
        )
        for one in found.shapes
    ]
    return charts.outline_map(shapes, words=_words(title, people), width=width, tallest=520)


def _tiles(
    found: MapOf, people: Mapping[str, int], shade: Mapping[str, int], title: str, width: Width
) -> charts.TileMap:
    tiles = [
        charts.Tile(
            name=one.place.name,
            column=one.column,
            row=one.row,
            figure=people_words(people.get(one.place.code)),
            shade=shade[one.place.code],
            key=one.place.code,
        )
        for one in found.tiles
    ]
    return charts.tile_map(tiles, words=_words(title, people), width=width)


def _words(title: str, people: Mapping[str, int]) -> charts.Words:
    if people:
        says = _("The darker a place, the more people live in it; the figure is their number.")
    else:
        says = _("Where the places lie. How many people live in them is not recorded.")
    return charts.Words(title=title, description=says, statement=says)
