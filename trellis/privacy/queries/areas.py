"""Whom somebody can ask."""

from trellis.kernel.viewer import STRANGER, Viewer
from trellis.places import queries as places
from trellis.places.queries import Area


def areas_to_ask(viewer: Viewer) -> list[Area]:
    """The records in which the viewer has a role; of somebody without one, every record that is
    still kept. Documented history holds nobody's account."""
    kept = [area for area in places.areas(STRANGER) if area.standing != "documented"]
    own = [area for area in kept if area.id in viewer.areas]
    return own or kept
