"""Reading boundary files (GeoJSON, RFC 7946) from people we do not know.

What is refused or bounded, and why: the number of brackets and commas before parsing (each costs
memory many times its byte), depth (the parser's own limit), numbers that are not numbers, and
other coordinate systems, which the format has not allowed since 2016 but programs still write.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from trellis.places.rules.problems import FileRefusedError, Problem, Wrong

MOST_BYTES: Final = 25_000_000
MOST_FEATURES: Final = 20_000
MOST_POINTS: Final = 1_000_000
MOST_VALUES: Final = 4_000_000
_FAR: Final = 1e9  # metres of any grid lie within; whole numbers beyond all floats do not
_OUR_GRIDS: Final = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84")

Ring = list[tuple[float, float]]  # longitude, latitude; the last point repeats the first
Polygon = list[Ring]  # the outer ring, then its holes


@dataclass(frozen=True)
class Feature:
    """`number` counts from 1; the properties are those with a text or a number only."""

    number: int
    properties: Mapping[str, str]
    polygons: list[Polygon]


@dataclass(frozen=True)
class Read:
    features: list[Feature]
    problems: list[Problem]


def read(content: bytes) -> Read:
    """All usable features, and what is wrong with the others. Raises FileRefusedError."""
    document = _parse(content)
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise FileRefusedError(Wrong.NOT_FEATURES)
    _refuse_other_grid(document)
    members = document.get("features")
    if not isinstance(members, list) or not members:
        raise FileRefusedError(Wrong.NOT_FEATURES)
    if len(members) > MOST_FEATURES:
        raise FileRefusedError(Wrong.TOO_MANY)
    features, problems = [], []
    for number, member in enumerate(members, start=1):
        try:
            features.append(_feature(number, member))
        except _UnusableError as fault:
            problems.append(Problem(fault.wrong, number, "", fault.value))
    return Read(features, problems)


class _UnusableError(Exception):
    def __init__(self, wrong: Wrong, value: str = "") -> None:
        super().__init__(wrong)
        self.wrong, self.value = wrong, kept(value)


def _parse(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise FileRefusedError(Wrong.TOO_LARGE)
    if not content.strip():
        raise FileRefusedError(Wrong.EMPTY)
    openings = content.count(b"[") + content.count(b"{")
    if openings > MOST_POINTS + 10 * MOST_FEATURES or content.count(b",") > MOST_VALUES:
        raise FileRefusedError(Wrong.TOO_MANY)
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as fault:
        raise FileRefusedError(Wrong.NOT_TEXT) from fault
    except RecursionError as fault:
        raise FileRefusedError(Wrong.TOO_DEEP) from fault
    except ValueError as fault:
        raise FileRefusedError(Wrong.NOT_JSON) from fault


def kept(text: str) -> str:
    """Without what JSON can write and no database keeps: the NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _refuse_constant(word: str) -> NoReturn:
    """NaN and Infinity are not JSON, though Python's reader takes them."""
    raise ValueError(word)


def _refuse_other_grid(document: Mapping[str, Any]) -> None:
    grid = document.get("crs")
    named = json.dumps(grid) if grid is not None else ""
    if named and not any(ours in named for ours in _OUR_GRIDS):
        raise FileRefusedError(Wrong.OTHER_GRID)


def _feature(number: int, member: Any) -> Feature:
    if not isinstance(member, dict) or member.get("type") != "Feature":
        raise _UnusableError(Wrong.NOT_AN_AREA)
    shape = member.get("geometry")
    if shape is None:
        raise _UnusableError(Wrong.NO_SHAPE)
    return Feature(number, dict(_plain(member.get("properties"))), _polygons(shape))


def _plain(properties: Any) -> Iterator[tuple[str, str]]:
    for name, value in properties.items() if isinstance(properties, dict) else ():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield kept(name), kept(str(value)).strip()[:200]


def _polygons(shape: Any) -> list[Polygon]:
    kind = shape.get("type") if isinstance(shape, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _UnusableError(Wrong.NOT_AN_AREA, str(kind)[:40])
    coordinates = shape.get("coordinates")
    parts = [coordinates] if kind == "Polygon" else _list(coordinates)
    polygons = [[_ring(ring) for ring in _list(part)] for part in parts]
    if not polygons or not all(polygons):
        raise _UnusableError(Wrong.NO_SHAPE)
    return polygons


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _UnusableError(Wrong.BAD_POINT, str(value)[:40])
    return value


def _ring(value: Any) -> Ring:
    ring = [_point(pair) for pair in _list(value)]
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])  # what was meant is plain
    if len(ring) < 4:
        raise _UnusableError(Wrong.SHORT_RING)
    return ring


def _point(value: Any) -> tuple[float, float]:
    """A height may follow; it is left out."""
    if not isinstance(value, list) or len(value) < 2:
        raise _UnusableError(Wrong.BAD_POINT, str(value)[:40])
    x, y = value[0], value[1]
    if not all(isinstance(part, int | float) and -_FAR < part < _FAR for part in (x, y)):
        raise _UnusableError(Wrong.BAD_POINT, str(value)[:40])
    if abs(x) > 180 or abs(y) > 90:
        raise _UnusableError(Wrong.OTHER_GRID, f"{x} {y}"[:40])
    if 49 <= x <= 61.5 and -9 <= y <= 2.5:
        raise _UnusableError(Wrong.SWAPPED, f"{x} {y}"[:40])
    return float(x), float(y)
