"""What somebody is told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from trellis.kernel.viewer import Viewer
from trellis.messages.models import Notice
from trellis.messages.policy import NOTICE

MOST: Final = 200


@dataclass(frozen=True)
class Told:
    """One notice; `is_late` on the day of the page."""

    id: int
    title: str
    why: str
    step: str
    url: str
    due_on: date | None
    told_at: datetime
    is_new: bool
    is_late: bool
    is_settled: bool


def unread(viewer: Viewer) -> int:
    """How many notices somebody has not read; nothing is asked for a stranger."""
    if not viewer.is_signed_in:
        return 0
    return NOTICE.rows(viewer, Notice.objects.filter(read_at=None, settled_at=None)).count()


def notices(viewer: Viewer, today: date) -> list[Told]:
    """The newest of one's own, those that still hold before those that are settled."""
    rows = NOTICE.rows(viewer, Notice.objects.all())[:MOST]
    told = [_told(row, today) for row in rows]
    return sorted(told, key=lambda one: one.is_settled)


def has_digest_waiting(now: datetime) -> list[int]:
    """Accounts with notices that were neither read nor mailed; of the last week, for older ones
    are no news."""
    rows = Notice.objects.filter(
        read_at=None, settled_at=None, mailed_at=None, told_at__gt=now - timedelta(days=8)
    )
    return sorted(set(rows.order_by().values_list("account_id", flat=True)))


def _told(row: Notice, today: date) -> Told:
    return Told(
        id=row.pk,
        title=row.title,
        why=row.why,
        step=row.step,
        url=row.url,
        due_on=row.due_on,
        told_at=timezone.localtime(row.told_at),
        is_new=row.read_at is None and row.settled_at is None,
        is_late=row.settled_at is None and row.due_on is not None and row.due_on < today,
        is_settled=row.settled_at is not None,
    )
