"""Letters that come back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.messages import events
from trellis.messages.actions import delivering
from trellis.messages.lifecycle import LETTER_LIFE
from trellis.messages.models import Letter, Suppression
from trellis.messages.rules.replies import is_dead_status
from trellis.messages.rules.reports import read


@act
def take_in_report(*, raw: bytes, by: Viewer, now: datetime) -> Letter | None:
    """What the mailbox for returns got. A letter of ours that could not be brought for good is
    marked, and where there is no such mailbox its address suppressed. None for everything else:
    an absence note, a report on somebody else's letter, one of a delay, one that came twice.

    A token is 128 random bits that stood in the letter alone, so nobody else can speak of it.
    """
    if not by.is_system:
        raise PermissionDenied
    report = read(raw)
    if report is None or not report.status:
        return None
    move = LETTER_LIFE.moves["bounce"]
    rows = Letter.objects.select_for_update(of=("self",)).filter(stage__in=move.sources)
    letter = rows.filter(token__in=report.tokens[:5]).first()
    if letter is None:
        return None
    letter.stage, letter.fault, letter.settled_at = move.target, report.status, now
    for name, nothing in delivering.emptied(letter).items():
        setattr(letter, name, nothing)
    letter.save()
    if is_dead_status(report.status):
        why = Suppression.Why.BOUNCED
        delivering.suppress(letter.address_key, kind="", why=why, now=now)
    event = events.LetterBounced(letter.pk)
    sign(event, by=by, now=now, of=f"letter:{letter.pk}", fields=["stage"])
    return letter
