"""From a file that was brought to what it says standing in the record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.places.events import (
    FileDiscarded,
    ImportFailed,
    ImportStarted,
)
from trellis.places.models import Upload

_STAGE = Upload.Stage

UPLOAD_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in _STAGE},
    moves=(
        Move(
            "start",
            (_STAGE.CHECKED, _STAGE.FAILED),
            _STAGE.IMPORTING,
            _("Import it"),
            needs="handle",
            event=ImportStarted,
        ),
        Move("finish", (_STAGE.IMPORTING,), _STAGE.DONE, _("Finish"), needs="handle"),
        Move(
            "fail",
            (_STAGE.IMPORTING,),
            _STAGE.FAILED,
            _("Stop at a fault"),
            needs="handle",
            event=ImportFailed,
        ),
        Move(
            "discard",
            (_STAGE.CHECKED, _STAGE.FAILED),
            _STAGE.DISCARDED,
            _("Discard the file"),
            needs="handle",
            event=FileDiscarded,
        ),
    ),
)
