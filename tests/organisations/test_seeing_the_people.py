"""Who acts for an organisation is for its own people and those who manage them."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import make_membership, make_person
from trellis.organisations.queries import people_of, second_factor_page

PAGES = ["people", "second_factor"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("anonymous", 404),
        ("resident", 404),
        ("group_trustee", 404),
        ("hub_worker", 200),
        ("other_hub_worker", 404),
        ("infrastructure_officer", 403),
        ("infrastructure_manager", 200),
        ("council_officer", 404),
        ("councillor", 404),
        ("funder", 404),
        ("vcs_representative", 404),
        ("link_worker", 404),
        ("administrator", 200),
        ("invited", 404),
        ("lapsed", 404),
    ],
)
def test_the_door(cast: Cast, page: str, key: str, status: int) -> None:
    address = reverse(f"organisations:{page}", args=[cast.world.bodies["hub_a"].pk])
    assert cast.client(key).get(address).status_code == status


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("key", ["hub_worker", "infrastructure_manager"])
def test_the_same_role_elsewhere_finds_no_door(cast: Cast, page: str, key: str) -> None:
    address = reverse(f"organisations:{page}", args=[cast.world.bodies["hub_a"].pk])
    assert cast.client(key, elsewhere=True).get(address).status_code == 404


def test_who_has_left_is_no_longer_shown(cast: Cast) -> None:
    hub = cast.world.bodies["hub_a"]
    cast.account("lapsed")
    cast.account("hub_worker")
    make_membership(
        person=make_person(name="Not Yet"),
        organisation=hub,
        role="hub_worker",
        starts_on=date(2027, 1, 1),
    )
    shown = people_of(cast.viewer("hub_worker"), hub.pk, TODAY)
    assert [member.name for member in shown] == ["Hana Kowalska"]
    assert people_of(cast.viewer("other_hub_worker"), hub.pk, TODAY) == []


def test_the_people_page_shows_who_was_invited(cast: Cast) -> None:
    address = reverse("organisations:people", args=[cast.world.bodies["hub_a"].pk])
    assert cast.invitation.name == "Ivo Penrose"
    page = cast.client("infrastructure_manager").get(address).content.decode()
    assert "Invitations waiting for an answer" in page
    assert "Ivo Penrose" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hub = cast.world.bodies["hub_a"]
    for _person in range(number):
        make_membership(organisation=hub, role="hub_worker")
    viewer = cast.viewer("infrastructure_manager")
    with django_assert_num_queries(1):
        assert len(people_of(viewer, hub.pk, TODAY)) == number
    with django_assert_num_queries(4):
        second_factor_page(viewer, hub.pk, TODAY)
