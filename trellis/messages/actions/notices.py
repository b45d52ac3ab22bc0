"""Telling people things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.messages import events
from trellis.messages.models import Notice
from trellis.messages.policy import NOTICE


@dataclass(frozen=True)
class Reminder:
    """What one account is told. `key` names the thing, so that nobody is told of it twice: another
    key (it is late now) is another notice. `url` is a path of ours, `step` its words."""

    account_id: int
    key: str
    title: str
    why: str
    step: str
    url: str
    due_on: date | None = None

    @property
    def id(self) -> tuple[int, str]:
        return self.account_id, self.key


@act
def remind(
    *, source: str, reminders: Sequence[Reminder], by: Viewer, now: datetime
) -> tuple[int, int]:
    """Everything that a source reminds of at this moment: what is new is told, what has changed
    is told in its new words, and what is no longer among it is settled. Returns how many are new
    and how many settled. Two queries where nothing has changed."""
    if not by.is_system:
        raise PermissionDenied
    wanted = {one.id: one for one in reminders}
    held = {
        (row.account_id, row.key): row
        for row in Notice.objects.filter(source=source, settled_at=None)
    }
    told = _tell(source, wanted, held, now)
    over = [row.pk for key, row in held.items() if key not in wanted]
    settled = Notice.objects.filter(pk__in=over).update(settled_at=now) if over else 0
    if told or settled:
        sign(events.PeopleReminded(told, settled), by=by, now=now, of=f"notices:{source}")
    return told, settled


def _tell(
    source: str,
    wanted: dict[tuple[int, str], Reminder],
    held: dict[tuple[int, str], Notice],
    now: datetime,
) -> int:
    changed = [
        _worded(held[key], one)
        for key, one in wanted.items()
        if key in held and _words(held[key]) != _words(one)
    ]
    Notice.objects.bulk_update(changed, ["title", "why", "step", "url", "due_on"])
    new = [
        _worded(Notice(account_id=one.account_id, source=source, key=one.key, told_at=now), one)
        for key, one in wanted.items()
        if key not in held
    ]
    _take_up_again(source, new)
    return len(Notice.objects.bulk_create(new, ignore_conflicts=True, batch_size=500))


def _take_up_again(source: str, new: Sequence[Notice]) -> None:
    """What was settled and is so no more (a figure that was taken back) is told anew."""
    settled = Notice.objects.filter(source=source, settled_at__isnull=False)
    keys = {(one.account_id, one.key) for one in new}
    rows = settled.filter(account_id__in={account for account, _key in keys})
    again = [row.pk for row in rows.only("account", "key") if (row.account_id, row.key) in keys]
    Notice.objects.filter(pk__in=again).delete()


def _words(one: Notice | Reminder) -> tuple[object, ...]:
    return one.title, one.why, one.step, one.url, one.due_on


def _worded(row: Notice, one: Reminder) -> Notice:
    row.title, row.why, row.step, row.url, row.due_on = (
        one.title[:200], one.why[:300], one.step[:80], one.url[:300], one.due_on,
    )  # fmt: skip
    return row


@act
def read_notices(
    *, notice_id: int | None = None, by: Viewer, now: datetime, once: str = ""
) -> None:
    """One of one's own, or all: they count as new no longer, and no digest tells of them."""
    do_once(once, now=now)
    rows = Notice.objects.filter(read_at=None)
    if notice_id is not None:
        NOTICE.get(by, Notice.objects.all(), pk=notice_id)
        rows = rows.filter(pk=notice_id)
    if not NOTICE.rows(by, rows).update(read_at=now):
        return
    event = events.NoticesRead(by.account_id or 0)
    sign(event, by=by, now=now, of=f"account:{by.account_id}", fields=["read_at"])
