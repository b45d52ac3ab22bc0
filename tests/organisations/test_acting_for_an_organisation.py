"""Roles begin, change and end; when one ends, its powers end with it at once."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import make_area, make_membership, make_organisation, make_person
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import Viewer, system
from trellis.organisations import actions
from trellis.organisations.models import Membership
from trellis.organisations.queries import may_give, people_of, roles_to_give


def begin(cast: Cast, now: datetime, key: str, role: str, at: str) -> Membership:
    return actions.begin_membership(
        person_id=make_person().pk,
        organisation_id=cast.world.bodies[at].pk,
        role=role,
        starts_on=TODAY,
        by=cast.viewer(key),
        now=now,
    )


def end(cast: Cast, now: datetime, membership: Membership, by: Viewer) -> None:
    actions.end_membership(membership_id=membership.pk, today=TODAY, by=by, now=now)


def test_a_manager_begins_a_role_at_a_hub_of_their_area(cast: Cast, now: datetime) -> None:
    membership = begin(cast, now, "infrastructure_manager", "hub_manager", "hub_a")
    assert (membership.starts_on, membership.ends_on) == (TODAY, None)
    line = AuditLine.objects.get()
    assert (line.verb, line.of) == (
        "organisations.membership.begun",
        f"membership:{membership.pk}",
    )


def test_the_same_role_begins_once(cast: Cast, now: datetime) -> None:
    held = cast.membership("hub_worker")
    again = actions.begin_membership(
        person_id=held.person_id,
        organisation_id=held.organisation_id,
        role="hub_worker",
        starts_on=TODAY,
        by=system("test"),
        now=now,
    )
    assert again == held
    assert AuditLine.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        ("anonymous", Http404),
        ("resident", Http404),
        ("other_hub_worker", Http404),
        ("hub_worker", PermissionDenied),
        ("infrastructure_officer", PermissionDenied),
        ("council_officer", Http404),
        ("lapsed", Http404),
    ],
)
def test_others_begin_none(cast: Cast, now: datetime, key: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        begin(cast, now, key, "hub_worker", "hub_a")


def test_nobody_gives_a_role_that_reaches_further_than_their_own(cast: Cast, now: datetime) -> None:
    manager = make_person()
    hub = cast.world.bodies["hub_a"]
    make_membership(person=manager, organisation=hub, role="hub_manager")
    by = Viewer(
        account_id=1,
        person_id=manager.pk,
        at=dict.fromkeys((Can.MEMBERS_VIEW, Can.MEMBERS_MANAGE), frozenset({hub.pk})),
    )
    given = [role.code for role in roles_to_give(by, hub.pk)]
    assert given == [
        "resident",
        "volunteer",
        "group_trustee",
        "group_administrator",
        "hub_worker",
        "hub_manager",
        "link_worker",
    ]
    for role in ("infrastructure_manager", "council_officer", "platform_administrator"):
        with pytest.raises(PermissionDenied):
            actions.begin_membership(
                person_id=make_person().pk,
                organisation_id=hub.pk,
                role=role,
                starts_on=TODAY,
                by=by,
                now=now,
            )


def test_reach_is_given_only_over_places_that_one_reaches(cast: Cast) -> None:
    """An infrastructure manager of one district names no manager for the whole area."""
    infrastructure = cast.world.bodies["infrastructure"].pk
    whole = cast.viewer("infrastructure_manager")
    district = frozenset({cast.world.districts["a"].pk})
    narrow = Viewer(account_id=1, person_id=1, over=dict.fromkeys(whole.over, district))
    assert may_give(whole, "infrastructure_manager", infrastructure)
    assert not may_give(narrow, "infrastructure_manager", infrastructure)
    assert not may_give(whole, "platform_administrator", infrastructure)
    assert may_give(cast.viewer("administrator"), "platform_administrator", infrastructure)
    assert not may_give(whole, "emperor", infrastructure)


def test_nobody_gives_themselves_a_role(cast: Cast, now: datetime) -> None:
    by = cast.viewer("infrastructure_manager")
    assert by.person_id
    with pytest.raises(PermissionDenied):
        actions.begin_membership(
            person_id=by.person_id,
            organisation_id=cast.world.bodies["hub_a"].pk,
            role="hub_manager",
            starts_on=TODAY,
            by=by,
            now=now,
        )
    with pytest.raises(PermissionDenied):
        actions.change_role(
            membership_id=cast.membership("infrastructure_manager").pk,
            role="hub_manager",
            today=TODAY,
            by=by,
            now=now,
        )


def test_an_ended_role_gives_nothing_from_that_moment(cast: Cast) -> None:
    """The next request of the same browser is refused, though it is still signed in."""
    worker, manager = cast.client("hub_worker"), cast.client("infrastructure_manager")
    membership = cast.membership("hub_worker")
    hub = membership.organisation_id
    edit = reverse("organisations:edit", args=[hub])
    assert worker.get(edit).status_code == 200
    ending = reverse("organisations:end_membership", args=[hub, membership.pk])
    assert "can do nothing for" in manager.get(ending).content.decode()
    assert manager.post(ending).status_code == 302
    assert worker.get(edit).status_code == 403
    assert worker.get(reverse("organisations:people", args=[hub])).status_code == 404
    assert manager.post(ending).status_code == 404


def test_one_may_leave_by_oneself_when_managing(cast: Cast, now: datetime) -> None:
    by = cast.viewer("infrastructure_manager")
    membership = cast.membership("infrastructure_manager")
    end(cast, now, membership, by)
    assert cast.viewer("infrastructure_manager").holds(Can.MEMBERS_MANAGE) is False


def test_a_manager_ends_no_administrators_role(cast: Cast, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        end(cast, now, cast.membership("administrator"), cast.viewer("infrastructure_manager"))


def test_a_role_that_was_to_begin_later_never_was(cast: Cast, now: datetime) -> None:
    later = make_membership(
        organisation=cast.world.bodies["hub_a"], role="hub_worker", starts_on=date(2027, 1, 1)
    )
    end(cast, now, later, cast.viewer("infrastructure_manager"))
    later.refresh_from_db()
    assert later.ends_on == later.starts_on


def test_a_changed_role_keeps_both_on_record(cast: Cast, now: datetime) -> None:
    before = cast.membership("hub_worker")
    after = actions.change_role(
        membership_id=before.pk,
        role="hub_manager",
        today=TODAY,
        by=cast.viewer("infrastructure_manager"),
        now=now,
    )
    before.refresh_from_db()
    assert (before.role, before.ends_on) == ("hub_worker", TODAY)
    assert (after.role, after.starts_on, after.ends_on) == ("hub_manager", TODAY, None)
    assert AuditLine.objects.get().verb == "organisations.membership.role_changed"
    viewer = cast.viewer("infrastructure_manager")
    shown = people_of(viewer, before.organisation_id, TODAY)
    assert [(member.name, member.role) for member in shown] == [("Hana Kowalska", "hub_manager")]


def test_documented_bodies_have_no_people_to_manage(cast: Cast, now: datetime) -> None:
    past = make_organisation(area=make_area(name="Past", standing="documented"))
    with pytest.raises(PermissionDenied):
        actions.begin_membership(
            person_id=make_person().pk,
            organisation_id=past.pk,
            role="hub_worker",
            starts_on=TODAY,
            by=cast.viewer("administrator"),
            now=now,
        )


def test_the_role_page_offers_what_may_be_given(cast: Cast) -> None:
    membership = cast.membership("hub_worker")
    address = reverse("organisations:change_role", args=[membership.organisation_id, membership.pk])
    manager = cast.client("infrastructure_manager")
    refused = manager.post(address, {"role": "platform_administrator"})
    assert refused.status_code == 200
    assert manager.post(address, {"role": "hub_manager"}).status_code == 302
    assert cast.client("hub_worker").get(address).status_code == 404


def test_a_membership_is_managed_at_its_own_organisation_only(cast: Cast) -> None:
    membership = cast.membership("hub_worker")
    elsewhere = cast.world.bodies["group_a"].pk
    for page in ("organisations:change_role", "organisations:end_membership"):
        address = reverse(page, args=[elsewhere, membership.pk])
        assert cast.client("infrastructure_manager").get(address).status_code == 404
