"""Reactions to what happens in this room."""

from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.people import actions, queries
from trellis.people.events import AccountClosed


def withdraw_what_was_given_by_closed(event: AccountClosed) -> None:
    """Inside the closing: nobody takes up what somebody gave who is not here any more."""
    today = timezone.localdate(event.at)
    for invitation_id in queries.lapsed_invitations_by(event.person_id, today):
        actions.withdraw_lapsed_invitation(
            invitation_id=invitation_id, by=system("account of the giver closed"), now=event.at
        )
