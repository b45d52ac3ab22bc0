"""Due days for calendars.

What is due to somebody comes from every room, most of which stand above this one or beside it; so
the front of the house answers through `due_days_by`, given once when it starts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trellis.kernel.deadlines import Due
from trellis.kernel.viewer import Viewer
from trellis.messages.models import Feed
from trellis.messages.policy import FEED
from trellis.messages.rules.ical import Day, calendar
from trellis.organisations import queries as organisations

Answer = Callable[[Viewer, date], Sequence[Due]]
_answering: list[Answer] = []


@dataclass(frozen=True)
class DayFacts:
    """One due day. The `uid` is the thing's own, whatever its words are today."""

    uid: str
    on: date
    title: str
    about: str
    url: str

    @property
    def digest(self) -> str:
        told = "\x1f".join((self.on.isoformat(), self.title, self.about, self.url))
        return sha256(told.encode()).hexdigest()


def due_days_by(answer: Answer) -> None:
    _answering[:] = [answer]


def feeds(viewer: Viewer) -> "QuerySet[Feed]":
    """One's own that are open."""
    return FEED.rows(viewer, Feed.objects.filter(revoked_at=None))


def secret_hash(secret: str) -> str:
    """The secret is long and random, so a plain hash gives nothing away."""
    return sha256(f"messages.feed:{secret}".encode()).hexdigest()


def feed_with(secret: str) -> Feed | None:
    """The open feed of a secret whose owner may sign in; else None."""
    rows = Feed.objects.filter(secret_hash=secret_hash(secret), revoked_at=None)
    return rows.filter(account__is_active=True).first()


def days_of(feed: Feed, today: date) -> list[DayFacts]:
    """What is due to its owner, by the roles they hold today: no address outlives a role. A second
    factor is not asked for, since words that name nobody are all that is given."""
    viewer = organisations.viewer_for(feed.account_id, today=today, second_factor_passed=True)
    found = _answering[0](viewer, today) if _answering else ()
    days = {
        _uid(feed, one): DayFacts(
            _uid(feed, one), one.due, one.title, f"{one.why}\n{one.step}: {_full(one)}", _full(one)
        )
        for one in found
        if one.due is not None and one.names_nobody
    }
    return sorted(days.values(), key=lambda day: (day.on, day.uid))


def as_calendar(feed: Feed, days: Sequence[DayFacts]) -> str:
    """The text for the calendar program; how often each has changed is on record by then."""
    told = {row.uid: row for row in feed.days.all()}
    return calendar(
        _("Due in %(partnership)s") % {"partnership": settings.TRELLIS_PARTNERSHIP},
        [
            Day(
                uid=f"{one.uid}@{settings.ALLOWED_HOSTS[0]}",
                on=one.on,
                title=one.title,
                about=one.about,
                url=one.url,
                sequence=told[one.uid].sequence,
                changed_at=told[one.uid].changed_at,
            )
            for one in days
            if one.uid in told
        ],
    )


def _full(due: Due) -> str:
    return settings.SITE_URL + due.url


def _uid(feed: Feed, due: Due) -> str:
    """By whom and where it is done: words and day may change, its page does not."""
    return sha256(f"{feed.account_id}:{due.url}".encode()).hexdigest()[:32]
