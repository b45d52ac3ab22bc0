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
