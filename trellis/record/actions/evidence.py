"""Documents that stand behind what was done."""

from datetime import datetime
from enum import StrEnum

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from trellis.documents import actions as documents
from trellis.kernel.acts import act, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.models import Activity, Contribution
from trellis.record.policy import ACTIVITY
from trellis.record.words import named_on


class Readers(StrEnum):
    """Who sees it beside those whose document it is."""

    PARTIES = "parties"
    GROUP = "group"
    PUBLIC = "public"


@act
def attach_evidence(
    *,
    by: Viewer,
    now: datetime,
    activity: Activity,
    provider_id: int,
    title: str,
    about: str,
    file: documents.TakenIn,
    readers: Readers,
    address: str,
    once: str = "",
) -> int:
    """Returns the document’s id. It belongs to the party that brings it, and stands behind the
    activity whatever is corrected in it. It is seen by those who took part, by whoever reads
    activities of the place, by the group that it was for where that was said, and by everybody
    only where that was. `address` is where the page of the activity is.
    """
    row = Activity.objects.select_related("service_type").get(pk=activity.pk)
    ACTIVITY.require(by, "propose", row)
    if not row.stands:
        raise ValidationError(_("It was corrected or withdrawn meanwhile. Look at it again."))
    parts = Contribution.objects.filter(split__activity=row, stands=True)
    parties = set(parts.values_list("provider_id", flat=True))
    ours = parties if by.is_system else by.organisations_with(Capability.ACTIVITY_RECORD)
    if provider_id not in parties & ours:
        raise PermissionDenied
    document = documents.add_document(
        area_id=row.area_id,
        owner_id=provider_id,
        details=documents.Details(title=title, kind="evidence", about=about),
        file=file,
        readers=_audience(row, parties - {provider_id}, readers),
        behind=documents.Behind(
            f"record.activity:{row.line_id}", named_on(row.service_type.name, row.on), address
        ),
        by=by,
        now=now,
        once=once,
    )
    event = events.ActivityEvidenceAttached(row.line_id, document.pk)
    sign(event, by=by, now=now, of=f"activity:{row.line_id}", fields=["evidence"])
    return document.pk


def _audience(row: Activity, others: set[int], readers: Readers) -> list[documents.Reader]:
    paying = Capability.ACTIVITY_VIEW.value
    found = [documents.Reader("reach", place_id=row.place_id, capability=paying)]
    if readers is not Readers.PARTIES and row.organisation_id:
        others = others | {row.organisation_id}
    found += [documents.Reader("organisation", organisation_id=one) for one in sorted(others)]
    return [*found, documents.Reader("public")] if readers is Readers.PUBLIC else found
