"""Reactions to what happens in this room and in others."""

from collections.abc import Iterable
from datetime import datetime

from django.http import Http404
from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.organisations import actions
from trellis.organisations.events import (
    MembershipEnded,
    OrganisationClosed,
    OrganisationsTakenBack,
    RoleChanged,
)
from trellis.people import actions as people_actions
from trellis.people import queries as people
from trellis.people.events import InvitationAccepted


def begin_membership_of_invited(event: InvitationAccepted) -> None:
    """Inside the acceptance: whoever gave the invitation was asked then whether they may. One
    that is taken up while the organisation closes opens nothing."""
    try:
        actions.begin_membership(
            person_id=event.person_id,
            organisation_id=event.organisation_id,
            role=event.role,
            starts_on=timezone.localdate(event.accepted_at),
            by=system("invitation accepted"),
            now=event.accepted_at,
        )
    except actions.ClosedError as fault:
        raise Http404 from fault


def withdraw_what_was_given_in(event: MembershipEnded | RoleChanged) -> None:
    """Inside the ending of a role: what its holder gave and could not give now ends with it."""
    given = people.lapsed_invitations_by(event.person_id, timezone.localdate(event.at))
    _withdraw(given, because="role of the giver ended", now=event.at)


def withdraw_what_leads_to_closed(event: OrganisationClosed) -> None:
    """Inside the closing: nobody begins at a body that has closed."""
    leading = people.lapsed_invitations_to(event.organisation_id, timezone.localdate(event.at))
    _withdraw(leading, because="organisation closed", now=event.at)


def withdraw_what_leads_to_removed(event: OrganisationsTakenBack) -> None:
    """Inside the taking back: nor at one that is no more."""
    today = timezone.localdate(event.at)
    for organisation_id in people.invited_to(event.removed):
        leading = people.lapsed_invitations_to(organisation_id, today)
        _withdraw(leading, because="organisation taken back", now=event.at)


def _withdraw(invitation_ids: Iterable[int], *, because: str, now: datetime) -> None:
    for invitation_id in invitation_ids:
        people_actions.withdraw_lapsed_invitation(
            invitation_id=invitation_id, by=system(because), now=now
        )
