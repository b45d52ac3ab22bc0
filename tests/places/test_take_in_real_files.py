"""The real boundaries and postcodes of Leicestershire, Rutland and Medway, where they are at hand.

TRELLIS_REFERENCE_DATA names the folder that holds them; without it these tests are skipped. Each
limit of time is several times what it takes on two slow cores.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.conftest import NOW, TODAY
from tests.places.making import LOADER
from trellis.kernel.viewer import STRANGER
from trellis.places import actions, queries
from trellis.places.models import Place, Postcode
from trellis.places.rules.codes import Kind, kind_of

FOLDER = Path(os.environ.get("TRELLIS_REFERENCE_DATA") or "not-there")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="TRELLIS_REFERENCE_DATA is not set"),
]
PLACES, POSTCODES = FOLDER / "places", FOLDER / "postcodes" / "postcodes.csv"
COUNTY = "E10000018"
CHARNWOOD = "E07000130"
BEFORE, AFTER = date(2013, 5, 2), date(2025, 5, 1)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    assert time.perf_counter() - begun < seconds


@pytest.fixture
def area() -> Place:
    """A live area with the ten districts of the boundary file, seven of them in their county."""
    area = actions.begin_area(
        slug="real", name="Real", standing="live", kind="subregion", by=LOADER, now=NOW
    )
    county = add(area, COUNTY, "Leicestershire", Kind.COUNTY)
    for number in range(129, 136):
        add(county, f"E07000{number}", f"District {number}", Kind.DISTRICT)
    for code in ("E06000016", "E06000017", "E06000035"):
        add(area, code, code, Kind.UNITARY)
    return area


def add(parent: Place, code: str, name: str, kind: Kind) -> Place:
    return actions.add_place(
        parent_id=parent.pk, kind=kind, code=code, name=name, by=LOADER, now=NOW
    )


def bring(name: str, valid_from: date, **more: object) -> str:
    told = StringIO()
    call_command(
        "import_outlines",
        PLACES / name,
        area="real",
        valid_from=valid_from,
        stdout=told,
        stderr=StringIO(),
        **more,
    )
    return told.getvalue()


def test_the_ten_districts_are_drawn(area: Place) -> None:
    with within(5):
        told = bring("districts_2025.geojson", AFTER)
    assert "Imported: 10\n" in told
    with within(1):
        drawn = queries.map_of(area.pk, ["district", "unitary"], on=TODAY)
    assert len(drawn.shapes) == 10
    assert sum(len(shape.d) for shape in drawn.shapes) < 40_000


def test_a_redrawing_of_wards_is_followed(area: Place) -> None:
    with within(10):
        before = bring("wards_2013.geojson", BEFORE, add_kind="ward")
    with within(20):
        after = bring("wards_2025.geojson", AFTER, add_kind="ward", replaces=BEFORE)
    assert "Imported: 193\n" in before
    assert "Imported: 200\n" in after
    charnwood = queries.place(STRANGER, "real", CHARNWOOD)
    wards = [queries.children(charnwood.id, on=day) for day in (date(2020, 1, 1), AFTER)]
    assert [len(edition) for edition in wards] == [28, 24]
    for ward in wards[0]:
        passed = queries.versions(ward.id).after
        assert sum(one.share or 0 for one in passed) == pytest.approx(100)


def test_sixty_thousand_postcodes_lead_to_their_districts(area: Place) -> None:
    bring("wards_2025.geojson", AFTER, add_kind="ward")
    with within(60):
        call_command("import_postcodes", POSTCODES, stdout=StringIO(), stderr=StringIO())
    assert Postcode.objects.count() == 60_826
    assert Postcode.objects.exclude(district_code="").count() == 45_651
    with within(0.5):
        found = queries.locate(STRANGER, "le11 5aa", area_id=area.pk)
    assert found is not None
    assert [node.kind for node in found.chain][:2] == ["subregion", "county"]
    assert found.chain[2].code == CHARNWOOD


def test_every_row_of_the_list_can_be_used(area: Place) -> None:
    with within(10):
        checked = queries.check_postcodes(area.pk, BytesIO(POSTCODES.read_bytes()))
    assert checked.counts == {
        "rows": 60_826,
        "no_position": 0,
        "problems": 0,
        "in_tree": 45_651,
    }
    assert (checked.columns["ward"], checked.columns["district"]) == ("ward25", "lad_code")


def test_the_codes_of_the_files_tell_their_kinds(area: Place) -> None:
    checked = queries.check_outlines(area.pk, (PLACES / "lsoa21.geojson").read_bytes())
    assert checked.columns == {"code": "code", "name": "name", "above": "lad_code"}
    assert checked.counts == {"features": 803, "known": 0, "unknown": 803, "problems": 0}
    assert kind_of("E01025881") is Kind.NEIGHBOURHOOD
