"""Documents that stand behind a value, brought by whoever records it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from trellis.documents import actions as documents
from trellis.kernel.acts import act, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.models import Value
from trellis.performance.policy import FRAMEWORK, VALUE


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


def _own_body(by: Viewer) -> int:
    """Where a line has no provider, its evidence belongs to who keeps the framework."""
    own = by.organisations_with(Capability.DOCUMENT_KEEP)
    if not own:
        raise PermissionDenied
    return min(own)
