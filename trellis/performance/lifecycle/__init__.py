"""A framework, a return and a proposed change, each from its first stage to its last.
Challenges and peer reviews stand in a file of their own."""

from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.performance.events import (
    ConsultationOpened,
    FrameworkStaged,
    ProposalAdopted,
    ProposalTurnedDown,
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


class Standing(models.TextChoices):
    """How an indicator stands beside the others. Without one, nobody has said."""

    CORE = "core", gettext_lazy("core")
    LOCAL = "local", gettext_lazy("local")
    OPTIONAL = "optional", gettext_lazy("optional")
    EXPERIMENTAL = "experimental", gettext_lazy("experimental")

    @property
    def may_begin_unrated(self) -> bool:
        return self in (Standing.LOCAL, Standing.EXPERIMENTAL)


class Change(models.TextChoices):
    """What a proposal would change."""

    NEW = "new", gettext_lazy("a new indicator")
    VERSION = "version", gettext_lazy("another wording or way of counting")
    STANDING = "standing", gettext_lazy("another standing")
    RETIRE = "retire", gettext_lazy("retiring it")


class Opinion(models.TextChoices):
    SUPPORT = "support", gettext_lazy("supports it")
    OPPOSE = "oppose", gettext_lazy("does not support it")
    NEITHER = "neither", gettext_lazy("neither")


class ProposalStage(models.TextChoices):
    PROPOSED = "proposed", gettext_lazy("proposed")
    CONSULTED = "consulted", gettext_lazy("consulted on")
    ADOPTED = "adopted", gettext_lazy("adopted")
    TURNED_DOWN = "turned_down", gettext_lazy("turned down")


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


def _has_closed(proposal: Any, today: date) -> str | None:
    if proposal.closes_on < today:
        return None
    words = _("People can comment until %(day)s: decide on the day after, or later.")
    return words % {"day": date_format(proposal.closes_on, "j F Y")}


PROPOSAL_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in ProposalStage},
    moves=(
        Move(
            "consult",
            (ProposalStage.PROPOSED,),
            ProposalStage.CONSULTED,
            gettext_lazy("Consult on it"),
            needs="decide",
            event=ConsultationOpened,
        ),
        Move(
            "adopt",
            (ProposalStage.CONSULTED,),
            ProposalStage.ADOPTED,
            gettext_lazy("Adopt it"),
            needs="decide",
            checks=(_has_closed,),
            event=ProposalAdopted,
        ),
        Move(
            "turn_down",
            (ProposalStage.PROPOSED, ProposalStage.CONSULTED),
            ProposalStage.TURNED_DOWN,
            gettext_lazy("Turn it down"),
            needs="decide",
            event=ProposalTurnedDown,
        ),
    ),
)
