"""Documents that stand behind a value, and which purpose an appraisal serves."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from trellis.documents import actions as documents
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.models import Appraisal, Value
from trellis.performance.policy import APPRAISAL, FRAMEWORK, VALUE


@act
def attach_evidence(
    *,
    value_id: int,
    title: str,
    about: str,
    file: documents.TakenIn,
    is_public: bool,
    label: str,
    address: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> int:
    """Returns the document's id. It belongs to the provider, whose keepers see it, and is seen by
    whoever appraises evidence at the place; by everybody only where that was said. `label` and
    `address` say what the figure is called and where its page is."""
    rows = Value.objects.select_related("indicator__framework")
    value = VALUE.get(by, rows, "correct", pk=value_id)
    FRAMEWORK.require(by, "write", value.indicator.framework)
    readers = [
        documents.Reader(
            "reach", place_id=value.place_id, capability=Capability.EVIDENCE_APPRAISE.value
        )
    ]
    row = documents.add_document(
        area_id=value.indicator.framework.area_id,
        owner_id=value.provider_id or _own_body(by),
        details=documents.Details(title=title, kind="evidence", about=about),
        file=file,
        readers=[*readers, documents.Reader("public")] if is_public else readers,
        behind=documents.Behind(f"performance.value:{value.pk}", label, address),
        by=by,
        now=now,
        once=once,
    )
    event = events.EvidenceAttached(value.pk, row.pk)
    sign(event, by=by, now=now, of=f"value:{value.pk}", fields=["evidence"])
    return row.pk


@act
def retag_appraisal(
    *, appraisal_id: int, purpose: str, by: Viewer, now: datetime, once: str = ""
) -> Appraisal:
    """Put one's own appraisal under the other purpose, by a later row that says the same."""
    rows = Appraisal.objects.select_related("value__indicator__framework")
    row = APPRAISAL.get(by, rows, "retag", pk=appraisal_id)
    do_once(once, now=now)
    if row.purpose == purpose:
        raise ValidationError(_("It serves that purpose already."))
    if Appraisal.objects.filter(retags=row).exists():
        raise ValidationError(_("It was put under another purpose meanwhile."))
    later = Appraisal.objects.create(
        value=row.value,
        strength=row.strength,
        reason=row.reason,
        purpose=purpose,
        retags=row,
        appraised_at=now,
        appraised_by_id=by.account_id,
    )
    event = events.EvidenceRetagged(later.pk)
    sign(event, by=by, now=now, of=f"value:{row.value_id}", fields=["purpose"])
    return later


def _own_body(by: Viewer) -> int:
    """Where a line has no provider, its evidence belongs to who keeps the framework."""
    own = by.organisations_with(Capability.DOCUMENT_KEEP)
    if not own:
        raise PermissionDenied
    return min(own)
