"""A wave from its opening to its results."""

from datetime import date
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.questions.events import ResultsPublished, ResultsWithdrawn, WaveClosed
from trellis.questions.rules.suppression import THRESHOLD


class Stage(models.TextChoices):
    OPEN = "open", gettext_lazy("open")
    CLOSED = "closed", gettext_lazy("closed")
    PUBLISHED = "published", gettext_lazy("results published")


# Answers no longer change: only then is anything counted out, or one answer more would show.
COUNTED: Final = (Stage.CLOSED, Stage.PUBLISHED)


def _something_to_show(row: Any, today: date) -> str | None:  # noqa: ARG001
    if (row.returned or 0) < THRESHOLD:
        return _("Fewer than five people answered. What they said is shown to nobody.")
    return None


WAVE_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in Stage},
    moves=(
        Move(
            "close",
            (Stage.OPEN,),
            Stage.CLOSED,
            gettext_lazy("Close it"),
            needs="keep",
            event=WaveClosed,
        ),
        Move(
            "publish",
            (Stage.CLOSED,),
            Stage.PUBLISHED,
            gettext_lazy("Publish the results"),
            needs="keep",
            checks=(_something_to_show,),
            event=ResultsPublished,
        ),
        Move(
            "withdraw",
            (Stage.PUBLISHED,),
            Stage.CLOSED,
            gettext_lazy("Take the results back"),
            needs="keep",
            event=ResultsWithdrawn,
        ),
    ),
)
