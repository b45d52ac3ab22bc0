"""What the room puts on somebody's Today page."""

from datetime import date

from trellis.kernel.deadlines import Due
from trellis.kernel.viewer import Viewer
from trellis.privacy.queries.cases import cases_due
from trellis.privacy.queries.leaving import handovers_due
from trellis.privacy.queries.requests import requests_due
from trellis.privacy.queries.sharing import agreements_due


def due_for(viewer: Viewer, today: date) -> list[Due]:
    if not viewer.is_signed_in:
        return []
    return [
        *requests_due(viewer, today),
        *cases_due(viewer, today),
        *agreements_due(viewer, today),
        *handovers_due(viewer, today),
    ]
