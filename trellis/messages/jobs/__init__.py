"""What the room does behind the pages."""

from datetime import datetime, timedelta

from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.messages import actions
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
