"""Whoever looks at one record stays in it: by the search and the navigation around the page, by a
result, and by the next page of what was found."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import (
    make_area,
    make_audience,
    make_document,
    make_framework,
    make_organisation,
)
from trellis.organisations.models import Organisation
from trellis.places.models import Place

OF_ORGANISATIONS, OF_DOCUMENTS = reverse("organisations:list"), reverse("documents:list")
SEARCHED = '<input type="hidden" name="area" value="{}"><label class="hidden" for="site-search">'
MORE_THAN_A_PAGE = 26


@pytest.fixture
def other(db: None) -> Place:
    """A record that is not the first of the house."""
    make_area(name="Aardshire", slug="aardshire")
    return make_area(name="Zedshire", slug="zedshire")


@pytest.fixture
def body(other: Place) -> Organisation:
    return make_organisation(area=other, name="Zed Choir")


def words_at(url: str) -> str:
    return str(StrictClient().get(url).content.decode())


@pytest.mark.parametrize("room", ["organisations", "documents", "performance", "places"])
def test_search_and_navigation_stay_in_the_record_of_the_page(
    body: Organisation, room: str
) -> None:
    document = make_document(owner=body)
    make_audience(document=document)
    framework = make_framework(area=body.area)
    page = words_at(
        {
            "organisations": reverse("organisations:record", args=[body.pk]),
            "documents": reverse("documents:record", args=[document.pk]),
            "performance": reverse("performance:area", args=[framework.slug]),
            "places": reverse("places:place", args=["zedshire", body.area.code]),
        }[room]
    )

    assert SEARCHED.format("zedshire") in page
    assert f'href="{OF_ORGANISATIONS}?area=zedshire"' in page
    assert f'href="{OF_DOCUMENTS}?area=zedshire"' in page


def test_a_page_about_no_record_leads_into_none(other: Place) -> None:
    page = words_at(reverse("web:about"))

    assert 'name="area"' not in page
    assert f'href="{OF_ORGANISATIONS}"' in page


def test_the_next_page_is_of_the_same_record(other: Place) -> None:
    first = Place.objects.get(slug="aardshire")
    for number in range(MORE_THAN_A_PAGE):
        owner = make_organisation(area=first, name=f"Group {number}")
        make_audience(document=make_document(owner=owner))

    for of_what in (OF_ORGANISATIONS, OF_DOCUMENTS):
        assert "?page=2&amp;area=aardshire" in words_at(of_what)


def test_pages_for_keeping_an_entry_stay_in_its_record(cast: Cast) -> None:
    hub, client = cast.world.bodies["hub_a"], cast.client("infrastructure_manager")

    for name in ("edit", "close", "relate", "people", "invite", "second_factor"):
        page = client.get(reverse(f"organisations:{name}", args=[hub.pk])).content.decode()
        assert SEARCHED.format(cast.world.area.slug) in page
