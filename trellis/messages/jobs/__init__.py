"""What the room does behind the pages."""

from datetime import datetime, timedelta

from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.messages import actions, queries
from trellis.messages.jobs import posting

MAIL = system("mail")


@job("messages.deliver")
def deliver(*, now: datetime) -> None:
    """Send what waits in the outbox."""
    posting.deliver_some(now=now)


@job("messages.look_after_outbox", every=timedelta(minutes=1))
def look_after_outbox(*, now: datetime) -> None:
    """What a killed worker left, and letters whose next try has come."""
    actions.note_lost_letters(by=MAIL, now=now)
    posting.deliver_some(now=now)


@job("messages.compose_digests", every=timedelta(minutes=5))
def compose_digests(*, now: datetime) -> None:
    """A letter for everybody who has something new and wants to be told now."""
    for account_id in queries.has_digest_waiting(now):
        actions.compose_digest(account_id=account_id, by=MAIL, now=now)


@job("messages.forget_old", every=timedelta(days=1))
def forget_old(*, now: datetime) -> None:
    actions.forget_old(by=system("keeping"), now=now)
