"""From a table that was brought to what it says standing in the record, and back."""

from datetime import date
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.imports.events import (
    ColumnsMapped,
    ImportFinished,
    ImportStarted,
    ImportStopped,
    IntakeEnded,
    TableChecked,
    TableLookedAtAnew,
)
from trellis.kernel.lifecycle import Lifecycle, Move


class Stage(models.TextChoices):
    BROUGHT = "brought", gettext_lazy("brought")
    READING = "reading", gettext_lazy("being checked")
    CHECKED = "checked", gettext_lazy("checked, not imported yet")
    IMPORTING = "importing", gettext_lazy("being imported")
    IMPORTED = "imported", gettext_lazy("imported")
    UNDOING = "undoing", gettext_lazy("being taken back")
    UNDONE = "undone", gettext_lazy("taken back")
    CANCELLED = "cancelled", gettext_lazy("cancelled")
    FAILED = "failed", gettext_lazy("stopped by a fault")


# Those in which a worker has something to do.
AT_WORK: Final = (Stage.READING, Stage.IMPORTING, Stage.UNDOING)
# Those in which somebody has something to do.
WAITING: Final = (Stage.BROUGHT, Stage.CHECKED)
OVER: Final = (Stage.IMPORTED, Stage.UNDONE, Stage.CANCELLED, Stage.FAILED)


def _nothing_open(row: Any, today: date) -> str | None:  # noqa: ARG001
    if row.counts.get("problem"):
        return _("Put the lines right that have something wrong, or leave them out.")
    return None


def _something_to_do(row: Any, today: date) -> str | None:  # noqa: ARG001
    if not row.counts.get("new") and not row.counts.get("changed"):
        return _("There is nothing in it that would change the record.")
    return None


def _not_forgotten(row: Any, today: date) -> str | None:  # noqa: ARG001
    if row.forgotten_at is not None:
        return _("It was imported too long ago. Change the entries themselves.")
    return None


INTAKE_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in Stage},
    moves=(
        Move(
            "look_anew",
            (Stage.BROUGHT, Stage.CHECKED),
            Stage.BROUGHT,
            gettext_lazy("Read it otherwise"),
            needs="handle",
            event=TableLookedAtAnew,
        ),
        Move(
            "map",
            (Stage.BROUGHT, Stage.CHECKED),
            Stage.READING,
            gettext_lazy("Check every line"),
            needs="handle",
            event=ColumnsMapped,
        ),
        Move(
            "check",
            (Stage.READING,),
            Stage.CHECKED,
            gettext_lazy("Finish the check"),
            needs="handle",
            event=TableChecked,
        ),
        Move(
            "start",
            (Stage.CHECKED,),
            Stage.IMPORTING,
            gettext_lazy("Import"),
            needs="handle",
            checks=(_nothing_open, _something_to_do),
            event=ImportStarted,
        ),
        Move(
            "finish",
            (Stage.IMPORTING,),
            Stage.IMPORTED,
            gettext_lazy("Finish"),
            needs="handle",
            event=ImportFinished,
        ),
        Move(
            "stop",
            (Stage.IMPORTING,),
            Stage.UNDOING,
            gettext_lazy("Stop, and take back what is in"),
            needs="handle",
            event=ImportStopped,
        ),
        Move(
            "undo",
            (Stage.IMPORTED,),
            Stage.UNDOING,
            gettext_lazy("Take it all back"),
            needs="handle",
            checks=(_not_forgotten,),
            event=ImportStopped,
        ),
        Move(
            "cancel",
            (Stage.BROUGHT, Stage.READING, Stage.CHECKED),
            Stage.CANCELLED,
            gettext_lazy("Discard it"),
            needs="handle",
            event=IntakeEnded,
        ),
        Move(
            "refuse",
            (Stage.READING,),
            Stage.FAILED,
            gettext_lazy("Stop at a fault"),
            needs="handle",
            event=IntakeEnded,
        ),
        *(
            Move(
                f"end_{stage.value}",
                (Stage.UNDOING,),
                stage,
                stage.label,
                needs="handle",
                event=IntakeEnded,
            )
            for stage in (Stage.UNDONE, Stage.CANCELLED, Stage.FAILED)
        ),
    ),
)
