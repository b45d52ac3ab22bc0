"""Secret addresses for calendars: made, revoked, and what they have told so far."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.messages import events
from trellis.messages.models import Feed, FeedDay
from trellis.messages.policy import FEED
from trellis.messages.queries.feeds import days_of, secret_hash

MOST: Final = 10


@act
def make_feed(*, name: str, by: Viewer, now: datetime, once: str = "") -> tuple[Feed, str]:
    """One's own, with its secret, which is kept nowhere and never shown again."""
    do_once(once, now=now)
    if by.account_id is None:
        raise PermissionDenied
    if Feed.objects.filter(account_id=by.account_id, revoked_at=None).count() >= MOST:
        raise ValidationError(_("You have ten already. Revoke one that you no longer use."))
    secret = token_urlsafe(32)
    feed = Feed.objects.create(
        account_id=by.account_id, name=name, secret_hash=secret_hash(secret), made_at=now
    )
    sign(events.FeedMade(feed.pk), by=by, now=now, of=f"feed:{feed.pk}")
    return feed, secret


@act
def revoke_feed(*, feed_id: int, by: Viewer, now: datetime, once: str = "") -> Feed:
    """From now on its address is as if it never was."""
    do_once(once, now=now)
    feed = FEED.get(by, Feed.objects.filter(revoked_at=None), "revoke", pk=feed_id)
    feed.revoked_at = now
    feed.save(update_fields=["revoked_at"])
    feed.days.all().delete()
    sign(events.FeedRevoked(feed.pk), by=by, now=now, of=f"feed:{feed.pk}", fields=["revoked_at"])
    return feed


@act
def tell_days(*, feed_id: int, by: Viewer, now: datetime) -> int:
    """Take down what the feed is about to say, and count up what has changed since it last did.
    Returns how many; nothing is written where nothing has changed. What is gone is kept, so that
    its number never goes back."""
    feed = Feed.objects.select_for_update().get(pk=feed_id)
    told = {row.uid: row for row in feed.days.all()}
    new, changed = [], []
    for day in days_of(feed, timezone.localdate(now)):
        row = told.get(day.uid)
        if row is None:
            new.append(FeedDay(feed=feed, uid=day.uid, digest=day.digest, changed_at=now))
        elif row.digest != day.digest:
            row.digest, row.sequence, row.changed_at = day.digest, row.sequence + 1, now
            changed.append(row)
    count = len(new) + len(changed)
    if not count:
        return 0
    FeedDay.objects.bulk_create(new)
    FeedDay.objects.bulk_update(changed, ["digest", "sequence", "changed_at"])
    sign(events.FeedChanged(feed.pk, count), by=by, now=now, of=f"feed:{feed.pk}")
    return count
