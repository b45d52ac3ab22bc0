"""Every write of messages."""

from trellis.messages.actions.bounces import take_in_report
from trellis.messages.actions.bulletins import (
    begin_bulletin,
    change_bulletin,
    put_item,
    remove_item,
    send_bulletin,
)
from trellis.messages.actions.feeds import make_feed, revoke_feed, tell_days
from trellis.messages.actions.keeping import forget_old
from trellis.messages.actions.notices import Reminder, read_notices, remind
from trellis.messages.actions.outbox import leave_letter, note_lost_letters, send_letter_again
from trellis.messages.actions.signing_up import (
    confirm_sign_up,
    end_by_link,
    sign_up,
    write_again,
)
from trellis.messages.actions.subscriptions import (
    Added,
    add_subscribers,
    end_subscription,
    subscribe,
)
from trellis.messages.actions.wishes import compose_digest, set_preference, unsubscribe
from trellis.messages.rules.quiet import Often, Wish

__all__ = [
    "Added",
    "Often",
    "Reminder",
    "Wish",
    "add_subscribers",
    "begin_bulletin",
    "change_bulletin",
    "compose_digest",
    "confirm_sign_up",
    "end_by_link",
    "end_subscription",
    "forget_old",
    "leave_letter",
    "make_feed",
    "note_lost_letters",
    "put_item",
    "read_notices",
    "remind",
    "remove_item",
    "revoke_feed",
    "send_bulletin",
    "send_letter_again",
    "set_preference",
    "sign_up",
    "subscribe",
    "take_in_report",
    "tell_days",
    "unsubscribe",
    "write_again",
]
