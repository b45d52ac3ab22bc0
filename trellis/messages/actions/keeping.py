"""Forgetting what is over."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.messages import events
from trellis.messages.models import Feed, Kind, Letter, Notice, SignUp
from trellis.messages.rules.waits import SIGN_UP_WAITS

KEPT: Final = timedelta(days=90)
UNREAD_KEPT: Final = timedelta(days=365)


@act
def forget_old(*, by: Viewer, now: datetime) -> int:
    """Letters settled and notices read or settled ninety days ago, and any notice of a year ago;
    and whoever asked for bulletins and did not confirm it, with the letter that asked back."""
    over = now - KEPT
    asked_back = Q(kind=Kind.CONFIRM, settled_at__lt=now - SIGN_UP_WAITS)
    letters = Letter.objects.filter(Q(settled_at__lt=over) | asked_back)
    waiting = SignUp.objects.filter(expires_at__lte=now)
    notices = Notice.objects.filter(
        Q(read_at__lt=over) | Q(settled_at__lt=over) | Q(told_at__lt=now - UNREAD_KEPT)
    )
    feeds = Feed.objects.filter(revoked_at__lt=over)
    count = sum(rows.delete()[0] for rows in (letters, notices, feeds, waiting))
    if not count:
        return 0
    sign(events.MessagesForgotten(count), by=by, now=now, of="messages")
    return count
