"""Who acts for an organisation, and who may decide it."""

from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Coverage
from trellis.people.roles import ROLES, Role


def may_give(viewer: Viewer, role: str, organisation_id: int) -> bool:
    """Whether the viewer may give that role there, once they may manage its people at all.

    To decide who acts for a body is what managing its people means. What a role reaches beyond
    that body, it may only be given by somebody who reaches as far themselves.
    """
    found = ROLES.get(role)
    if found is None or not found.everywhere <= viewer.everywhere:
        return False
    needed = [viewer.places_with(capability) for capability in found.reaches - viewer.everywhere]
    if not all(needed):
        return False
    places = _reached_from(organisation_id) if needed else frozenset()
    return all(places <= held for held in needed)


def roles_to_give(viewer: Viewer, organisation_id: int) -> list[Role]:
    """The roles the viewer may give there, in the order of the table."""
    return [role for role in ROLES.values() if may_give(viewer, role.code, organisation_id)]


def _reached_from(organisation_id: int) -> frozenset[int]:
    rows = Coverage.objects.filter(organisation_id=organisation_id)
    return frozenset(rows.exclude(covers_as=Coverage.As.SERVES).values_list("place_id", flat=True))
