"""The stages of what people ask, and how long an answer may take."""

from datetime import date
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.deadlines import Deadline
from trellis.kernel.lifecycle import Check, Lifecycle, Move
from trellis.kernel.periods import Period
from trellis.privacy import events


class Kind(models.TextChoices):
    ACCESS = "access", gettext_lazy("Copy of personal data")
    CORRECTION = "correction", gettext_lazy("Correction")
    ERASURE = "erasure", gettext_lazy("Erasure")


class Stage(models.TextChoices):
    RECEIVED = "received", gettext_lazy("received")
    WAITING = "waiting", gettext_lazy("waiting for proof of who asks")
    WORKING = "working", gettext_lazy("being carried out")
    READY = "ready", gettext_lazy("made, not sent yet")
    ANSWERED = "answered", gettext_lazy("answered")
    REFUSED = "refused", gettext_lazy("refused")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


OPEN: Final = (Stage.RECEIVED, Stage.WAITING, Stage.WORKING, Stage.READY)
ANSWER: Final = Deadline(
    "Answer", Period(months=1), "UK GDPR Article 12(3): one month from the day it was received"
)
EXTENDED: Final = Deadline(
    "Answer, taking longer",
    Period(months=3),
    "UK GDPR Article 12(3): two further months where it is complex, told within the first",
)
# How long a file can be downloaded once it was sent.
FILE_DAYS: Final = 14


def _of(*kinds: Kind) -> Check:
    def check(row: Any, today: date) -> str | None:  # noqa: ARG001
        return None if row.kind in kinds else _("That belongs to another kind of request.")

    return check


_ALIVE: Final = (Stage.RECEIVED, Stage.WAITING, Stage.READY)

REQUEST_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in Stage},
    moves=(
        Move(
            "make_file",
            (Stage.RECEIVED,),
            Stage.WORKING,
            gettext_lazy("Make the file"),
            needs="answer",
            checks=(_of(Kind.ACCESS),),
            event=events.FileAsked,
        ),
        Move(
            "keep_file",
            (Stage.WORKING,),
            Stage.READY,
            gettext_lazy("Keep the file"),
            needs="work",
            checks=(_of(Kind.ACCESS),),
            event=events.FileMade,
        ),
        Move(
            "send_file",
            (Stage.READY,),
            Stage.ANSWERED,
            gettext_lazy("Send it"),
            needs="answer",
            event=events.FileSent,
        ),
        Move(
            "start_erasure",
            (Stage.RECEIVED,),
            Stage.WORKING,
            gettext_lazy("Look at what would go"),
            needs="answer",
            checks=(_of(Kind.ERASURE),),
            event=events.ErasureStarted,
        ),
        Move(
            "finish_erasure",
            (Stage.WORKING,),
            Stage.ANSWERED,
            gettext_lazy("Finish the erasure"),
            needs="work",
            checks=(_of(Kind.ERASURE),),
            event=events.PersonErased,
        ),
        Move(
            "answer",
            (Stage.RECEIVED,),
            Stage.ANSWERED,
            gettext_lazy("Say it is corrected"),
            needs="answer",
            checks=(_of(Kind.CORRECTION),),
            event=events.RequestAnswered,
        ),
        Move(
            "ask_identity",
            (Stage.RECEIVED,),
            Stage.WAITING,
            gettext_lazy("Ask for proof of who it is"),
            needs="answer",
            event=events.IdentityAsked,
        ),
        Move(
            "note_identity",
            (Stage.WAITING,),
            Stage.RECEIVED,
            gettext_lazy("They have shown who they are"),
            needs="answer",
            event=events.IdentityShown,
        ),
        Move(
            "refuse",
            _ALIVE,
            Stage.REFUSED,
            gettext_lazy("Refuse it"),
            needs="answer",
            event=events.RequestRefused,
        ),
        Move(
            "withdraw",
            _ALIVE,
            Stage.WITHDRAWN,
            gettext_lazy("Take it back"),
            needs="withdraw",
            event=events.RequestWithdrawn,
        ),
    ),
)


class ComplaintStage(models.TextChoices):
    RECEIVED = "received", gettext_lazy("received")
    ACKNOWLEDGED = "acknowledged", gettext_lazy("acknowledged")
    CLOSED = "closed", gettext_lazy("closed")


class Outcome(models.TextChoices):
    UPHELD = "upheld", gettext_lazy("They are right")
    PARTLY = "partly", gettext_lazy("They are right in part")
    NOT_UPHELD = "not_upheld", gettext_lazy("They are not right")


ACKNOWLEDGE: Final = Deadline(
    "Acknowledgement",
    Period(days=30),
    "Data Protection Act 2018 section 164A: within 30 days; then an answer without undue delay",
)
COMPLAINT_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in ComplaintStage},
    moves=(
        Move(
            "acknowledge",
            (ComplaintStage.RECEIVED,),
            ComplaintStage.ACKNOWLEDGED,
            gettext_lazy("Acknowledge it"),
            needs="answer",
            event=events.ComplaintAcknowledged,
        ),
        Move(
            "close",
            (ComplaintStage.ACKNOWLEDGED,),
            ComplaintStage.CLOSED,
            gettext_lazy("Say what came of it"),
            needs="answer",
            event=events.ComplaintClosed,
        ),
    ),
)


class BreachStage(models.TextChoices):
    OPEN = "open", gettext_lazy("open")
    ASSESSED = "assessed", gettext_lazy("assessed")
    CLOSED = "closed", gettext_lazy("closed")


class Risk(models.TextChoices):
    UNLIKELY = "unlikely", gettext_lazy("Harm to anybody is unlikely")
    RISK = "risk", gettext_lazy("Somebody may come to harm")
    HIGH = "high", gettext_lazy("Somebody is likely to come to serious harm")


def _told_or_why(row: Any, today: date) -> str | None:  # noqa: ARG001
    if row.told_at is None and not row.told_why:
        return _("Say when the Commissioner was told, or why not.")
    return None


def _people_told_or_why(row: Any, today: date) -> str | None:  # noqa: ARG001
    if row.risk == Risk.HIGH and row.people_told_on is None and not row.people_why:
        return _("The risk is high: say when the people were told, or why not.")
    return None


BREACH_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in BreachStage},
    moves=(
        Move(
            "assess",
            (BreachStage.OPEN, BreachStage.ASSESSED),
            BreachStage.ASSESSED,
            gettext_lazy("Say how serious it is"),
            needs="answer",
            event=events.BreachAssessed,
        ),
        Move(
            "close",
            (BreachStage.ASSESSED,),
            BreachStage.CLOSED,
            gettext_lazy("Close it"),
            needs="answer",
            checks=(_told_or_why, _people_told_or_why),
            event=events.BreachClosed,
        ),
    ),
)
