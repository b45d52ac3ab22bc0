"""From a file that was brought to what it says standing in the record."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.places.events import (
    FileDiscarded,
    ImportFailed,
    ImportStarted,
)


class Stage(models.TextChoices):
    CHECKED = "checked", _("checked, not imported yet")
    IMPORTING = "importing", _("being imported")
    DONE = "done", _("imported")
    FAILED = "failed", _("stopped by a fault")
    DISCARDED = "discarded", _("discarded")


UPLOAD_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in Stage},
    moves=(
        Move(
            "start",
            (Stage.CHECKED, Stage.FAILED),
            Stage.IMPORTING,
            _("Import it"),
            needs="handle",
            event=ImportStarted,
        ),
        Move("finish", (Stage.IMPORTING,), Stage.DONE, _("Finish"), needs="handle"),
        Move(
            "fail",
            (Stage.IMPORTING,),
            Stage.FAILED,
            _("Stop at a fault"),
            needs="handle",
            event=ImportFailed,
        ),
        Move(
            "discard",
            (Stage.CHECKED, Stage.FAILED),
            Stage.DISCARDED,
            _("Discard the file"),
            needs="handle",
            event=FileDiscarded,
        ),
    ),
)
