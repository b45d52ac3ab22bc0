"""What people decide about letters."""

from datetime import datetime

from django.utils import timezone

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer
from trellis.messages import events
from trellis.messages.actions import delivering
from trellis.messages.lifecycle import LETTER_LIFE
from trellis.messages.models import Letter
from trellis.messages.policy import LETTER


@act
def note_lost_letters(*, by: Viewer, now: datetime) -> int:
    """Letters whose worker died between handing them over and writing that down: nobody knows
    whether they were sent, and nobody sends them again but a person."""
    count = delivering.lose_orphans(now=now)
    if not count:
        return 0
    sign(events.LettersLost(count), by=by, now=now, of="outbox", fields=["stage"])
    return count


@act
def send_letter_again(*, letter_id: int, by: Viewer, now: datetime, once: str = "") -> Letter:
    """Whoever it is for may then have it twice."""
    do_once(once, now=now)
    letter = _decide(letter_id, "send_again", by=by, now=now)
    letter.not_before, letter.queued_at, letter.sending_at = now, now, None
    letter.save()
    enqueue("messages.deliver", now=now)
    event = events.LetterSentAgain(letter.pk)
    sign(event, by=by, now=now, of=f"letter:{letter.pk}", fields=["stage"])
    return letter


@act
def leave_letter(*, letter_id: int, by: Viewer, now: datetime, once: str = "") -> Letter:
    """Whoever it is for may then not have it."""
    do_once(once, now=now)
    letter = _decide(letter_id, "leave", by=by, now=now)
    letter.settled_at = now
    for name, nothing in delivering.emptied(letter).items():
        setattr(letter, name, nothing)
    letter.save()
    sign(events.LetterLeft(letter.pk), by=by, now=now, of=f"letter:{letter.pk}", fields=["stage"])
    return letter


def _decide(letter_id: int, move: str, *, by: Viewer, now: datetime) -> Letter:
    held = Letter.objects.select_for_update(of=("self",))
    letter = LETTER.get(by, held, "handle", pk=letter_id)
    LETTER_LIFE.make(letter, move, today=timezone.localdate(now))
    return letter
