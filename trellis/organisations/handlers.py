"""Reactions to what happens in other rooms."""

from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.organisations import actions
from trellis.people.events import InvitationAccepted


def begin_membership_of_invited(event: InvitationAccepted) -> None:
    """Inside the acceptance: whoever gave the invitation was asked then whether they may."""
    actions.begin_membership(
        person_id=event.person_id,
        organisation_id=event.organisation_id,
        role=event.role,
        starts_on=timezone.localdate(event.accepted_at),
        by=system("invitation accepted"),
        now=event.accepted_at,
    )
