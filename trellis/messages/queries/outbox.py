"""The outbox, for whoever keeps the platform, and for Today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.deadlines import Due
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.messages.lifecycle import Stage
from trellis.messages.models import Letter
from trellis.messages.policy import LETTER

ON_A_PAGE: Final = 50


@dataclass(frozen=True)
class StageCount:
    stage: str
    words: str
    letters: int


@dataclass(frozen=True)
class Outbox:
    """`waiting_since` is when the oldest letter that may go by now was put in."""

    counts: list[StageCount]
    uncertain: list[Letter]
    page: "Page[Letter]"
    waiting_since: datetime | None


def outbox(viewer: Viewer, *, now: datetime, stage: str = "", page: str | None = None) -> Outbox:
    """Refused to whoever does not keep the platform."""
    require_capability(viewer, Can.PLATFORM_MANAGE)
    rows = LETTER.rows(viewer, Letter.objects.defer("text", "html"))
    counted = dict(rows.order_by().values_list("stage").annotate(Count("id")))
    due = rows.filter(stage=Stage.WAITING, not_before__lte=now)
    shown = rows.filter(stage=stage) if stage in set(Stage) else rows
    return Outbox(
        counts=[
            StageCount(one.value, str(one.label), counted[one]) for one in Stage if counted.get(one)
        ],
        uncertain=list(rows.filter(stage=Stage.UNCERTAIN).order_by("sending_at", "id")[:100]),
        page=Paginator(shown, ON_A_PAGE).get_page(page),
        waiting_since=due.aggregate(since=Min("queued_at"))["since"],
    )


def due_for(viewer: Viewer, today: date) -> list[Due]:  # noqa: ARG001
    """For whoever keeps the platform: letters that somebody must decide about."""
    if Can.PLATFORM_MANAGE not in viewer.everywhere:
        return []
    rows = LETTER.rows(viewer, Letter.objects.filter(stage=Stage.UNCERTAIN))
    count = rows.count()
    if not count:
        return []
    words: dict[str, Any] = {"count": count}
    return [
        Due(
            title=ngettext(
                "Of %(count)d letter it is not known whether it was sent",
                "Of %(count)d letters it is not known whether they were sent",
                count,
            )
            % words,
            why=_("The worker was stopped in between. Nothing is sent twice by itself."),
            due=None,
            step=_("Decide"),
            url=reverse("messages:outbox"),
        )
    ]
