"""A small county to test with, and files about it.

Its four districts are squares of a tenth of a degree, laid out two by two. Their codes have the
official form but numbers that nobody has been given.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.conftest import NOW
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer, system
from trellis.places import actions
from trellis.places.models import Place

LOADER = system("tests")
WEST, NORTH, SIDE = -1.2, 52.8, 0.1
DISTRICTS = {
    "E07900001": ("Amberdale", 0, 0),
    "E07900002": ("Brockley", 1, 0),
    "E07900003": ("Carrow", 0, 1),
    "E07900004": ("Denholt", 1, 1),
}

Box = tuple[float, float, float, float]  # west, north, width, height


@dataclass(frozen=True)
class County:
    area: Place
    districts: Mapping[str, Place]

    def district(self, number: int) -> Place:
        return self.districts[f"E0790000{number}"]


def make_county(*, slug: str = "fosseshire", standing: str = "live") -> County:
    area = actions.begin_area(
        slug=slug, name=slug.title(), standing=standing, code="E10900000", by=LOADER, now=NOW
    )
    districts = {
        code: actions.add_place(
            parent_id=area.pk,
            kind="district",
            code=code,
            name=name,
            tile_column=column + 1,
            tile_row=row + 1,
            by=LOADER,
            now=NOW,
        )
        for code, (name, column, row) in DISTRICTS.items()
    }
    return County(area, districts)


def importer_of(county: County) -> Viewer:
    """Somebody who brings files for the whole county and nothing else."""
    reached = frozenset({county.area.pk, *(place.pk for place in county.districts.values())})
    return Viewer(account_id=1, label="importer", over={Capability.PLACES_IMPORT: reached})


def square(box: Box) -> list[list[list[float]]]:
    west, north, width, height = box
    east, south = round(west + width, 6), round(north - height, 6)
    return [[[west, north], [east, north], [east, south], [west, south], [west, north]]]


def box_of_district(code: str) -> Box:
    _name, column, row = DISTRICTS[code]
    return (round(WEST + column * SIDE, 6), round(NORTH - row * SIDE, 6), SIDE, SIDE)


def feature(box: Box, **properties: Any) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": square(box)}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def collection(features: Iterable[Any], **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def district_file() -> bytes:
    return collection(
        feature(box_of_district(code), LAD25CD=code, LAD25NM=name)
        for code, (name, _column, _row) in DISTRICTS.items()
    )


def ward_file(edition: int, columns: int) -> bytes:
    """Every district cut into upright strips: `columns` wards each, numbered within the edition."""
    return collection(
        feature(
            (round(west + strip * width / columns, 6), north, width / columns, height),
            WD25CD=f"E05{edition}{code[-1]}{strip:04}",
            WD25NM=f"{DISTRICTS[code][0]} {strip + 1}",
            LAD25CD=code,
        )
        for code in DISTRICTS
        for west, north, width, height in [box_of_district(code)]
        for strip in range(columns)
    )


def postcode_file(rows: Iterable[str], *, head: str = "pcds,lat,long,laua,ward") -> bytes:
    return "\r\n".join([head, *rows, ""]).encode()
