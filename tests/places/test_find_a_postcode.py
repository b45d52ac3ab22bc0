"""Asking where a postcode is."""

from io import BytesIO
from typing import Any

import pytest

from tests.conftest import NOW
from tests.places.making import LOADER, County, make_county, postcode_file, ward_file
from trellis.kernel.viewer import STRANGER
from trellis.places import actions, queries
from trellis.places.actions.postcodes import import_postcodes
from trellis.places.queries import Sureness
from trellis.places.rules.boundaries import read_boundaries
from trellis.places.rules.postcodes import NotAPostcodeError
from trellis.places.rules.tables import PostcodeTable

pytestmark = pytest.mark.django_db


def bring(county: County, *rows: str) -> None:
    table = PostcodeTable(BytesIO(postcode_file(rows)), {})
    import_postcodes(area_id=county.area.pk, lines=table, source="NSPL", by=LOADER, now=NOW)


def add_district(county: County, code: str) -> None:
    actions.add_place(
        parent_id=county.area.pk, kind="district", code=code, name=code, by=LOADER, now=NOW
    )


def add_wards(county: County) -> None:
    found = read_boundaries(ward_file(1, 1), queries.known_codes(county.area.pk))
    actions.import_outlines(
        area_id=county.area.pk,
        geometries={},
        strangers=found.strangers,
        add_kind="ward",
        valid_from=NOW.date(),
        source="",
        by=LOADER,
        now=NOW,
    )


def names(postcode: str, **more: Any) -> list[str]:
    found = queries.locate(STRANGER, postcode, **more)
    return [node.name for node in found.chain] if found else ["?"]


def test_a_postcode_leads_to_its_ward_through_all_that_lies_above() -> None:
    county = make_county()
    add_wards(county)
    bring(county, "LE1 1AA,52.63512,-1.13211,E07900002,E05120000")
    assert names("le11aa") == ["Fosseshire", "Brockley", "Brockley 1"]
    found = queries.locate(STRANGER, "LE1 1AA")
    assert found is not None
    assert (found.postcode, found.latitude, found.longitude, found.sureness, found.source) == (
        "LE1 1AA",
        52.63512,
        -1.13211,
        Sureness.POSTCODE,
        "NSPL",
    )


def test_without_its_ward_in_the_tree_it_leads_to_the_district() -> None:
    county = make_county()
    bring(county, "LE1 1AA,52.6,-1.1,E07900002,E05120000")
    assert names("LE1 1AA") == ["Fosseshire", "Brockley"]


def test_postcodes_may_come_before_the_places() -> None:
    county = make_county()
    bring(county, "LE1 1AA,52.6,-1.1,E07900009,")
    assert names("LE1 1AA") == []
    add_district(county, "E07900009")
    assert names("LE1 1AA") == ["Fosseshire", "E07900009"]


def test_a_postcode_outside_the_list_is_found_by_its_first_half_and_that_is_said() -> None:
    county = make_county()
    add_district(county, "E06000016")
    found = queries.locate(STRANGER, "LE1 9ZZ", area_id=county.area.pk)
    assert found is not None
    assert (found.postcode, found.sureness) == ("LE1", Sureness.OUTCODE)
    assert names("LE1 9ZZ") == names("LE1") == ["Fosseshire", "E06000016"]


def test_nothing_is_known_of_a_postcode_far_away() -> None:
    make_county()
    assert queries.locate(STRANGER, "ZE1 0AA") is None


def test_what_is_no_postcode_is_refused() -> None:
    with pytest.raises(NotAPostcodeError):
        queries.locate(STRANGER, "Leicester")


def test_in_two_records_of_one_district_the_live_one_comes_first() -> None:
    history = make_county(slug="history", standing="documented")
    bring(history, "LE1 1AA,52.6,-1.1,E07900001,")
    assert names("LE1 1AA") == ["History", "Amberdale"]
    ours = make_county(slug="ours")
    assert names("LE1 1AA") == ["Ours", "Amberdale"]
    assert names("LE1 1AA", area_id=history.area.pk) == ["History", "Amberdale"]
    assert names("LE1 1AA", area_id=ours.area.pk) == ["Ours", "Amberdale"]


def test_an_area_that_has_not_the_place_has_not_the_postcode() -> None:
    ours, theirs = make_county(slug="ours"), make_county(slug="theirs")
    add_district(ours, "E07900009")
    bring(ours, "LE1 1AA,52.6,-1.1,E07900009,")
    assert names("LE1 1AA", area_id=theirs.area.pk) == []


def test_many_at_once_in_few_queries(django_assert_num_queries: Any) -> None:
    county = make_county()
    add_wards(county)
    bring(
        county,
        "LE1 1AA,52.6,-1.1,E07900002,E05120000",
        "LE1 1AB,52.6,-1.1,E07900003,E05999999",
        "LE1 1AD,52.6,-1.1,E07999999,",
    )
    asked = ["LE1 1AA", "LE1 1AB", "LE1 1AD", "LE1 9ZZ"]
    with django_assert_num_queries(2):
        found = queries.places_of_postcodes(STRANGER, county.area.pk, asked)
    ward = queries.place(STRANGER, "fosseshire", "E05120000")
    assert found == {"LE1 1AA": ward.id, "LE1 1AB": county.district(3).pk}


def test_every_outcode_that_ships_can_be_asked_for() -> None:
    from trellis.places.queries.locating import _outcodes

    for outcode, (latitude, longitude, _district) in _outcodes().items():
        found = queries.locate(STRANGER, outcode)
        assert found is not None
        assert (found.latitude, found.longitude) == (latitude, longitude)
        assert 51 < latitude < 53.5
        assert -2 < longitude < 1.5
