"""The stages of a hand-over, and how long it may take."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy

from trellis.kernel.deadlines import Deadline
from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.kernel.periods import Period
from trellis.privacy import events


class HandoverStage(models.TextChoices):
    OPEN = "open", gettext_lazy("open")
    DONE = "done", gettext_lazy("done")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class Reason(models.TextChoices):
    CLOSES = "closes", gettext_lazy("It closes")
    LEAVES = "leaves", gettext_lazy("It leaves the partnership")


class Fate(models.TextChoices):
    HANDED = "handed", gettext_lazy("Handed over to another body")
    KEPT = "kept", gettext_lazy("Kept by whoever keeps the record")
    EMPTIED = "emptied", gettext_lazy("Taken away by the body, then emptied here")


class Answer(models.TextChoices):
    ASKED = "asked", gettext_lazy("asked")
    ACCEPTED = "accepted", gettext_lazy("accepted")
    REFUSED = "refused", gettext_lazy("refused")


HAND_OVER: Final = Deadline(
    "Hand-over",
    Period(months=3),
    "three months, by our own rule: UK GDPR Article 5(1)(e) has no data kept longer than it is "
    "needed, and names no day",
)
HANDOVER_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in HandoverStage},
    moves=(
        Move(
            "complete",
            (HandoverStage.OPEN,),
            HandoverStage.DONE,
            gettext_lazy("Hand it over"),
            needs="decide",
            event=events.HandoverDone,
        ),
        Move(
            "withdraw",
            (HandoverStage.OPEN,),
            HandoverStage.WITHDRAWN,
            gettext_lazy("It does not leave after all"),
            needs="decide",
            event=events.HandoverWithdrawn,
        ),
    ),
)
