"""What was said of the evidence under a figure: to judge it, for all; to improve it, for some."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from trellis.kernel.viewer import Viewer
from trellis.performance.models import Appraisal, Value
from trellis.performance.policy import APPRAISAL
from trellis.performance.queries.facts import FrameworkFacts


@dataclass(frozen=True)
class AppraisalFacts:
    """`reason` says what was looked at; by whom stays unsaid. `may_retag`: it is the viewer's."""

    id: int
    strength: int
    reason: str
    at: datetime
    purpose: str
    may_retag: bool = False


def counting(known_at: datetime | None = None) -> QuerySet[Appraisal]:
    """Those that were not put under the other purpose by a later row, as known at a moment."""
    later = Appraisal.objects.filter(retags=OuterRef("pk"))
    rows = Appraisal.objects.all()
    if known_at is not None:
        later, rows = (
            later.filter(appraised_at__lte=known_at),
            rows.filter(appraised_at__lte=known_at),
        )
    return rows.filter(~Exists(later)).order_by("appraised_at", "id")


def strengths(values: QuerySet[Value], known_at: datetime | None = None) -> dict[int, int]:
    """The newest judgement of each value. What was said to help it is never shown as one."""
    said = counting(known_at).filter(
        value__in=values.order_by().values("pk"), purpose=Appraisal.Purpose.SUMMATIVE
    )
    return dict(said.values_list("value_id", "strength"))


def appraisals(
    viewer: Viewer, row: Value | None, known_at: datetime | None = None
) -> tuple[AppraisalFacts, ...]:
    """What the viewer may read of what was said of a value by then, newest first."""
    if row is None:
        return ()
    said = list(APPRAISAL.rows(viewer, counting(known_at).filter(value=row)).reverse())
    own = {one.pk for one in said if one.appraised_by_id == viewer.account_id is not None}
    return tuple(
        AppraisalFacts(
            one.pk, one.strength, one.reason, one.appraised_at, one.purpose, one.pk in own
        )
        for one in said
    )


def appraisal_to_retag(
    viewer: Viewer, facts: FrameworkFacts, value_id: int, appraisal_id: int
) -> AppraisalFacts:
    """404 unseen, 403 for whoever did not write it."""
    rows = counting().filter(value_id=value_id, value__indicator__framework_id=facts.id)
    row = APPRAISAL.get(viewer, rows, "retag", pk=appraisal_id)
    return AppraisalFacts(
        row.pk, row.strength, row.reason, row.appraised_at, row.purpose, may_retag=True
    )
