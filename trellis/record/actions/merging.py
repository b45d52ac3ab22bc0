"""Organisations that turn out to be one are counted as one, and apart again if that was wrong."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.actions.rebuilding import count_anew, hold_cells
from trellis.record.models import Contribution, CountedAs
from trellis.record.queries.subjects import TAGS


@act
def merge_bodies(*, by: Viewer, now: datetime, organisation_id: int, into_id: int) -> None:
    """From now on the one is counted as the other, in every quarter there is. What was recorded
    for it still says so. ValidationError where both are the same already."""
    if not by.is_system:
        require_capability(by, Capability.PLATFORM_MANAGE)
    hold_cells()
    final = CountedAs.objects.filter(organisation=into_id).first()
    target = final.counted_as_id if final else into_id
    if target == organisation_id:
        raise ValidationError(_("They are counted as one already."))
    CountedAs.objects.filter(counted_as=organisation_id).update(counted_as=target)
    CountedAs.objects.update_or_create(
        organisation_id=organisation_id, defaults={"counted_as_id": target, "since_at": now}
    )
    _count_kinds({organisation_id, target})
    event = events.BodiesMerged(organisation_id, target)
    sign(event, by=by, now=now, of=f"organisation:{organisation_id}", fields=["counted_as"])


@act
def part_bodies(*, by: Viewer, now: datetime, organisation_id: int) -> None:
    """It is counted as itself again. What others were counted as by way of it stays with them."""
    if not by.is_system:
        require_capability(by, Capability.PLATFORM_MANAGE)
    hold_cells()
    row = CountedAs.objects.filter(organisation=organisation_id).first()
    if row is None:
        raise ValidationError(_("It is counted as itself already."))
    row.delete()
    _count_kinds({organisation_id, row.counted_as_id})
    event = events.BodiesParted(organisation_id)
    sign(event, by=by, now=now, of=f"organisation:{organisation_id}", fields=["counted_as"])


def _count_kinds(bodies: set[int]) -> None:
    """The kinds of which anything was done for these, and what that served."""
    same = CountedAs.objects.filter(counted_as__in=bodies).values_list("organisation_id", flat=True)
    rows = Contribution.objects.filter(stands=True, organisation__in=bodies | set(same))
    for kind in sorted(set(rows.values_list("service_type_id", flat=True))):
        count_anew(kind)
    tagged = rows.filter(split__activity__tagged__isnull=False)
    tags = tagged.values_list("split__activity__tagged__tag_id", flat=True)
    for tag in sorted(set(tags)):
        count_anew(tag, TAGS)
