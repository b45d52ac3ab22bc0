"""The pages on which places are looked at."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import NOW, StrictClient
from tests.places.making import (
    LOADER,
    County,
    district_file,
    make_county,
)
from tests.places.test_change_boundaries import bring as bring_wards
from tests.places.test_find_a_postcode import bring as bring_postcodes
from trellis.places import actions, queries
from trellis.places.rules.boundaries import read_boundaries
from trellis.places.rules.shaping import shaped


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def page(client: StrictClient, county: County, number: int) -> str:
    code = county.district(number).code
    answer = client.get(reverse("places:place", args=[county.area.slug, code]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def record_people(county: County, number: int, value: int) -> None:
    actions.record_figure(
        place_id=county.district(number).pk,
        measure="population",
        value=value,
        on_date=date(2021, 3, 21),
        source="ONS, Census 2021",
        licence="OGL v3",
        by=LOADER,
        now=NOW,
    )


def draw_districts(county: County) -> None:
    found = read_boundaries(district_file(), queries.known_codes(county.area.pk))
    actions.import_outlines(
        area_id=county.area.pk,
        geometries=shaped(found, with_strange=False),
        valid_from=date(2025, 5, 1),
        source="ONS, Districts (May 2025)",
        by=LOADER,
        now=NOW,
    )


@pytest.mark.django_db
def test_areas_are_listed_with_their_districts_and_what_they_are(client: StrictClient) -> None:
    make_county()
    make_county(slug="history", standing="documented")
    text = client.get(reverse("places:areas")).content.decode()
    assert text.count("Amberdale") == 2
    assert "Documented facts, read-only" in text
    assert "Bring boundaries" not in text


@pytest.mark.django_db
def test_before_there_is_an_area_the_page_says_what_to_do(client: StrictClient) -> None:
    assert "No area has been begun" in client.get(reverse("places:areas")).content.decode()


def test_wards_are_on_the_page_of_their_district_and_not_on_the_first(
    client: StrictClient, county: County
) -> None:
    bring_wards(county, 1, 2, date(2013, 5, 1))
    assert "Amberdale 1" not in client.get(reverse("places:areas")).content.decode()
    assert "Amberdale 1" in page(client, county, 1)


def test_a_place_shows_its_figures_with_source_and_day(
    client: StrictClient, county: County
) -> None:
    record_people(county, 1, 102_927)
    text = page(client, county, 1)
    assert "102,927 people live in Amberdale." in text
    for words in ("ONS, Census 2021", "OGL v3", "21 March 2021", "District · E07900001"):
        assert words in text


def test_a_place_without_figures_says_so(client: StrictClient, county: County) -> None:
    assert "No figure has been recorded for this place." in page(client, county, 1)


def test_it_stands_among_its_neighbours_on_tiles_until_boundaries_are_brought(
    client: StrictClient, county: County
) -> None:
    record_people(county, 2, 50_000)
    text = page(client, county, 1)
    assert "each tile is a place" in text
    assert "50,000" in text
    draw_districts(county)
    text = page(client, county, 1)
    assert "each tile is a place" not in text
    assert "Boundaries: ONS, Districts (May 2025)" in text


def test_what_it_was_before_is_told_with_shares(client: StrictClient, county: County) -> None:
    actions.record_succession(
        predecessor_id=county.district(1).pk,
        successor_id=county.district(2).pk,
        on=date(2020, 4, 1),
        share_bp=6_250,
        by=LOADER,
        now=NOW,
    )
    assert "What became of it" in page(client, county, 1)
    assert "Until 1 April 2020" in page(client, county, 1)
    text = page(client, county, 2)
    for words in ("What it took over", "62.5%", "1 April 2020"):
        assert words in text


def test_a_place_that_has_ended_is_shown_as_on_its_last_day(
    client: StrictClient, county: County
) -> None:
    bring_wards(county, 1, 2, date(2013, 5, 1))
    bring_wards(county, 2, 3, date(2025, 5, 1))
    found = queries.overlaps(county.area.pk, before=date(2013, 5, 1), on=date(2025, 5, 1))
    actions.record_takeovers(
        area_id=county.area.pk, takeovers=found, on=date(2025, 5, 1), by=LOADER, now=NOW
    )
    text = client.get(reverse("places:place", args=["fosseshire", "E05110000"])).content.decode()
    assert "Where Amberdale 1 lies" in text
    shown = text.partition("Where Amberdale 1 lies")[2].partition("</figure>")[0]
    assert ("E05110001" in shown, "E05210001" in shown) == (True, False)


def test_the_way_up_and_the_organisations_are_links(client: StrictClient, county: County) -> None:
    text = page(client, county, 1)
    above = reverse("places:place", args=["fosseshire", "E10900000"])
    assert f'href="{above}"' in text
    listed = reverse("organisations:list")
    assert f'href="{listed}?area=fosseshire&amp;place={county.district(1).pk}"' in text


def test_a_code_that_is_not_there_is_not_found(client: StrictClient, county: County) -> None:
    for area, code in (("fosseshire", "E07999999"), ("nowhere", "E07900001")):
        assert client.get(reverse("places:place", args=[area, code])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_places(
    client: StrictClient, county: County, django_assert_max_num_queries: Any
) -> None:
    bring_wards(county, 1, 3, date(2013, 5, 1))
    with django_assert_max_num_queries(12):
        page(client, county, 1)


def ask(client: StrictClient, postcode: str) -> str:
    answer = client.get(reverse("places:areas"), {"postcode": postcode})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_postcode_leads_to_links_of_its_places(client: StrictClient, county: County) -> None:
    bring_postcodes(county, "LE1 1AA,52.6,-1.1,E07900002,")
    text = ask(client, "le1 1aa")
    link = reverse("places:place", args=["fosseshire", "E07900002"])
    assert f'<a href="{link}">Brockley</a>' in text
    assert "NSPL" in text
    assert "only the first half" not in text.lower()


def test_a_guess_by_the_first_half_says_that_it_is_one(
    client: StrictClient, county: County
) -> None:
    text = ask(client, "LE1 9ZZ")
    assert "Only the first half of the postcode is known here" in text
    assert "It lies outside the areas of this record." in text


def test_an_unknown_postcode_and_a_wrong_one_say_what_to_do(
    client: StrictClient, county: County
) -> None:
    assert "Nothing is known of this postcode" in ask(client, "ZE1 0AA")
    assert "“Leicester” is not a postcode. Write it like LE1 1AA." in ask(client, "Leicester")
    assert "Enter a postcode, such as LE1 1AA" in ask(client, "")
