"""A challenge: raised by another body, replied to, decided by a third."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.events import Event
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.lifecycle.scrutiny import CHALLENGE_LIFE
from trellis.performance.models import Challenge, ChallengeStep, Value
from trellis.performance.policy import CHALLENGE, FRAMEWORK, VALUE
from trellis.performance.queries.challenges import handed_in_on, return_around, shut
from trellis.performance.queries.rounds import holding, rounds_of

OUTCOMES = ("uphold", "not_uphold", "settle")


@act
def raise_challenge(
    *,
    value_id: int,
    for_id: int,
    question: str,
    reason: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Challenge:
    """Ask about another's figure, on behalf of a body, while its round is in scrutiny."""
    rows = Value.objects.select_for_update(of=("self",)).select_related("indicator__framework")
    value = VALUE.get(by, rows, "challenge", pk=value_id)
    framework = value.indicator.framework
    FRAMEWORK.require(by, "write", framework)
    if for_id not in by.organisations_with(Capability.FIGURE_CHALLENGE) - {value.provider_id}:
        raise PermissionDenied
    do_once(once, now=now)
    span = Span(value.period_start, value.period_end)
    held = holding(rounds_of([framework.pk]).get(framework.pk, []), span)
    around = return_around(framework.pk, value.provider_id, held) if held else None
    if why := shut(held, span, timezone.localdate(now), handed_in_on(around)):
        raise ValidationError(why)
    assert held is not None, "where there is no round, it is shut"
    _refuse_what_is_asked(value, for_id)
    row = Challenge.objects.create(
        framework=framework,
        period_start=held.span.start,
        period_end=held.span.end,
        value=value,
        of_return=around,
        raised_for_id=for_id,
        question=question,
        raised_at=now,
        raised_by_id=by.account_id,
    )
    _step(row, "raise", reason, by, now)
    sign(
        events.ChallengeRaised(row.pk), by=by, now=now, of=f"value:{value.pk}", fields=["challenge"]
    )
    return row


def _refuse_what_is_asked(value: Value, for_id: int) -> None:
    """A figure that counts no more, or one of which the same body asks already."""
    later = Value.objects.filter(
        indicator=value.indicator,
        place=value.place_id,
        provider=value.provider_id,
        period_start=value.period_start,
        period_end=value.period_end,
    ).order_by("recorded_at", "id")
    newest = later.last()
    if newest is not None and newest.pk != value.pk:
        raise ValidationError(_("It was corrected meanwhile. Look at the new figure first."))
    if Challenge.objects.filter(value=value, raised_for=for_id, closed_at=None).exists():
        raise ValidationError(_("Your organisation has an open challenge to this figure already."))


@act
def reply_to_challenge(
    *, challenge_id: int, words: str, by: Viewer, now: datetime, once: str = ""
) -> Challenge:
    row = _held(challenge_id, "reply", by)
    do_once(once, now=now)
    CHALLENGE_LIFE.make(row, "reply", today=timezone.localdate(now))
    row.answered_at, row.answered_by_id = now, by.account_id
    row.save()
    _step(row, "reply", words, by, now)
    _sign(events.ChallengeAnswered(row.pk), row, by, now)
    return row


@act
def decide_challenge(
    *, challenge_id: int, outcome: str, words: str, by: Viewer, now: datetime, once: str = ""
) -> Challenge:
    """`outcome` is one of OUTCOMES. What is upheld is corrected by its provider, by a later row."""
    if outcome not in OUTCOMES:
        raise ValidationError({"outcome": _("Choose an outcome.")})
    row = _held(challenge_id, outcome, by)
    do_once(once, now=now)
    CHALLENGE_LIFE.make(row, outcome, today=timezone.localdate(now))
    row.closed_at = now
    row.save()
    _step(row, outcome, words, by, now)
    _sign(events.ChallengeDecided(row.pk), row, by, now)
    return row


@act
def withdraw_challenge(
    *, challenge_id: int, words: str, by: Viewer, now: datetime, once: str = ""
) -> Challenge:
    row = _held(challenge_id, "withdraw", by)
    do_once(once, now=now)
    CHALLENGE_LIFE.make(row, "withdraw", today=timezone.localdate(now))
    row.closed_at = now
    row.save()
    _step(row, "withdraw", words, by, now)
    _sign(events.ChallengeWithdrawn(row.pk), row, by, now)
    return row


def _held(challenge_id: int, move: str, by: Viewer) -> Challenge:
    rows = Challenge.objects.select_for_update(of=("self",))
    return CHALLENGE.get(by, rows, CHALLENGE_LIFE.moves[move].needs, pk=challenge_id)


def _step(row: Challenge, move: str, words: str, by: Viewer, now: datetime) -> None:
    ChallengeStep.objects.create(challenge=row, move=move, words=words, at=now, by_id=by.account_id)


def _sign(event: Event, row: Challenge, by: Viewer, now: datetime) -> None:
    sign(event, by=by, now=now, of=f"challenge:{row.pk}", fields=["stage"])
