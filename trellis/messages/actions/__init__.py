"""Every write of messages."""

from trellis.messages.actions.keeping import forget_old
from trellis.messages.actions.notices import Reminder, read_notices, remind
from trellis.messages.actions.outbox import leave_letter, note_lost_letters, send_letter_again
from trellis.messages.actions.wishes import compose_digest, set_preference, unsubscribe
from trellis.messages.rules.quiet import Often, Wish

__all__ = [
    "Often",
    "Reminder",
    "Wish",
    "compose_digest",
    "forget_old",
    "leave_letter",
    "note_lost_letters",
    "read_notices",
    "remind",
    "send_letter_again",
    "set_preference",
    "unsubscribe",
]
