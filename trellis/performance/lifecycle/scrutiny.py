"""A challenge from its question to its outcome, to a figure or to shares, and a peer review from
its plan to the look at what came of it."""

from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.deadlines import Clock, Deadline
from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.kernel.periods import Period
from trellis.performance.events import (
    ChallengeAnswered,
    ChallengeDecided,
    ChallengeWithdrawn,
    PeerReviewAnswered,
    PeerReviewBegun,
    PeerReviewCalledOff,
    PeerReviewClosed,
    PeerReviewFound,
    ShareChallengeAnswered,
    ShareChallengeDecided,
    ShareChallengeSettled,
    ShareChallengeWithdrawn,
)


class ChallengeStage(models.TextChoices):
    RAISED = "raised", gettext_lazy("waiting for a reply")
    ANSWERED = "answered", gettext_lazy("waiting for an outcome")
    UPHELD = "upheld", gettext_lazy("upheld")
    NOT_UPHELD = "not_upheld", gettext_lazy("not upheld")
    SETTLED = "settled", gettext_lazy("settled between the two")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


def reply_clock(challenge: Any, source: str = "") -> Clock:
    """Ten working days from the day on which it was raised."""
    told = source or _("Scrutiny of figures")
    kind = Deadline(_("Reply to the challenge"), Period(working_days=10), told)
    ended = challenge.answered_at or challenge.closed_at
    return kind.clock(_day(challenge.raised_at), ended=_day(ended) if ended else None)


def outcome_clock(challenge: Any, source: str = "") -> Clock:
    """Ten working days from the reply, or from the day by which there should have been one."""
    told = source or _("Scrutiny of figures")
    kind = Deadline(_("Outcome of the challenge"), Period(working_days=10), told)
    answered, closed = challenge.answered_at, challenge.closed_at
    starts = _day(answered) if answered else reply_clock(challenge).due
    return kind.clock(starts, ended=_day(closed) if closed else None)


def _day(moment: Any) -> date:
    return timezone.localdate(moment)


def _was_heard(challenge: Any, today: date) -> str | None:
    """Nothing is decided before the provider replied, or its time for that is over."""
    clock = reply_clock(challenge)
    if challenge.answered_at or today > clock.due:
        return None
    return _("The provider has until %(day)s to reply: wait for the reply, or until then.") % {
        "day": date_format(clock.due, "j F Y")
    }


_OPEN = (ChallengeStage.RAISED, ChallengeStage.ANSWERED)


def _outcome(name: str, stage: ChallengeStage, label: Any) -> Move:
    return Move(name, _OPEN, stage, label, "decide", (_was_heard,), ChallengeDecided)


CHALLENGE_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in ChallengeStage},
    moves=(
        Move(
            "reply",
            (ChallengeStage.RAISED,),
            ChallengeStage.ANSWERED,
            gettext_lazy("Reply"),
            needs="reply",
            event=ChallengeAnswered,
        ),
        _outcome("uphold", ChallengeStage.UPHELD, gettext_lazy("Uphold it")),
        _outcome("not_uphold", ChallengeStage.NOT_UPHELD, gettext_lazy("Do not uphold it")),
        _outcome("settle", ChallengeStage.SETTLED, gettext_lazy("Note how the two settled it")),
        Move(
            "withdraw",
            _OPEN,
            ChallengeStage.WITHDRAWN,
            gettext_lazy("Withdraw it"),
            needs="withdraw",
            event=ChallengeWithdrawn,
        ),
    ),
)


def raising_clock(dropped_at: datetime) -> Clock:
    """Twenty working days from the day on which shares were not agreed: for so long the party that
    had asked for them can challenge those that stand."""
    kind = Deadline(_("Challenge to the shares"), Period(working_days=20), share_source())
    return kind.clock(_day(dropped_at))


def share_source() -> str:
    return _("Challenges to shares")


def _parties_were_heard(challenge: Any, today: date) -> str | None:
    """Nothing is decided before the reply that it waits for, or the end of its time."""
    clock = reply_clock(challenge)
    if challenge.answered_at or today > clock.due:
        return None
    return _("%(body)s has until %(day)s to reply: wait for the reply, or until then.") % {
        "body": challenge.awaits.name,
        "day": date_format(clock.due, "j F Y"),
    }


SHARE_CHALLENGE_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in ChallengeStage}
    | {ChallengeStage.SETTLED.value: gettext_lazy("settled between the parties")},
    moves=(
        Move(
            "reply",
            (ChallengeStage.RAISED,),
            ChallengeStage.ANSWERED,
            gettext_lazy("Reply"),
            needs="reply",
            event=ShareChallengeAnswered,
        ),
        *(
            Move(name, _OPEN, stage, label, "decide", (_parties_were_heard,), ShareChallengeDecided)
            for name, stage, label in (
                ("uphold", ChallengeStage.UPHELD, gettext_lazy("Uphold it, and say the shares")),
                ("not_uphold", ChallengeStage.NOT_UPHELD, gettext_lazy("Do not uphold it")),
            )
        ),
        Move(
            "settle",
            _OPEN,
            ChallengeStage.SETTLED,
            gettext_lazy("All parties agree on shares"),
            needs="close",
            event=ShareChallengeSettled,
        ),
        Move(
            "withdraw",
            _OPEN,
            ChallengeStage.WITHDRAWN,
            gettext_lazy("Withdraw it"),
            needs="withdraw",
            event=ShareChallengeWithdrawn,
        ),
        Move(
            "lapse",
            _OPEN,
            ChallengeStage.WITHDRAWN,
            gettext_lazy("Nothing is left to decide"),
            needs="close",
            event=ShareChallengeWithdrawn,
        ),
    ),
)


class ReviewStage(models.TextChoices):
    PLANNED = "planned", gettext_lazy("planned")
    UNDER_WAY = "under_way", gettext_lazy("under way")
    FOUND = "found", gettext_lazy("findings given")
    RESPONDED = "responded", gettext_lazy("responded to")
    CLOSED = "closed", gettext_lazy("progress checked, closed")
    CALLED_OFF = "called_off", gettext_lazy("called off")


def response_clock(review: Any) -> Clock:
    """Twenty working days from the day on which the findings were given."""
    kind = Deadline(_("Response to the review"), Period(working_days=20), _("Peer review"))
    ended = review.responded_at
    return kind.clock(_day(review.found_at), ended=_day(ended) if ended else None)


def progress_clock(review: Any) -> Clock:
    """Ten months from the day on which the findings were given."""
    kind = Deadline(_("Progress check"), Period(months=10), _("Peer review"))
    closed = review.closed_at
    return kind.clock(_day(review.found_at), ended=_day(closed) if closed else None)


def _has_findings(review: Any, today: date) -> str | None:  # noqa: ARG001
    if review.findings.exists():
        return None
    return _("Nothing was noted yet: note at least one finding.")


def _plans_for_concerns(review: Any, today: date) -> str | None:  # noqa: ARG001
    if review.actions.exists() or not review.findings.filter(kind="concern").exists():
        return None
    return _("There is a concern and no action: put at least one into the plan.")


PEER_REVIEW_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in ReviewStage},
    moves=(
        Move(
            "begin",
            (ReviewStage.PLANNED,),
            ReviewStage.UNDER_WAY,
            gettext_lazy("Begin it, and draw its lines"),
            needs="review",
            event=PeerReviewBegun,
        ),
        Move(
            "give_findings",
            (ReviewStage.UNDER_WAY,),
            ReviewStage.FOUND,
            gettext_lazy("Give the findings to the provider"),
            needs="review",
            checks=(_has_findings,),
            event=PeerReviewFound,
        ),
        Move(
            "respond",
            (ReviewStage.FOUND,),
            ReviewStage.RESPONDED,
            gettext_lazy("Hand in the response"),
            needs="respond",
            checks=(_plans_for_concerns,),
            event=PeerReviewAnswered,
        ),
        Move(
            "check_progress",
            (ReviewStage.RESPONDED,),
            ReviewStage.CLOSED,
            gettext_lazy("Check progress, and close it"),
            needs="review",
            event=PeerReviewClosed,
        ),
        Move(
            "call_off",
            (ReviewStage.PLANNED, ReviewStage.UNDER_WAY),
            ReviewStage.CALLED_OFF,
            gettext_lazy("Call it off"),
            needs="plan",
            event=PeerReviewCalledOff,
        ),
    ),
)
