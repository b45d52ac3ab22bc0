"""Who looked at the viewer's own details."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from trellis.kernel.models import Look
from trellis.kernel.viewer import Viewer
from trellis.people import queries as people

SHOWN: Final = 200


@dataclass(frozen=True)
class LookFacts:
    """One day, one person, one kind of page. `who` is empty once nobody of that number is known."""

    on: date
    who: str
    what: str


def own_looks(viewer: Viewer) -> list[LookFacts]:
    """The newest first."""
    rows = list(Look.objects.filter(person_id=viewer.person_id or 0).order_by("-on", "-id")[:SHOWN])
    names = people.names({row.by_person_id for row in rows})
    return [LookFacts(row.on, names.get(row.by_person_id, ""), row.what) for row in rows]
