"""A return's way: handed in, taken back, checked, accepted, sent back, opened again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.lifecycle import RETURN_LIFE
from trellis.performance.models import Return, ReturnStep, Unlock
from trellis.performance.policy import RETURN
from trellis.performance.queries.locks import lock_of
from trellis.performance.queries.owing import Owing, owing
from trellis.performance.queries.returns import unexplained
from trellis.performance.queries.rounds import RoundFacts, holding, rounds_of
from trellis.performance.rules.locks import Lock
from trellis.performance.words.rounds import lock_words, not_open_words


@act
def move_return(
    *,
    by: Viewer,
    now: datetime,
    of_return: Return,
    move: str,
    words: str = "",
    seen: str | None = None,
    once: str = "",
) -> Return:
    """Make one move of a return's life, by somebody whom the policy lets make it.

    Raises PermissionDenied for anybody else, also for whoever handed it in or checked it, where
    another person is needed; EditedMeanwhileError when somebody moved it since `seen` was its
    mark; ValidationError with everything that stands in the way.
    """
    row = Return.objects.select_for_update(of=("self",)).select_related("framework").get(
        pk=of_return.pk
    )  # fmt: skip
    RETURN.require(by, RETURN_LIFE.moves[move].needs, row)
    do_once(once, now=now)
    refuse_if_edited(seen, row.mark)
    today = timezone.localdate(now)
    if move == "send_back" and not words:
        raise ValidationError({"words": _("Say what is to be put right before it comes again.")})
    made = RETURN_LIFE.make(row, move, today=today)
    if move == "hand_in":
        _refuse_to_hand_in(by, row, now, today)
    _note(row, move, by, now)
    row.save()
    ReturnStep.objects.create(of_return=row, move=move, words=words, at=now, by_id=by.account_id)
    assert made.event is not None, "every move of a return is told"
    event = made.event(row.pk)  # type: ignore[call-arg]
    sign(event, by=by, now=now, of=f"return:{row.pk}", fields=["stage"])
    return row


@act
def unlock_return(
    *, by: Viewer, now: datetime, of_return: Return, reason: str, until: datetime, once: str = ""
) -> Unlock:
    """Let its provider change figures that are locked, until a moment; it locks again by itself.

    Raises ValidationError without a reason, for a moment that has passed or is more than 60 days
    off, and where nothing is locked.
    """
    row = Return.objects.select_for_update(of=("self",)).select_related("framework").get(
        pk=of_return.pk
    )  # fmt: skip
    RETURN.require(by, "unlock", row)
    do_once(once, now=now)
    if not reason:
        raise ValidationError({"reason": _("Say what is to be corrected, and why.")})
    if not 0 < (until - now).total_seconds() <= _LONGEST:
        raise ValidationError({"until": _("Choose a day within the next 60 days.")})
    if lock_of(_round(row), row, now=now, today=timezone.localdate(now)) is None:
        raise ValidationError(_("Nothing is locked: its provider can change it as it is."))
    made = Unlock.objects.create(
        of_return=row, reason=reason, until_at=until, given_at=now, given_by_id=by.account_id
    )
    ReturnStep.objects.create(
        of_return=row, move="unlock", words=reason, at=now, by_id=by.account_id
    )
    event = events.ReturnUnlocked(row.pk)
    sign(event, by=by, now=now, of=f"return:{row.pk}", fields=["unlock"], why=reason)
    return made


_LONGEST = 60 * 24 * 60 * 60


def _note(row: Return, move: str, by: Viewer, now: datetime) -> None:
    """Who did it and when, where the row keeps that; what goes back is nobody's work yet."""
    if move == "hand_in":
        row.first_submitted_at = row.first_submitted_at or now
        row.submitted_at, row.submitted_by_id = now, by.account_id
    if move in ("hand_in", "send_back", "take_back"):
        row.checked_at = row.checked_by_id = row.accepted_at = None
    if move == "check":
        row.checked_at, row.checked_by_id = now, by.account_id
    if move == "accept":
        row.accepted_at = now


def _refuse_to_hand_in(by: Viewer, row: Return, now: datetime, today: date) -> None:
    """Too early, too late, or not all there: each with what to do about it."""
    round_ = _round(row)
    if today < round_.dates.opens_on:
        raise ValidationError(not_open_words(round_.span, round_.dates.opens_on))
    # The row is handed in already as far as it knows: the lock is that of how it stood before.
    stood = Return.objects.get(pk=row.pk)
    lock = lock_of(round_, stood, now=now, today=today)
    if lock in (Lock.CLOSED, Lock.PUBLISHED):
        raise ValidationError(lock_words(lock, round_.span))
    if lacking := [one for one in owing(row, round_.span) if not one.is_recorded]:
        raise ValidationError(_lacking_words(lacking))
    if contrary := [one.owing for one in unexplained(by, row, today)]:
        words = _(
            "Indicator %(names)s: you see it otherwise than it is rated. Open it and say why in a "
            "sentence."
        )
        raise ValidationError(words % {"names": _named(contrary)})


def _lacking_words(lacking: Sequence[Owing]) -> str:
    words = ngettext(
        "%(count)d figure is neither given nor said to be missing: indicator %(names)s.",
        "%(count)d figures are neither given nor said to be missing: indicators %(names)s.",
        len(lacking),
    )
    return words % {"count": len(lacking), "names": _named(lacking)}


def _named(lines: Sequence[Owing]) -> str:
    """The first five, as they stand on the page."""
    return ", ".join(f"{one.number} ({one.place_name})" for one in lines[:5])


def _round(row: Return) -> RoundFacts:
    span = Span(row.period_start, row.period_end)
    found = holding(rounds_of([row.framework_id]).get(row.framework_id, []), span)
    assert found is not None, "a return belongs to a round"
    return found
