"""A manager invites somebody; once they accept, the role is theirs."""

from datetime import datetime

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import TODAY
from trellis.kernel.models import Job
from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Membership
from trellis.organisations.queries import viewer_for
from trellis.people import actions as people_actions
from trellis.people.models import Account, Invitation


def invite_page(cast: Cast, at: str) -> str:
    return reverse("organisations:invite", args=[cast.world.bodies[at].pk])


def accepted(cast: Cast, now: datetime) -> Account:
    found = people_actions.make_invitation_link(
        invitation_id=cast.invitation.pk, by=_system(), now=now
    )
    assert found is not None
    account = cast.account("invited")
    by = Viewer(account_id=account.pk, person_id=account.person_id)
    return people_actions.accept_as_holder(secret=found[1], by=by, now=now)


def _system() -> Viewer:
    from trellis.kernel.viewer import system

    return system("test")


def test_a_manager_invites_somebody_to_a_hub(cast: Cast) -> None:
    client = cast.client("infrastructure_manager")
    sent = {"name": "New Worker", "email": "New@Example.org", "role": "hub_worker"}
    answer = client.post(invite_page(cast, "hub_a"), sent)
    assert answer.status_code == 302
    [invitation] = Invitation.objects.all()
    assert (invitation.email, invitation.role, invitation.organisation_id) == (
        "new@example.org",
        "hub_worker",
        cast.world.bodies["hub_a"].pk,
    )
    assert [job.name for job in Job.objects.all()] == ["people.mail_invitation"]
    again = client.post(invite_page(cast, "hub_a"), sent)
    assert "still waiting" in again.content.decode()


def test_the_page_offers_no_role_beyond_ones_own(cast: Cast) -> None:
    page = cast.client("infrastructure_manager").post(
        invite_page(cast, "hub_a"),
        {"name": "New", "email": "new@example.org", "role": "platform_administrator"},
    )
    assert page.status_code == 200
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("anonymous", 404),
        ("hub_worker", 403),
        ("infrastructure_officer", 403),
        ("council_officer", 404),
        ("other_hub_worker", 404),
        ("lapsed", 404),
    ],
)
def test_others_invite_nobody(cast: Cast, key: str, status: int) -> None:
    sent = {"name": "New", "email": "new@example.org", "role": "hub_worker"}
    answer = cast.client(key).post(invite_page(cast, "hub_a"), sent)
    assert answer.status_code == status
    assert not Invitation.objects.exists()


def test_until_accepted_nothing_is_theirs(cast: Cast, now: datetime) -> None:
    assert cast.invitation.role == "hub_worker"
    viewer = cast.viewer("invited")
    assert (viewer.at, viewer.over, viewer.everywhere) == ({}, {}, frozenset())


def test_accepting_begins_the_role(cast: Cast, now: datetime) -> None:
    account = accepted(cast, now)
    [membership] = Membership.objects.filter(person_id=account.person_id)
    assert (membership.role, membership.organisation_id, membership.starts_on) == (
        "hub_worker",
        cast.world.bodies["hub_a"].pk,
        TODAY,
    )
    viewer = viewer_for(account.pk, today=TODAY, second_factor_passed=True)
    assert cast.world.bodies["hub_a"].pk in next(iter(viewer.at.values()))
