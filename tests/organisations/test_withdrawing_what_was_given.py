"""An invitation is as good as the role of whoever gave it: both end together."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import make_coverage, make_membership
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import system
from trellis.organisations import actions, handlers
from trellis.organisations.models import Coverage, Membership
from trellis.people import actions as people_actions
from trellis.people import queries as people
from trellis.people.events import InvitationAccepted
from trellis.people.models import Invitation

WITHDRAWN = "people.invitation.withdrawn"


def invite(cast: Cast, now: datetime, by: str = "infrastructure_manager", at: str = "hub_a") -> int:
    row = people_actions.invite_person(
        organisation_id=cast.world.bodies[at].pk,
        email=f"friend.of.{by}.{at}@example.org",
        name="A Friend",
        role="hub_manager",
        by=cast.viewer(by),
        now=now,
    )
    return row.pk


def waits(invitation_id: int) -> bool:
    return Invitation.objects.get(pk=invitation_id).withdrawn_at is None


def end(cast: Cast, now: datetime, key: str) -> None:
    actions.end_membership(
        membership_id=cast.membership(key).pk,
        today=TODAY,
        by=cast.viewer("administrator"),
        now=now,
    )


def change(cast: Cast, now: datetime, role: str) -> None:
    actions.change_role(
        membership_id=cast.membership("infrastructure_manager").pk,
        role=role,
        today=TODAY,
        by=cast.viewer("administrator"),
        now=now,
    )


def test_with_the_role_of_the_giver(cast: Cast, now: datetime) -> None:
    theirs, others = invite(cast, now), invite(cast, now, "administrator")

    end(cast, now, "infrastructure_manager")

    assert (waits(theirs), waits(others)) == (False, True)
    [line] = AuditLine.objects.filter(verb=WITHDRAWN)
    assert (line.of, line.fields, line.actor_label) == (
        f"invitation:{theirs}",
        ["withdrawn_at"],
        "role of the giver ended",
    )


@pytest.mark.parametrize(
    ("role", "still_waits"), [("infrastructure_officer", False), ("infrastructure_manager", True)]
)
def test_with_a_change_to_a_role_that_may_not_give_it(
    cast: Cast,
    now: datetime,
    role: str,
    still_waits: bool,  # noqa: FBT001
) -> None:
    theirs = invite(cast, now)

    change(cast, now, role)

    assert waits(theirs) is still_waits


def test_one_that_another_role_of_theirs_may_give_stays(cast: Cast, now: datetime) -> None:
    hub = cast.world.bodies["hub_a"]
    account = cast.account("infrastructure_manager")
    make_membership(person=account.person, organisation=hub, role="hub_manager")
    here, there = invite(cast, now), invite(cast, now, at="hub_b")

    end_all = Membership.objects.get(person=account.person, role="infrastructure_manager")
    actions.end_membership(
        membership_id=end_all.pk, today=TODAY, by=cast.viewer("administrator"), now=now
    )

    assert (waits(here), waits(there)) == (True, False)


def test_with_the_account_of_the_giver(cast: Cast, now: datetime) -> None:
    theirs, others = invite(cast, now), invite(cast, now, "administrator")

    people_actions.close_account(
        account_id=cast.account("infrastructure_manager").pk,
        why="Left the county",
        by=system("close-account"),
        now=now,
    )

    assert (waits(theirs), waits(others)) == (False, True)
    assert AuditLine.objects.get(verb=WITHDRAWN).of == f"invitation:{theirs}"


def test_with_the_organisation(cast: Cast, now: datetime) -> None:
    here, there = invite(cast, now), invite(cast, now, at="hub_b")

    actions.close_organisation(
        organisation_id=cast.world.bodies["hub_a"].pk,
        closed_on=date(2026, 9, 30),
        why="The lease ran out",
        by=cast.viewer("infrastructure_manager"),
        now=now,
    )

    assert (waits(here), waits(there)) == (False, True)
    [line] = AuditLine.objects.filter(verb=WITHDRAWN)
    assert (line.of, line.actor_label) == (f"invitation:{here}", "organisation closed")


def secret_of(invitation_id: int, now: datetime) -> str:
    made = people_actions.make_invitation_link(
        invitation_id=invitation_id, by=system("mail"), now=now
    )
    assert made is not None
    return made[1]


def lose_the_role(cast: Cast) -> None:
    """Without the act, as when the invitation was written while the role ended."""
    Membership.objects.filter(role="infrastructure_manager").update(ends_on=TODAY)


def lose_the_reach(cast: Cast) -> None:
    Coverage.objects.filter(organisation=cast.world.bodies["infrastructure"]).delete()
    make_coverage(organisation=cast.world.bodies["infrastructure"])


@pytest.mark.parametrize("lose", [lose_the_role, lose_the_reach])
def test_a_link_opens_nothing_that_its_giver_could_not_give_now(
    cast: Cast, now: datetime, lose: Callable[[Cast], None]
) -> None:
    secret = secret_of(invite(cast, now), now)
    assert people.invitation_with(secret, now=now) is not None

    lose(cast)

    with pytest.raises(Http404):
        people_actions.accept_as_new(
            secret=secret, name="A Friend", password="nine herons on the weir", now=now
        )


def test_whoever_answers_while_the_organisation_closes_finds_nothing(
    cast: Cast, now: datetime
) -> None:
    hub = cast.world.bodies["hub_a"]
    hub.closed_on = TODAY
    hub.save()
    account = cast.account("resident")
    event = InvitationAccepted(1, account.pk, account.person_id, hub.pk, "hub_worker", now)

    with pytest.raises(Http404):
        handlers.begin_membership_of_invited(event)


def test_only_the_system_withdraws_for_want_of_standing_and_only_then(
    cast: Cast, now: datetime
) -> None:
    good = invite(cast, now)

    people_actions.withdraw_lapsed_invitation(invitation_id=good, by=system("test"), now=now)

    assert waits(good)
    with pytest.raises(PermissionDenied):
        people_actions.withdraw_lapsed_invitation(
            invitation_id=good, by=cast.viewer("hub_worker"), now=now
        )
