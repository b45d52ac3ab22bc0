"""Outlines as paths on a flat sheet, ready for `ui.charts.outline_map`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final

SHEET: Final = 4000  # units across; whole numbers on it are finer than any screen

Point = tuple[float, float]
Ring = Sequence[Point]


@dataclass(frozen=True)
class Path:
    """`d` has M, L and Z with whole, absolute numbers, y downwards; `anchor` is a point of the
    largest part where the name may stand."""

    d: str
    anchor: tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    """Equirectangular at the middle latitude: true enough for a county, and simple."""

    west: float
    north: float
    across: float  # units in a degree of longitude
    down: float  # units in a degree of latitude

    def at(self, point: Point) -> tuple[int, int]:
        longitude, latitude = point
        return (
            round((longitude - self.west) * self.across),
            round((self.north - latitude) * self.down),
        )


def paths(geometries: Mapping[str, Mapping[str, Any]]) -> dict[str, Path]:
    """GeoJSON (multi)polygons, all on one sheet, by key."""
    rings = {key: list(_rings(geometry)) for key, geometry in geometries.items()}
    points = [point for of_one in rings.values() for ring in of_one for point in ring]
    if not points:
        return {}
    sheet = sheet_for(points)
    return {key: _path([_flat(ring, sheet) for ring in of_one]) for key, of_one in rings.items()}


def sheet_for(points: Iterable[Point]) -> Sheet:
    longitudes, latitudes = zip(*points, strict=True)
    west, east = min(longitudes), max(longitudes)
    south, north = min(latitudes), max(latitudes)
    narrowing = cos(radians((south + north) / 2))
    size = max((east - west) * narrowing, north - south) or 1.0
    return Sheet(west, north, SHEET * narrowing / size, SHEET / size)


def _rings(geometry: Mapping[str, Any]) -> Iterable[Ring]:
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    for polygon in polygons:
        yield from polygon


def _flat(ring: Ring, sheet: Sheet) -> list[tuple[int, int]]:
    """Without the repeated last point and without points that fall on the one before them."""
    flat: list[tuple[int, int]] = []
    for point in ring:
        if (here := sheet.at(point)) not in flat[-1:]:
            flat.append(here)
    return flat[:-1] if len(flat) > 1 and flat[0] == flat[-1] else flat


def _path(rings: Sequence[list[tuple[int, int]]]) -> Path:
    """Rings too small to be seen are left out, unless there is nothing else."""
    largest = max(rings, key=lambda ring: abs(_area_and_middle(ring)[0]))
    seen = [ring for ring in rings if len(ring) > 2 or ring is largest]
    _area, middle = _area_and_middle(largest)
    return Path("".join(_line(ring) for ring in seen), middle)


def _line(ring: list[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in ring) + "Z"


def _area_and_middle(ring: list[tuple[int, int]]) -> tuple[float, tuple[int, int]]:
    """Twice the signed area, and the centre of gravity (of the points, where there is no area)."""
    twice, x_sum, y_sum = 0, 0, 0
    for (x, y), (x_next, y_next) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x * y_next - x_next * y
        twice += cross
        x_sum += (x + x_next) * cross
        y_sum += (y + y_next) * cross
    if twice:
        return twice, (round(x_sum / (3 * twice)), round(y_sum / (3 * twice)))
    xs, ys = zip(*ring, strict=True)
    return 0, (round(sum(xs) / len(xs)), round(sum(ys) / len(ys)))
