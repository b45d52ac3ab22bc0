"""A framework from its first draft to its close, and a return from its first figure to its
acceptance. Challenges and peer reviews stand in a file of their own."""

from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.performance.events import (
    FrameworkStaged,
    ReturnAccepted,
    ReturnChecked,
    ReturnHandedIn,
    ReturnSentBack,
    ReturnTakenBack,
)


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


class ReturnStage(models.TextChoices):
    DRAFT = "draft", gettext_lazy("being filled in")
    SUBMITTED = "submitted", gettext_lazy("handed in")
    RETURNED = "returned", gettext_lazy("sent back")
    CHECKED = "checked", gettext_lazy("checked by one person")
    ACCEPTED = "accepted", gettext_lazy("accepted")


def _nothing_asked(row: Any, today: date) -> str | None:  # noqa: ARG001
    waiting = row.questions.filter(answered_at=None).count()
    if not waiting:
        return None
    return ngettext(
        "%(count)d question about it is not answered: wait for the answer, or send it back.",
        "%(count)d questions about it are not answered: wait for them, or send it back.",
        waiting,
    ) % {"count": waiting}


RETURN_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in ReturnStage},
    moves=(
        Move(
            "hand_in",
            (ReturnStage.DRAFT, ReturnStage.RETURNED),
            ReturnStage.SUBMITTED,
            gettext_lazy("Hand it in"),
            needs="fill",
            event=ReturnHandedIn,
        ),
        Move(
            "take_back",
            (ReturnStage.SUBMITTED,),
            ReturnStage.DRAFT,
            gettext_lazy("Take it back"),
            needs="fill",
            event=ReturnTakenBack,
        ),
        Move(
            "check",
            (ReturnStage.SUBMITTED,),
            ReturnStage.CHECKED,
            gettext_lazy("Sign as the first person"),
            needs="check",
            checks=(_nothing_asked,),
            event=ReturnChecked,
        ),
        Move(
            "accept",
            (ReturnStage.CHECKED,),
            ReturnStage.ACCEPTED,
            gettext_lazy("Accept as the second person"),
            needs="accept",
            checks=(_nothing_asked,),
            event=ReturnAccepted,
        ),
        Move(
            "send_back",
            (ReturnStage.SUBMITTED, ReturnStage.CHECKED),
            ReturnStage.RETURNED,
            gettext_lazy("Send it back"),
            needs="check",
            event=ReturnSentBack,
        ),
    ),
)
