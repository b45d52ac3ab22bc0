"""Nobody gives themselves a role by way of a letter: a manager who could would record a hub's
figures and then appraise them."""

from datetime import datetime

import pytest

from tests.cast import Cast
from trellis.kernel.viewer import system
from trellis.organisations.models import Membership
from trellis.people import actions, queries
from trellis.people.models import Account, Invitation

MANAGERS = ("infrastructure_manager", "administrator")


def invite(cast: Cast, key: str, email: str, now: datetime) -> Invitation:
    return actions.invite_person(
        organisation_id=cast.world.bodies["hub_a"].pk,
        email=email,
        name="A colleague",
        role="hub_manager",
        by=cast.viewer(key),
        now=now,
    )


@pytest.mark.parametrize("key", MANAGERS)
def test_by_ones_own_address(cast: Cast, now: datetime, key: str) -> None:
    email = cast.account(key).email.upper()

    with pytest.raises(actions.OwnInvitationError):
        invite(cast, key, f" {email} ", now)

    assert list(Invitation.objects.all()) == []


def test_by_an_address_that_one_takes_on_afterwards(cast: Cast, now: datetime) -> None:
    account = cast.account("infrastructure_manager")
    row = invite(cast, "infrastructure_manager", "alias@example.org", now)
    made = actions.make_invitation_link(invitation_id=row.pk, by=system("mail"), now=now)
    assert made is not None
    Account.objects.filter(pk=account.pk).update(email="alias@example.org")

    with pytest.raises(actions.OwnInvitationError):
        actions.accept_as_holder(secret=made[1], by=queries.holder(account), now=now)

    held = Membership.objects.filter(person=account.person).values_list("role", flat=True)
    assert list(held) == ["infrastructure_manager"]


def test_the_form_says_whom_to_ask(cast: Cast) -> None:
    hub = cast.world.bodies["hub_a"]
    email = cast.account("infrastructure_manager").email
    given = {"name": "Maeve", "email": email, "role": "hub_manager"}

    page = cast.client("infrastructure_manager").post(
        f"/organisations/{hub.pk}/people/invite/", given
    )

    assert page.status_code == 200
    assert "This is your own address. Ask a colleague to invite you." in page.content.decode()
