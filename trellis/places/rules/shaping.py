"""Making outlines of what a boundary file holds: sound, small enough to draw, edges still shared.

Files are surveyed to a metre; a map on a page shows some hundred metres in a pixel. Neighbours
are simplified together where they fit together, so that no gaps or overlaps open between them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, mapping, shape

from trellis.places.rules.boundaries import Boundaries
from trellis.places.rules.geojson import Polygon
from trellis.places.rules.problems import FileRefusedError, Wrong

MAP_PIXELS: Final = 640
DECIMALS: Final = 4  # of a degree: some 7 to 11 metres in these latitudes

Geometry = dict[str, Any]
Box = tuple[float, float, float, float]  # west, south, east, north


def shaped(found: Boundaries, *, with_strange: bool) -> dict[str, Geometry]:
    """The outlines to keep, by code. Raises FileRefusedError."""
    try:
        return outlines({**found.known, **(found.strange if with_strange else {})})
    except ShapelyError as fault:
        raise FileRefusedError(Wrong.CANNOT_BE_SHAPED, str(fault)[:60]) from fault


def outlines(polygons: Mapping[str, Sequence[Polygon]]) -> dict[str, Geometry]:
    """By key, the geometry to keep, as GeoJSON rounded to `DECIMALS`. A place without any area
    left (a line, a point) is left out."""
    sound = {key: _sound(parts) for key, parts in polygons.items()}
    sound = {key: one for key, one in sound.items() if not one.is_empty}
    keys = list(sound)
    simple = _simplified([sound[key] for key in keys])
    return {
        key: _as_json(drawn if drawn.area else whole)
        for key, drawn, whole in zip(keys, simple, sound.values(), strict=True)
    }


def box_of(geometry: Geometry) -> Box:
    west, south, east, north = shape(geometry).bounds
    return west, south, east, north


def _sound(parts: Sequence[Polygon]) -> Any:
    """One valid (multi)polygon: rings that cross themselves are untied, lines dropped."""
    drawn = [shapely.Polygon(part[0], part[1:]) for part in parts]
    whole: Any = drawn[0] if len(drawn) == 1 else MultiPolygon(drawn)
    if not whole.is_valid:
        whole = shapely.make_valid(whole)
    if len(drawn) > 1 or whole.geom_type not in {"Polygon", "MultiPolygon"}:
        whole = shapely.union_all(_areas(whole))
    return whole


def _areas(whole: Any) -> list[Any]:
    parts = shapely.get_parts(whole)
    return [
        one
        for part in parts
        for one in (_areas(part) if part.geom_type == "GeometryCollection" else [part])
        if one.geom_type in {"Polygon", "MultiPolygon"}
    ]


def _simplified(wholes: list[Any]) -> list[Any]:
    if not wholes:
        return []
    step = _degrees_in_a_pixel(wholes) / 2
    if shapely.coverage_is_valid(wholes):
        return list(shapely.coverage_simplify(wholes, step))
    return [one.simplify(step) for one in wholes]


def _degrees_in_a_pixel(wholes: list[Any]) -> float:
    west, south, east, north = shapely.total_bounds(wholes)
    return float(max(east - west, north - south)) / MAP_PIXELS


def _as_json(geometry: Any) -> Geometry:
    """Rounded point by point, so that neighbours still meet in the same points."""
    plain = mapping(geometry)
    return {"type": plain["type"], "coordinates": _rounded(plain["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    return [_rounded(part) for part in value]
