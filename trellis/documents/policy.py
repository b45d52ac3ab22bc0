"""Who may do what with documents: one policy for the list, the record, the file and the search."""

from django.db.models import Exists, OuterRef, Q

from trellis.documents.models import Audience
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import Policy, Rule, by_system, can, where
from trellis.kernel.viewer import Viewer


class in_audience(Rule):  # noqa: N801  (reads as a word in a policy)
    """Documents that have an audience row for somebody like the viewer, as the viewer is now: a
    role that has ended opens nothing."""

    def rows(self, viewer: Viewer) -> Q:
        found = Audience.objects.filter(addressed_to(viewer), document=OuterRef("pk"))
        return Q(Exists(found))


def addressed_to(viewer: Viewer) -> Q:
    """The audience rows that mean the viewer."""
    kind = Audience.Kind
    found = Q(kind=kind.PUBLIC)
    if viewer.areas:
        found |= Q(kind=kind.AREA, document__area_id__in=viewer.areas)
    if viewer.roles:
        organisations = {organisation for organisation, _role in viewer.roles}
        found |= Q(kind=kind.ORGANISATION, organisation_id__in=organisations)
    for organisation, role in viewer.roles:
        found |= Q(kind=kind.ROLE, organisation_id=organisation, role=role)
    for capability, places in viewer.over.items():
        found |= Q(kind=kind.REACH, capability=capability, place_id__in=places)
    return found


_KEEPS = can(Can.DOCUMENT_KEEP, at="owner")
_SHOWN = where(Q(withdrawn_at=None))
# Documented history is read-only; the system loads it before anybody reads it.
_KEEPS_OPEN = (_KEEPS & where(~Q(area__standing="documented"))) | by_system()

DOCUMENT = Policy(
    view=(in_audience() & _SHOWN) | _KEEPS | by_system(),
    # What was replaced may have been replaced for a reason.
    see_earlier=_KEEPS | by_system(),
    keep=_KEEPS_OPEN,
    edit=_KEEPS_OPEN & _SHOWN,
    restore=_KEEPS_OPEN & where(Q(withdrawn_at__isnull=False)),
)

_KEEPS_ITS_DOCUMENT = can(Can.DOCUMENT_KEEP, at="document__owner") | by_system()
# To revoke is open at all times, whatever has become of the document.
DOCUMENT_LINK = Policy(view=_KEEPS_ITS_DOCUMENT, revoke=_KEEPS_ITS_DOCUMENT)
