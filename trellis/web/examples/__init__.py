"""The two worlds to try Trellis in, never mixed: Leicestershire 2010/11 and Fosseshire."""

from trellis.kernel.viewer import STRANGER
from trellis.places import queries as places


def is_loaded(slug: str) -> bool:
    """Whether the world whose area has that slug is there."""
    return any(area.slug == slug for area in places.areas(STRANGER))
