"""Where a postcode is, and how sure that is."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from django.db.models import Q

from trellis.kernel.viewer import Viewer
from trellis.places.models import Place, Postcode
from trellis.places.policy import PLACE
from trellis.places.queries.trees import Node, chains
from trellis.places.rules.postcodes import NotAPostcodeError, normalise, outcode_of


class Sureness(StrEnum):
    """`postcode`: from the imported list, right to the building row. `outcode`: the middle of
    the postcode's first half, a few kilometres wide; its district is the likeliest one."""

    POSTCODE = "postcode"
    OUTCODE = "outcode"


@dataclass(frozen=True)
class Located:
    """`chain` goes from the area down to the smallest place known; empty where the postcode lies
    in no place of the areas asked about."""

    postcode: str
    latitude: float
    longitude: float
    sureness: Sureness
    chain: tuple[Node, ...]
    source: str


def locate(viewer: Viewer, postcode: str, *, area_id: int | None = None) -> Located | None:
    """The place of a postcode (or of an outcode alone), in one area or, without one named, in
    whichever area has it, a live one first. None for a postcode that nothing is known of.

    Raises NotAPostcodeError. At most four queries.
    """
    try:
        row = Postcode.objects.filter(code=normalise(postcode)).first()
    except NotAPostcodeError:
        row = None
    if row is not None:
        place_id = _smallest(viewer, (row.ward_code, row.district_code), area_id)
        return Located(
            row.code,
            float(row.latitude),
            float(row.longitude),
            Sureness.POSTCODE,
            _chain(place_id),
            row.source,
        )
    return _by_outcode(viewer, outcode_of(postcode), area_id)


def places_of_postcodes(viewer: Viewer, area_id: int, postcodes: list[str]) -> dict[str, int]:
    """For many postcodes in their one written form: the smallest place of the area, by postcode.
    Those that nothing is known of are left out."""
    ids = {
        code: pk
        for pk, code in PLACE.rows(viewer, Place.objects.filter(area_id=area_id)).values_list(
            "pk", "code"
        )
    }
    found: dict[str, int] = {}
    for start in range(0, len(postcodes), 500):
        rows = Postcode.objects.filter(code__in=postcodes[start : start + 500])
        for code, ward, district in rows.values_list("code", "ward_code", "district_code"):
            if place_id := ids.get(ward) or ids.get(district):
                found[code] = place_id
    return found


def _by_outcode(viewer: Viewer, outcode: str, area_id: int | None) -> Located | None:
    known = _outcodes().get(outcode)
    if known is None:
        return None
    latitude, longitude, district = known
    place_id = _smallest(viewer, (district,), area_id)
    source = "NSPL, May 2025"
    return Located(outcode, latitude, longitude, Sureness.OUTCODE, _chain(place_id), source)


def _smallest(viewer: Viewer, codes: tuple[str, ...], area_id: int | None) -> int | None:
    """Codes are given finest first."""
    which = Q(code__in=[code for code in codes if code])
    if area_id is not None:
        which &= Q(area_id=area_id) | Q(pk=area_id)
    order = {"live": 0, "invented": 1, "documented": 2}
    rows = PLACE.rows(viewer, Place.objects.filter(which)).select_related("area")
    ranked = [
        (
            order[(row.area or row).standing],
            codes.index(row.code),
            row.closed_on is not None,
            row.pk,
        )
        for row in rows
    ]
    return min(ranked)[-1] if ranked else None


def _chain(place_id: int | None) -> tuple[Node, ...]:
    return tuple(chains([place_id])[place_id]) if place_id is not None else ()


@cache
def _outcodes() -> Mapping[str, tuple[float, float, str]]:
    """Centre and main district, by outcode: see data/SOURCES.md."""
    text = files("trellis.places").joinpath("data/outcodes.csv").read_text("utf-8")
    return {
        row["outcode"]: (float(row["latitude"]), float(row["longitude"]), row["district_code"])
        for row in csv.DictReader(text.splitlines())
    }
