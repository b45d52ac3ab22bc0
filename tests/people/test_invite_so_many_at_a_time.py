"""Invitations go out only so fast: by one account, to one organisation, to one address."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_account, make_membership
from tests.people.mailroom import run_jobs
from trellis.kernel.viewer import Viewer, system
from trellis.organisations.queries import viewer_for
from trellis.people import actions
from trellis.people.models import Account, Invitation
from trellis.people.rules import INVITING, INVITING_AGAIN, INVITING_TO

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


def invite(
    cast: Cast, by: Viewer, number: int, now: datetime, at: str = "hub_a", role: str = "hub_worker"
) -> Invitation:
    return actions.invite_person(
        organisation_id=cast.world.bodies[at].pk,
        email=f"guest{number}@example.org",
        name="A Guest",
        role=role,
        by=by,
        now=now,
    )


def invite_many(cast: Cast, by: Viewer, many: int, now: datetime, at: str = "hub_a") -> None:
    for number in range(many):
        invite(cast, by, Invitation.objects.count(), now + number * timedelta(seconds=1), at)


def another_manager(cast: Cast) -> Viewer:
    account = make_account()
    make_membership(
        person=account.person,
        organisation=cast.world.bodies["infrastructure"],
        role="infrastructure_manager",
    )
    return viewer_for(account.pk, today=timezone.localdate(), second_factor_passed=True)


def test_one_account_is_told_when_the_next_can_go_out(cast: Cast, now: datetime) -> None:
    by = cast.viewer("infrastructure_manager")
    per_hour = INVITING[0]
    invite_many(cast, by, per_hour.most, now)

    with pytest.raises(actions.TooManyInvitationsError) as refused:
        invite(cast, by, 999, now + A_MINUTE, at="hub_b")

    assert refused.value.next_at == now + HOUR
    assert Invitation.objects.count() == per_hour.most
    invite(cast, by, 999, now + HOUR, at="hub_b")


def test_one_account_in_a_day(cast: Cast, now: datetime) -> None:
    by = cast.viewer("infrastructure_manager")
    per_hour, per_day = INVITING
    hours, rest = divmod(per_day.most, per_hour.most)
    for hour in range(hours):
        invite_many(cast, by, per_hour.most, now + hour * HOUR)
    later = now + hours * HOUR
    invite_many(cast, by, rest, later)

    with pytest.raises(actions.TooManyInvitationsError) as refused:
        invite(cast, by, 9999, later + A_MINUTE)

    assert refused.value.next_at == now + DAY


def test_others_go_on(cast: Cast, now: datetime) -> None:
    invite_many(cast, cast.viewer("infrastructure_manager"), INVITING[0].most, now)

    invite(cast, another_manager(cast), 999, now + A_MINUTE)
    invite(cast, system("begin"), 1000, now + A_MINUTE)

    assert Invitation.objects.count() == INVITING[0].most + 2


def test_one_organisation_and_not_its_neighbour(cast: Cast, now: datetime) -> None:
    left = INVITING_TO[0].most
    while left:
        many = min(left, INVITING[0].most)
        invite_many(cast, another_manager(cast), many, now)
        left -= many
    by = another_manager(cast)

    with pytest.raises(actions.TooManyInvitationsError) as refused:
        invite(cast, by, 999, now + A_MINUTE)

    assert refused.value.next_at == now + HOUR
    invite(cast, by, 999, now + A_MINUTE, at="hub_b")


def test_one_account_never_fills_what_an_organisation_may_send() -> None:
    for own, together in zip(INVITING, INVITING_TO, strict=True):
        assert own.within == together.within
        assert own.most <= together.most // 2


def test_sending_again_counts(cast: Cast, now: datetime) -> None:
    by = cast.viewer("infrastructure_manager")
    row = invite(cast, by, 1, now)
    often = INVITING_AGAIN.most
    for _time in range(often - 1):
        actions.send_invitation_again(invitation_id=row.pk, by=by, now=now)

    with pytest.raises(actions.TooManyInvitationsError) as refused:
        actions.send_invitation_again(invitation_id=row.pk, by=by, now=now + HOUR)

    assert refused.value.next_at == now + DAY
    invite(cast, by, 2, now + HOUR)


def test_withdrawing_and_inviting_anew_counts_as_well(cast: Cast, now: datetime) -> None:
    by = cast.viewer("infrastructure_manager")
    for _time in range(INVITING_AGAIN.most):
        row = invite(cast, by, 1, now)
        actions.withdraw_invitation(invitation_id=row.pk, by=by, now=now)

    with pytest.raises(actions.TooManyInvitationsError):
        invite(cast, by, 1, now, at="hub_b", role="hub_manager")

    # Another manager may still write to that address.
    invite(cast, another_manager(cast), 1, now)


def fill_up(cast: Cast, account: Account) -> datetime:
    by = viewer_for(account.pk, today=timezone.localdate(), second_factor_passed=True)
    now = timezone.now().replace(microsecond=0)
    invite_many(cast, by, INVITING[0].most, now)
    run_jobs()
    return now


def test_the_pages_say_when(cast: Cast) -> None:
    account = cast.account("infrastructure_manager")
    began = fill_up(cast, account)
    client = cast.client("infrastructure_manager")
    hub = cast.world.bodies["hub_a"].pk
    when = timezone.localtime(began + HOUR)
    says = f"The next can go out at {when:%H:%M} on {when.day} {when:%B %Y}."

    page = client.post(
        reverse("organisations:invite", args=[hub]),
        {"name": "One More", "email": "more@example.org", "role": "hub_worker"},
    )
    assert (page.status_code, says in page.content.decode()) == (200, True)
    row = Invitation.objects.order_by("id").first()
    assert row is not None
    page = client.post(reverse("people:send_again", args=[row.pk]))
    assert (page.status_code, says in page.content.decode()) == (200, True)
    assert not Invitation.objects.filter(email="more@example.org").exists()
