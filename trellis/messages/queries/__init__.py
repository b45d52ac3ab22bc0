"""Everything that other rooms and our own pages read of messages."""

from trellis.messages.models import Letter
from trellis.messages.queries.addresses import address_key, is_suppressed, suppressed_among
from trellis.messages.queries.outbox import Outbox, due_for, outbox

__all__ = [
    "Letter",
    "Outbox",
    "address_key",
    "due_for",
    "is_suppressed",
    "outbox",
    "suppressed_among",
]
