"""Everything that other rooms and our own pages read of messages."""

from trellis.messages.models import Bulletin, Feed, Item, Letter
from trellis.messages.queries.addresses import address_key, is_suppressed, suppressed_among
from trellis.messages.queries.bulletins import (
    Shown,
    bulletin,
    bulletins,
    item,
    shown,
    written,
)
from trellis.messages.queries.feeds import (
    as_calendar,
    days_of,
    due_days_by,
    feed_with,
    feeds,
)
from trellis.messages.queries.notices import Told, has_digest_waiting, notices, unread
from trellis.messages.queries.outbox import Outbox, due_for, outbox
from trellis.messages.queries.signing_up import (
    Reader,
    Waiting,
    areas_to_read_about,
    places_of,
    reader_with,
    waiting_with,
)
from trellis.messages.queries.subscriptions import (
    Subscribed,
    places_to_read_about,
    places_to_write_about,
    readers_of,
    subscribers,
    subscriptions,
    topics,
    words_agreed,
)
from trellis.messages.queries.unsubscribing import (
    reader_key,
    reader_secret,
    sign_up_facts,
    sign_up_secret,
    unsubscribe_facts,
    unsubscribe_secret,
)
from trellis.messages.queries.wishes import Wishes, wish_of, wishes
from trellis.messages.rules.addresses import addresses_in
from trellis.messages.rules.reports import LARGEST as LARGEST_REPORT

__all__ = [
    "LARGEST_REPORT",
    "Bulletin",
    "Feed",
    "Item",
    "Letter",
    "Outbox",
    "Reader",
    "Shown",
    "Subscribed",
    "Told",
    "Waiting",
    "Wishes",
    "address_key",
    "addresses_in",
    "areas_to_read_about",
    "as_calendar",
    "bulletin",
    "bulletins",
    "days_of",
    "due_days_by",
    "due_for",
    "feed_with",
    "feeds",
    "has_digest_waiting",
    "is_suppressed",
    "item",
    "notices",
    "outbox",
    "places_of",
    "places_to_read_about",
    "places_to_write_about",
    "reader_key",
    "reader_secret",
    "reader_with",
    "readers_of",
    "shown",
    "sign_up_facts",
    "sign_up_secret",
    "subscribers",
    "subscriptions",
    "suppressed_among",
    "topics",
    "unread",
    "unsubscribe_facts",
    "unsubscribe_secret",
    "waiting_with",
    "wish_of",
    "wishes",
    "words_agreed",
    "written",
]
