"""Every write of messages."""

from trellis.messages.actions.outbox import leave_letter, note_lost_letters, send_letter_again

__all__ = ["leave_letter", "note_lost_letters", "send_letter_again"]
