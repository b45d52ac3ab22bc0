"""A challenge to shares: raised by a party, replied to by the others, decided by somebody who took
no part; settled as soon as all parties agree on something."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.events import Event
from trellis.kernel.viewer import Viewer, system
from trellis.performance import events
from trellis.performance.lifecycle.scrutiny import SHARE_CHALLENGE_LIFE, ChallengeStage
from trellis.performance.models import ShareChallenge, ShareChallengeStep
from trellis.performance.policy import SHARE_CHALLENGE
from trellis.performance.queries.share_challenges import share_raising
from trellis.record import actions as record_actions
from trellis.record import queries as record
from trellis.record.queries import NotAgreed

SHARE_OUTCOMES = ("uphold", "not_uphold")
_DECIDING = system("share challenge")


@act
def raise_share_challenge(
    *, area_id: int, split_id: int, reason: str, by: Viewer, now: datetime, once: str = ""
) -> ShareChallenge:
    """Challenge the shares that stand, for the party that had asked for others (`split_id`) to
    which another did not agree. ValidationError says why it cannot be, or not any more."""
    raising = share_raising(by, area_id, split_id, today=timezone.localdate(now))
    do_once(once, now=now)
    if raising.shut:
        raise ValidationError(raising.shut)
    try:
        with transaction.atomic():
            row = ShareChallenge.objects.create(
                area_id=area_id,
                activity_id=raising.of.line_id,
                proposal_id=split_id,
                raised_for_id=raising.of.asked_by_id,
                awaits_id=raising.awaits_id,
                raised_at=now,
                raised_by_id=by.account_id,
            )
    except IntegrityError:
        raise ValidationError(_("How it is shared is challenged already.")) from None
    _step(row, "raise", row.raised_for_id, reason, by, now)
    _sign(events.ShareChallengeRaised(row.pk), row, by, now)
    return row


@act
def reply_to_share_challenge(
    *, challenge_id: int, body_id: int, words: str, by: Viewer, now: datetime, once: str = ""
) -> ShareChallenge:
    """What a party says to it. With the reply of the party that is waited for it can be decided;
    each of the others may say once how it sees it, as long as it is open."""
    row = _held(challenge_id, "reply", by)
    others = {part.provider_id for part in _asked(row).asked} - {row.raised_for_id}
    if body_id not in others & by.organisations_with(Capability.ACTIVITY_RECORD):
        raise PermissionDenied
    do_once(once, now=now)
    if row.steps.filter(move="reply", body=body_id).exists():
        raise ValidationError(_("Your organisation has said how it sees it already."))
    if row.closed_at is not None or (
        body_id == row.awaits_id and row.stage == ChallengeStage.RAISED
    ):
        SHARE_CHALLENGE_LIFE.make(row, "reply", today=timezone.localdate(now))
        row.answered_at, row.answered_by_id = now, by.account_id
        row.save()
    _step(row, "reply", body_id, words, by, now)
    _sign(events.ShareChallengeAnswered(row.pk), row, by, now)
    return row


@act
def decide_share_challenge(
    *,
    challenge_id: int,
    outcome: str,
    words: str,
    shares: Mapping[int, int] | None = None,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> ShareChallenge:
    """`outcome` is one of SHARE_OUTCOMES. Of one that is upheld, `shares` are those that count from
    now on, in basis points by party; they are sealed in the same transaction, so that what stood
    before stands no more."""
    if outcome not in SHARE_OUTCOMES:
        raise ValidationError({"outcome": _("Choose an outcome.")})
    seen = _seen(challenge_id, outcome, by)
    do_once(once, now=now)
    SHARE_CHALLENGE_LIFE.make(seen, outcome, today=timezone.localdate(now))
    # The activity is held before the challenge, as by parties who agree at the same moment.
    decided_id = _seal(seen, shares or {}, words, now) if outcome == "uphold" else None
    row = _held(challenge_id, outcome, by)
    SHARE_CHALLENGE_LIFE.make(row, outcome, today=timezone.localdate(now))
    row.closed_at, row.decided_id = now, decided_id
    row.save()
    _step(row, outcome, None, words, by, now)
    _sign(events.ShareChallengeDecided(row.pk), row, by, now)
    return row


def _seal(row: ShareChallenge, shares: Mapping[int, int], words: str, now: datetime) -> int:
    of = _asked(row)
    if of.line is None:
        raise ValidationError(_("It was withdrawn from the record: nothing is left to share."))
    parts = [
        record_actions.Part(part.provider_id, part.role, shares.get(part.provider_id, 0))
        for part in of.line.parts
    ]
    if shares.keys() - {part.provider_id for part in parts}:
        raise ValidationError(_("Share it among those who took part."))
    activity = record.activity_row(_DECIDING, of.area_slug, of.line_id)
    made = record_actions.decide_shares(
        by=_DECIDING, now=now, activity=activity, parts=parts, reason=words
    )
    return made.pk


@act
def withdraw_share_challenge(
    *, challenge_id: int, words: str, by: Viewer, now: datetime, once: str = ""
) -> ShareChallenge:
    row = _held(challenge_id, "withdraw", by)
    do_once(once, now=now)
    SHARE_CHALLENGE_LIFE.make(row, "withdraw", today=timezone.localdate(now))
    _close(row, now)
    _step(row, "withdraw", row.raised_for_id, words, by, now)
    _sign(events.ShareChallengeWithdrawn(row.pk), row, by, now)
    return row


@act
def settle_share_challenge(*, line_id: int, by: Viewer, now: datetime) -> None:
    """All parties agreed on shares: an open challenge to those that stood is settled by that."""
    if row := _open(line_id, by):
        SHARE_CHALLENGE_LIFE.make(row, "settle", today=timezone.localdate(now))
        _close(row, now)
        _step(row, "settle", None, _("All who took part have agreed on the shares."), by, now)
        _sign(events.ShareChallengeSettled(row.pk), row, by, now)


@act
def close_share_challenge(*, line_id: int, by: Viewer, now: datetime) -> None:
    """An activity was corrected or withdrawn: where it is no more, or others took part in it,
    nothing is left to decide of an open challenge."""
    row = _open(line_id, by)
    if row is None or (of := _asked(row)).names_the_same:
        return
    words = (
        _("It was corrected: others took part in it, and it is shared out anew.")
        if of.line
        else _("It was withdrawn from the record: nothing is left to share.")
    )
    SHARE_CHALLENGE_LIFE.make(row, "lapse", today=timezone.localdate(now))
    _close(row, now)
    _step(row, "lapse", None, words, by, now)
    _sign(events.ShareChallengeWithdrawn(row.pk), row, by, now)


def _asked(row: ShareChallenge) -> NotAgreed:
    [of] = record.not_agreed(_DECIDING, [row.proposal_id])
    return of


def _open(line_id: int, by: Viewer) -> ShareChallenge | None:
    rows = ShareChallenge.objects.select_for_update(of=("self",))
    row = rows.filter(activity=line_id, closed_at=None).first()
    if row is not None:
        SHARE_CHALLENGE.require(by, "close", row)
    return row


def _close(row: ShareChallenge, now: datetime) -> None:
    row.closed_at = now
    row.save()


def _seen(challenge_id: int, move: str, by: Viewer) -> ShareChallenge:
    rows = ShareChallenge.objects.select_related("awaits")
    return SHARE_CHALLENGE.get(by, rows, SHARE_CHALLENGE_LIFE.moves[move].needs, pk=challenge_id)


def _held(challenge_id: int, move: str, by: Viewer) -> ShareChallenge:
    rows = ShareChallenge.objects.select_related("awaits").select_for_update(of=("self",))
    return SHARE_CHALLENGE.get(by, rows, SHARE_CHALLENGE_LIFE.moves[move].needs, pk=challenge_id)


def _step(
    row: ShareChallenge, move: str, body_id: int | None, words: str, by: Viewer, now: datetime
) -> None:
    ShareChallengeStep.objects.create(
        challenge=row, move=move, body_id=body_id, words=words, at=now, by_id=by.account_id
    )


def _sign(event: Event, row: ShareChallenge, by: Viewer, now: datetime) -> None:
    sign(event, by=by, now=now, of=f"share_challenge:{row.pk}", fields=["stage"])
