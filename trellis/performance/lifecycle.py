"""A framework from its first draft to its close, and what it lacks before it can go live."""

from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.performance.events import FrameworkStaged


class Stage(models.TextChoices):
    DRAFT = "draft", gettext_lazy("draft")
    LIVE = "live", gettext_lazy("live")
    CLOSED = "closed", gettext_lazy("closed")


def _has_outcomes(framework: Any, today: date) -> str | None:  # noqa: ARG001
    if framework.outcomes.exists():
        return None
    return _("It has no outcome: add at least one.")


def _has_indicators(framework: Any, today: date) -> str | None:  # noqa: ARG001
    if framework.indicators.filter(retired_on=None).exists():
        return None
    return _("It has no indicator: add at least one.")


def _is_reported(framework: Any, today: date) -> str | None:  # noqa: ARG001
    meant = Q(lines__until_on=None) | Q(lines__until_on__gt=F("lines__from_on"))
    if framework.indicators.filter(meant, retired_on=None, lines__isnull=False).exists():
        return None
    return _("Nobody is to report: say who reports at least one indicator.")


def _has_a_rule(framework: Any, today: date) -> str | None:  # noqa: ARG001
    if framework.rating_rules.exists():
        return None
    return _("Nothing says how a rating is made: adopt a rating rule.")


FRAMEWORK_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in Stage},
    moves=(
        Move(
            "make_live",
            (Stage.DRAFT,),
            Stage.LIVE,
            gettext_lazy("Make it live"),
            needs="edit",
            checks=(_has_outcomes, _has_indicators, _is_reported, _has_a_rule),
            event=FrameworkStaged,
        ),
        Move(
            "close",
            (Stage.LIVE,),
            Stage.CLOSED,
            gettext_lazy("Close it"),
            needs="edit",
            event=FrameworkStaged,
        ),
    ),
)
