"""Forgetting what is over."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.messages import events
from trellis.messages.models import Feed, Letter, Notice

KEPT: Final = timedelta(days=90)
UNREAD_KEPT: Final = timedelta(days=365)


@act
def forget_old(*, by: Viewer, now: datetime) -> int:
    """Letters settled and notices read or settled ninety days ago, and any notice of a year ago."""
    over = now - KEPT
    letters = Letter.objects.filter(settled_at__lt=over)
    notices = Notice.objects.filter(
        Q(read_at__lt=over) | Q(settled_at__lt=over) | Q(told_at__lt=now - UNREAD_KEPT)
    )
    feeds = Feed.objects.filter(revoked_at__lt=over)
    count = letters.delete()[0] + notices.delete()[0] + feeds.delete()[0]
    if not count:
        return 0
    sign(events.MessagesForgotten(count), by=by, now=now, of="messages")
    return count
