"""Anybody finds an organisation by the beginnings of words, by number, place and subject."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.factories import (
    make_area,
    make_community_served,
    make_coverage,
    make_interest,
    make_name_word,
    make_organisation,
    make_place,
)
from tests.factories.making import NOW
from trellis.kernel.viewer import STRANGER
from trellis.organisations.models import Organisation
from trellis.organisations.queries import Search, Sort, find, find_all, for_place, named
from trellis.places.models import Place

LIST = reverse("organisations:list")


@pytest.fixture
def area(db: None) -> Place:
    return make_area(name="Fosse Test")


def group(area: Place, name: str, **given: object) -> Organisation:
    return make_organisation(area=area, name=name, **given)


def names(search: Search) -> list[str]:
    return [row.name for row in find(STRANGER, search).page.object_list]


@pytest.mark.parametrize(
    "words",
    [
        "St John's",
        "st johns",
        "ST. JOHN",
        "ambul joh",
        "Ambulance, St Johns!",
        "1090095",
        "GB-CHC-1090095",
        "10900",
    ],
)
def test_the_beginnings_of_words_find_it_in_any_order(area: Place, words: str) -> None:
    found = group(area, "St. John’s Ambulance")
    make_name_word(organisation=found, word="1090095")
    group(area, "St Mary's Ambulance")
    group(area, "Johnstone Band")
    assert names(Search(area.pk, words=words)) == ["St. John’s Ambulance"]


def test_a_word_must_be_there(area: Place) -> None:
    group(area, "Canal Trust")
    assert names(Search(area.pk, words="canal society")) == []
    assert names(Search(area.pk, words="anal")) == []


def test_what_a_pattern_means_elsewhere_means_nothing_here(area: Place) -> None:
    group(area, "Canal Trust")
    assert names(Search(area.pk, words="can%t")) == []
    assert names(Search(area.pk, words="can_l")) == []
    assert names(Search(area.pk, words="canal'; DROP TABLE x; --")) == []


def test_alternatives_within_a_group_and_all_groups_together(area: Place) -> None:
    food_hub = group(area, "A", kind="hub")
    food_group = group(area, "B")
    youth_group = group(area, "C")
    group(area, "D")
    for row in (food_hub, food_group):
        make_interest(organisation=row, code="food")
    make_interest(organisation=youth_group, code="youth")
    make_interest(organisation=food_group, code="youth")
    make_community_served(organisation=youth_group, code="young")
    assert names(Search(area.pk, interests=("food", "youth"))) == ["A", "B", "C"]
    assert names(Search(area.pk, interests=("food", "youth"), kinds=("group",))) == ["B", "C"]
    assert names(Search(area.pk, interests=("food", "youth"), communities=("young",))) == ["C"]
    assert names(Search(area.pk, kinds=("hub", "group"))) == ["A", "B", "C", "D"]


def test_a_place_stands_for_all_that_lies_in_it(area: Place) -> None:
    district = make_place(parent=area, name="North")
    ward = make_place(parent=district, kind="ward", name="Mill")
    make_coverage(organisation=group(area, "In the ward"), place=ward)
    make_coverage(organisation=group(area, "In the district"), place=district)
    make_coverage(organisation=group(area, "Elsewhere"), place=make_place(parent=area))
    assert names(Search(area.pk, places=(district.pk,))) == ["In the district", "In the ward"]
    assert names(Search(area.pk, places=(ward.pk,))) == ["In the ward"]


def test_the_two_worlds_are_never_in_one_list(cast: Cast) -> None:
    here, there = cast.world, cast.other_world
    shown = find_all(STRANGER, Search(here.area.pk, words="group"))
    assert [row.name for row in shown] == ["Ambley group a", "Ambley group b"]
    places = Search(here.area.pk, places=(there.districts["a"].pk, there.area.pk))
    assert find_all(STRANGER, places) == []
    page = cast.client("anonymous").get(f"{LIST}?area={here.area.slug}").content.decode()
    assert "Ambley group a" in page
    assert "Saltmarsh group" not in page


def test_everybody_starts_in_their_own_area(cast: Cast) -> None:
    cast.world, cast.other_world  # noqa: B018  (both areas are there)
    page = cast.client("hub_worker", elsewhere=True).get(LIST)
    assert page.context["area"].id == cast.other_world.area.pk


def test_the_orders(area: Place) -> None:
    for number, name in enumerate(["Beta", "alpha", "Ábaco"]):
        group(area, name, edited_at=NOW + timedelta(days=number))
    assert names(Search(area.pk)) == ["Ábaco", "alpha", "Beta"]
    assert names(Search(area.pk, sort=Sort.NAME_DOWN)) == ["Beta", "alpha", "Ábaco"]
    assert names(Search(area.pk, sort=Sort.EDITED)) == ["Ábaco", "alpha", "Beta"]


def test_pages_of_twenty_five(area: Place) -> None:
    for number in range(53):
        group(area, f"Group {number:02}")
    found = find(STRANGER, Search(area.pk), page=3)
    assert [row.name for row in found.page.object_list] == ["Group 50", "Group 51", "Group 52"]
    assert (found.total, found.is_more, found.page.paginator.num_pages) == (53, False, 3)
    assert find(STRANGER, Search(area.pk), page=99).page.number == 3


def test_a_total_is_counted_to_a_limit(area: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trellis.organisations.queries.lists.COUNTED", 30)
    for number in range(31):
        group(area, f"Group {number:02}")
    found = find(STRANGER, Search(area.pk))
    assert (found.total, found.is_more) == (30, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    area: Place, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(number):
        make_coverage(organisation=group(area, "Group"))
    with django_assert_num_queries(3):
        assert find(STRANGER, Search(area.pk)).total == number


def test_whatever_the_address_says_the_page_stands(cast: Cast) -> None:
    client = cast.client("anonymous")
    cast.world  # noqa: B018  (there is an area)
    for asked in (
        "page=0",
        "page=-1",
        "page=x",
        "page=99999999999",
        "page=²",
        "sort=password",
        "sort=area__name",
        "kind=nonsense&interest=nonsense&community=nonsense&place=nonsense",
        "place=999999999999999999999",
        "q=%00",
        "q=" + "x" * 3_000,
        "q=" + "+".join(["word"] * 200),
        "closed=1",
    ):
        assert client.get(f"{LIST}?{asked}").status_code == 200
    assert client.get(f"{LIST}?area=nowhere").status_code == 404


def test_where_nothing_matches_the_page_says_what_to_do(cast: Cast) -> None:
    cast.world  # noqa: B018
    page = cast.client("anonymous").get(f"{LIST}?q=zzzz").content.decode()
    assert "No organisation matches" in page


def test_the_download_holds_what_is_shown_and_no_formula(cast: Cast) -> None:
    row = group(cast.world.area, '=HYPERLINK("http://example.org")', about="+1, \n@x")
    make_coverage(organisation=row, place=cast.world.districts["a"])
    Organisation.objects.filter(pk=row.pk).update(
        email="private@example.org", telephone="0116 496 0123"
    )
    address = reverse("organisations:download")
    answer = cast.client("anonymous").get(f"{address}?q=hyperlink&area={cast.world.area.slug}")
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[0] == (
        "Organisation,Kind,Places,What it does,Last edited on,Closed on"
    )
    assert "'=HYPERLINK" in text
    assert "'+1" in text
    assert "private@example.org" not in text
    assert "0116" not in text
    assert answer["Content-Disposition"].startswith(
        f'attachment; filename="organisations-{cast.world.area.slug}-'
    )


def test_a_place_knows_its_hub_and_names_are_known_by_id(cast: Cast) -> None:
    district, hub = cast.world.districts["a"], cast.world.bodies["hub_a"]
    assert [row.id for row in for_place(STRANGER, [district.pk], "hub")] == [hub.pk]
    hub.closed_on = date(2026, 1, 1)
    hub.save()
    assert for_place(STRANGER, [district.pk], "hub") == []
    assert named([hub.pk, 999_999]) == {hub.pk: "Ambley hub a"}
