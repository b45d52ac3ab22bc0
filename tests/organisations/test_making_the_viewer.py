"""The viewer is what current memberships and the table of roles say, and nothing else."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import (
    make_account,
    make_coverage,
    make_membership,
    make_organisation,
    make_place,
)
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.organisations.queries import viewer_for
from trellis.people.models import Account


def viewer(account: Account, *, passed: bool = True, today: date = TODAY) -> Viewer:
    return viewer_for(account.pk, today=today, second_factor_passed=passed)


def test_nobody_and_closed_accounts_are_strangers(cast: Cast) -> None:
    assert viewer_for(None, today=TODAY, second_factor_passed=True) == STRANGER
    assert viewer_for(999_999, today=TODAY, second_factor_passed=True) == STRANGER
    closed = cast.account("hub_worker")
    closed.is_active = False
    closed.save()
    assert viewer(closed) == STRANGER


def test_a_trustee_has_powers_at_their_group_and_reach_nowhere(cast: Cast) -> None:
    found = cast.viewer("group_trustee")
    group = cast.world.bodies["group_a"].pk
    own = frozenset({group})
    assert found.at == {Can.ORGANISATION_EDIT: own, Can.DOCUMENT_KEEP: own}
    assert found.roles == {(group, "group_trustee")}
    assert found.areas == {cast.world.area.pk}
    assert (found.over, found.everywhere) == ({}, frozenset())
    assert (found.name, found.label) == ("Grace Adeyemi", "group_trustee")


def test_an_officer_reaches_every_place_in_what_their_organisation_covers(cast: Cast) -> None:
    ward = make_place(parent=cast.world.districts["a"], kind="ward")
    found = cast.viewer("infrastructure_officer")
    everywhere = {cast.world.area.pk, ward.pk, *(d.pk for d in cast.world.districts.values())}
    assert found.places_with(Can.ORGANISATION_EDIT) == everywhere
    cast.other_world  # noqa: B018  (its places are out of reach)
    assert cast.viewer("infrastructure_officer").places_with(Can.VALUE_VIEW) == everywhere


def test_to_work_in_a_place_gives_no_reach_over_it(cast: Cast) -> None:
    district = cast.world.districts["a"]
    club = make_organisation(area=cast.world.area)
    make_coverage(organisation=club, place=district, covers_as="serves")
    account = make_account()
    make_membership(person=account.person, organisation=club, role="infrastructure_manager")
    found = viewer(account)
    assert all(not places for places in found.over.values())
    assert found.places_with(Can.ORGANISATION_REGISTER) == frozenset()


def test_each_capability_reaches_only_where_its_own_role_does(cast: Cast) -> None:
    account = cast.account("council_officer")
    small = make_organisation(area=cast.world.area, kind="infrastructure")
    district = cast.world.districts["b"]
    make_coverage(organisation=small, place=district, covers_as="infrastructure")
    make_membership(person=account.person, organisation=small, role="infrastructure_officer")
    found = viewer(account)
    assert found.places_with(Can.ORGANISATION_EDIT) == {district.pk}
    assert cast.world.area.pk in found.places_with(Can.VALUE_VIEW)
    assert found.label == "council_officer, infrastructure_officer"


def test_a_role_with_personal_data_waits_for_the_second_factor(cast: Cast) -> None:
    account = cast.account("hub_worker")
    waiting = viewer(account, passed=False)
    assert (waiting.at, waiting.over, waiting.needs_second_factor) == ({}, {}, True)
    assert viewer(account).needs_second_factor is False
    trustee = viewer(cast.account("group_trustee"), passed=False)
    assert (bool(trustee.at), trustee.needs_second_factor) == (True, False)


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_membership_counts_from_its_first_day_until_before_its_last(
    cast: Cast,
    days: int,
    holds: bool,  # noqa: FBT001
) -> None:
    account = make_account()
    make_membership(
        person=account.person,
        organisation=cast.world.bodies["group_a"],
        role="group_trustee",
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=10),
    )
    found = viewer(account, today=TODAY + timedelta(days=days))
    assert found.holds(Can.ORGANISATION_EDIT) is holds


def test_a_role_that_has_left_the_table_gives_nothing(cast: Cast) -> None:
    account = make_account()
    make_membership(
        person=account.person, organisation=cast.world.bodies["group_a"], role="emperor"
    )
    found = viewer(account)
    assert (found.at, found.over, found.everywhere) == ({}, {}, frozenset())


@pytest.mark.parametrize(
    ("key", "queries"),
    [("resident", 2), ("group_trustee", 2), ("infrastructure_manager", 4), ("councillor", 4)],
)
def test_it_takes_few_queries(
    cast: Cast, key: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The account's own, its memberships and, for roles that reach, coverage and places."""
    account = cast.account(key)
    with django_assert_num_queries(queries):
        viewer(account)
    for letter in "ab":
        make_place(parent=cast.world.districts[letter], kind="ward")
    with django_assert_num_queries(queries):
        viewer(account)
