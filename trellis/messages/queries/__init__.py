"""Everything that other rooms and our own pages read of messages."""

from trellis.messages.models import Letter
from trellis.messages.queries.addresses import address_key, is_suppressed, suppressed_among
from trellis.messages.queries.notices import Told, has_digest_waiting, notices, unread
from trellis.messages.queries.outbox import Outbox, due_for, outbox
from trellis.messages.queries.unsubscribing import unsubscribe_facts, unsubscribe_secret
from trellis.messages.queries.wishes import Wishes, wish_of, wishes

__all__ = [
    "Letter",
    "Outbox",
    "Told",
    "Wishes",
    "address_key",
    "due_for",
    "has_digest_waiting",
    "is_suppressed",
    "notices",
    "outbox",
    "suppressed_among",
    "unread",
    "unsubscribe_facts",
    "unsubscribe_secret",
    "wish_of",
    "wishes",
]
