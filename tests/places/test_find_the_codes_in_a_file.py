"""Finding the property with the code, the one with the name and the one with the place above."""

from typing import Any

from tests.places.making import collection, feature
from trellis.places.rules import geojson
from trellis.places.rules.codes import Kind
from trellis.places.rules.properties import Columns, find_columns

BOX = (-1.2, 52.8, 0.1, 0.1)
KNOWN = {"E07900001": Kind.DISTRICT, "E07900002": Kind.DISTRICT, "E10900000": Kind.COUNTY}


def columns(*properties: dict[str, Any], known: dict[str, Kind] = KNOWN) -> Columns:
    read = geojson.read(collection(feature(BOX, **one) for one in properties))
    return find_columns(read.features, known)


def test_the_code_is_the_one_that_differs_from_place_to_place() -> None:
    found = columns(
        {"lad_code": "E07900001", "lad_name": "Amberdale", "code": "E05900011", "name": "Abbey"},
        {"lad_code": "E07900001", "lad_name": "Amberdale", "code": "E05900012", "name": "Mill"},
        {"lad_code": "E07900002", "lad_name": "Brockley", "code": "E05900013", "name": "Park"},
    )
    assert found == Columns(code="code", name="name", above="lad_code")


def test_of_a_single_place_the_finest_code_is_its_own() -> None:
    found = columns({"LAD25CD": "E07900001", "WD25CD": "E05900011", "WD25NM": "Abbey"})
    assert found == Columns(code="WD25CD", name="WD25NM", above="LAD25CD")


def test_districts_that_name_their_county() -> None:
    found = columns(
        {"LAD25CD": "E07900001", "LAD25NM": "Amberdale", "CTY25CD": "E10900000"},
        {"LAD25CD": "E07900002", "LAD25NM": "Brockley", "CTY25CD": "E10900000"},
    )
    assert (found.code, found.name) == ("LAD25CD", "LAD25NM")


def test_codes_that_only_this_area_knows() -> None:
    known = {"NORTH": Kind.DISTRICT, "SOUTH": Kind.DISTRICT}
    found = columns(
        {"id": 1, "patch": "NORTH", "colour": "red"},
        {"id": 2, "patch": "SOUTH", "colour": "red"},
        known=known,
    )
    assert found == Columns(code="patch", name="", above="")
