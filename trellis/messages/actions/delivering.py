"""What the worker does with letters. Each step is committed before the next thing happens outside:
a letter is *sending* in the database before a word is said to the mail server.

These are no acts: the letter's own row says what became of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, Final

from django.db.models import F
from django.utils import timezone

from trellis.kernel.jobs import enqueue
from trellis.messages.lifecycle import LETTER_LIFE, OVER, Stage
from trellis.messages.models import Bulletin, Kind, Letter, Subscription, Suppression
from trellis.messages.queries.addresses import address_key, is_suppressed
from trellis.messages.queries.wishes import wish_of
from trellis.messages.rules.quiet import Wish
from trellis.messages.rules.replies import Came, Outcome
from trellis.messages.rules.waits import GIVEN_UP_AFTER, next_try

# How long a letter rests that meets quiet hours, before it is looked at again.
NAP: Final = timedelta(minutes=10)
# No conversation lasts longer: whoever began one before this and has not said how it ended, is
# gone.
LOST_AFTER: Final = timedelta(minutes=10)


def put_in(
    *, now: datetime, address: str, not_before: datetime | None = None, **what: Any
) -> Letter:
    """Put a letter in the outbox, inside the act that it belongs to: no act, no letter."""
    letter = Letter.objects.create(
        token=token_hex(16),
        address=address,
        address_key=address_key(address),
        queued_at=now,
        not_before=not_before or now,
        **what,
    )
    enqueue("messages.deliver", now=now)
    return letter


def put_in_bulletin(bulletin: Bulletin, readers: Sequence[Subscription], *, now: datetime) -> None:
    """A letter for each reader; its words are the bulletin's."""
    letters = [
        Letter(
            token=token_hex(16),
            kind=Kind.BULLETIN,
            bulletin=bulletin,
            subscription=one,
            account_id=one.account_id,
            address=one.address,
            address_key=one.address_key,
            subject=bulletin.title,
            queued_at=now,
            not_before=now,
        )
        for one in readers
    ]
    Letter.objects.bulk_create(letters, batch_size=500)
    enqueue("messages.deliver", now=now)


def is_any_due(*, now: datetime) -> bool:
    return Letter.objects.filter(stage=Stage.WAITING, not_before__lte=now).exists()


def claim(*, now: datetime) -> Letter | None:
    """The next letter to be sent, which is *sending* from now on; None when none is due. Of two
    workers one changes the row and the other none."""
    due = Letter.objects.filter(stage=Stage.WAITING, not_before__lte=now)
    while found := due.order_by("not_before", "id").first():
        if is_suppressed(found.address, found.kind):
            _move(found, "stop", settled_at=now)
        elif now > found.queued_at + GIVEN_UP_AFTER or _is_worthless(found, now):
            _move(found, "expire", settled_at=now)
        elif _is_quiet_for(found, now):
            _rest(found, now=now)
        elif _move(found, "claim", sending_at=now, attempts=F("attempts") + 1):
            found.refresh_from_db()
            if found.address:
                return found
            _move(found, "give_up", settled_at=now)  # withdrawn in this very moment
    return None


def _rest(letter: Letter, *, now: datetime) -> None:
    """Invitations to surveys meet the same quiet hours, all of them; a digest its reader's."""
    rows = Letter.objects.filter(stage=Stage.WAITING, not_before__lte=now, kind=letter.kind)
    if letter.kind != Kind.SURVEY:
        rows = rows.filter(pk=letter.pk)
    rows.update(not_before=now + NAP)


def _is_worthless(letter: Letter, now: datetime) -> bool:
    return letter.not_after is not None and now >= letter.not_after


def _is_quiet_for(letter: Letter, now: datetime) -> bool:
    """A digest keeps to the quiet hours of whom it is for, also when it is tried again; an
    invitation to a survey to the usual ones, for nothing is known of whom it is for."""
    if letter.kind == Kind.SURVEY:
        return Wish().is_quiet(timezone.localtime(now))
    if letter.kind != Kind.DIGEST or letter.account_id is None:
        return False
    wish, _last_on = wish_of(letter.account_id)
    return wish.is_quiet(timezone.localtime(now))


def record(letter: Letter, outcome: Outcome, *, now: datetime) -> None:
    """What came of handing a letter over. Says nothing where somebody else has said it."""
    match outcome.came:
        case Came.ACCEPTED:
            _move(letter, "accept", settled_at=now, fault="")
        case Came.UNKNOWN:
            _move(letter, "lose", fault=outcome.fault)
        case Came.NEVER:
            _move(letter, "refuse", settled_at=now, fault=outcome.fault)
            if outcome.is_dead:
                suppress(letter.address_key, kind="", why=Suppression.Why.REFUSED, now=now)
        case Came.LATER:
            _put_off(letter, outcome, now=now)


def _put_off(letter: Letter, outcome: Outcome, *, now: datetime) -> None:
    again = next_try(letter.attempts, queued_at=letter.queued_at, now=now)
    if again is None:
        _move(letter, "give_up", settled_at=now, fault=outcome.fault)
    else:
        _move(letter, "put_off", not_before=again, sending_at=None, fault=outcome.fault)


def suppress(key: str, *, kind: str, why: str, now: datetime) -> bool:
    """Write to this address no more; whether that is new."""
    _row, is_new = Suppression.objects.get_or_create(
        address_key=key, kind=kind, defaults={"why": why, "at": now}
    )
    return is_new


def lose_orphans(*, now: datetime) -> int:
    """Letters that were *sending* when their worker died; how many."""
    rows = Letter.objects.filter(stage=Stage.SENDING, sending_at__lt=now - LOST_AFTER)
    return rows.update(stage=Stage.UNCERTAIN)


def emptied(letter: Letter) -> dict[str, str]:
    """What is taken away of a letter to which nothing more happens."""
    nothing = {"text": "", "html": ""}
    return {**nothing, "address": ""} if letter.kind == Kind.SURVEY else nothing


def _move(letter: Letter, name: str, **fields: Any) -> bool:
    """By a conditional update: only from where the move may begin, and only the attempt that was
    ours. What is over needs its words no more."""
    move = LETTER_LIFE.moves[name]
    if move.target in OVER:
        fields |= emptied(letter)
    rows = Letter.objects.filter(pk=letter.pk, stage__in=move.sources, attempts=letter.attempts)
    return bool(rows.update(stage=move.target, **fields))
