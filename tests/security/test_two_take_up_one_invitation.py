"""A link can be forwarded: of two who take an invitation up in the same moment, one does."""

import pytest
from django.http import Http404
from django.utils import timezone

from tests.at_once import at_once
from tests.cast import Cast
from tests.factories import make_account
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import system
from trellis.organisations.models import Membership
from trellis.people import actions, queries
from trellis.people.models import Account, Invitation

pytestmark = pytest.mark.django_db(transaction=True)
GUEST = "ivo@example.org"
ROUNDS, AT_ONCE = 5, 4
REFUSED = (Http404, actions.ForAnotherAccountError)


@pytest.mark.parametrize("has_account", [False, True])
def test_one_does(cast: Cast, has_account: bool) -> None:  # noqa: FBT001
    for number in range(ROUNDS):
        email = f"{number}.{GUEST}"
        account = make_account(email=email) if has_account else None
        secret = invited(cast, email)

        def take_up(secret: str = secret, account: Account | None = account) -> None:
            if account is None:
                actions.accept_as_new(
                    secret=secret, name="Ivo", password="nine herons", now=timezone.now()
                )
            else:
                holder = queries.holder(account)
                actions.accept_as_holder(secret=secret, by=holder, now=timezone.now())

        answers = at_once(*[take_up] * AT_ONCE, refused=REFUSED)

        assert sorted(answers) == ["done"] + ["refused"] * (AT_ONCE - 1)
        owner = Account.objects.get(email=email)
        assert Membership.objects.filter(person=owner.person).count() == 1
        assert Invitation.objects.get(email=email).account == owner
    assert AuditLine.objects.filter(verb="people.invitation.accepted").count() == ROUNDS


def invited(cast: Cast, email: str) -> str:
    row = actions.invite_person(
        organisation_id=cast.world.bodies["hub_a"].pk,
        email=email,
        name="Ivo Penrose",
        role="hub_worker",
        by=cast.viewer("infrastructure_manager"),
        now=timezone.now(),
    )
    made = actions.make_invitation_link(invitation_id=row.pk, by=system("mail"), now=timezone.now())
    assert made is not None
    return made[1]
