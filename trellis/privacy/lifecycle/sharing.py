"""The stages of an agreement between bodies."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.privacy import events


class AgreementStage(models.TextChoices):
    DRAFT = "draft", gettext_lazy("draft")
    PROPOSED = "proposed", gettext_lazy("proposed")
    AGREED = "agreed", gettext_lazy("agreed")
    ENDED = "ended", gettext_lazy("ended")
    REFUSED = "refused", gettext_lazy("refused or taken back")


class Does(models.TextChoices):
    GIVES = "gives", gettext_lazy("gives")
    RECEIVES = "receives", gettext_lazy("receives, and decides over what it has received")
    JOINT = "joint", gettext_lazy("decides together with the other (Article 26)")
    PROCESSES = "processes", gettext_lazy("receives, and does only as it is told (Article 28)")


# What anybody may read.
PUBLIC: Final = (AgreementStage.AGREED, AgreementStage.ENDED)
# How long before it a review stands on Today.
REVIEW_SHOWN: Final = timedelta(days=30)


def _is_not_over(row: Any, today: date) -> str | None:
    if row.until_on is not None and row.until_on <= today:
        return _("Its last day has passed. Write another with later days.")
    return None


def _review_is_ahead(row: Any, today: date) -> str | None:
    if row.review_on <= today:
        return _("Its review would be due already. Write another with later days.")
    return None


AGREEMENT_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in AgreementStage},
    moves=(
        Move(
            "propose",
            (AgreementStage.DRAFT,),
            AgreementStage.PROPOSED,
            gettext_lazy("Propose it"),
            needs="decide",
            checks=(_is_not_over, _review_is_ahead),
            event=events.AgreementProposed,
        ),
        Move(
            "agree",
            (AgreementStage.PROPOSED,),
            AgreementStage.AGREED,
            gettext_lazy("Agree"),
            needs="decide",
            checks=(_is_not_over, _review_is_ahead),
            event=events.AgreementMade,
        ),
        Move(
            "refuse",
            (AgreementStage.DRAFT, AgreementStage.PROPOSED),
            AgreementStage.REFUSED,
            gettext_lazy("Refuse it or take it back"),
            needs="decide",
            event=events.AgreementRefused,
        ),
        Move(
            "end",
            (AgreementStage.AGREED,),
            AgreementStage.ENDED,
            gettext_lazy("End it"),
            needs="decide",
            event=events.AgreementEnded,
        ),
    ),
)
