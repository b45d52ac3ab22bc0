"""Who may see a document."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from trellis.documents.actions.held import held
from trellis.documents.actions.storing import write_audience
from trellis.documents.events import AudienceChanged
from trellis.documents.models import Audience, Document
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer


@dataclass(frozen=True)
class Reader:
    """Some who may see a document, as `models.Audience` says it."""

    kind: str
    organisation_id: int | None = None
    role: str = ""
    place_id: int | None = None
    capability: str = ""

    def as_row(self) -> Audience:
        return Audience(
            kind=self.kind,
            organisation_id=self.organisation_id,
            role=self.role,
            place_id=self.place_id,
            capability=self.capability,
        )


def rows_for(readers: Collection[Reader]) -> list[Audience]:
    """One row for each reader that is named, however often."""
    return [reader.as_row() for reader in dict.fromkeys(readers)]


@act
def change_audience(
    *, document_id: int, readers: Collection[Reader], by: Viewer, now: datetime, once: str = ""
) -> Document:
    """From now on these, and its keepers, may see it; nobody else."""
    do_once(once, now=now)
    row = held(document_id, "edit", by=by)
    write_audience(row, rows_for(readers))
    event = AudienceChanged(row.pk)
    sign(event, by=by, now=now, of=f"document:{row.pk}", fields=["audience"])
    return row
