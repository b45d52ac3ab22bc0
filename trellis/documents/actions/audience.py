"""Who may see a document."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from trellis.documents.actions.held import held
from trellis.documents.actions.storing import write_audience
from trellis.documents.events import AudienceChanged, DocumentsFollowed
from trellis.documents.models import Attachment, Audience, Document
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

    @classmethod
    def of(cls, row: Audience) -> "Reader":
        return cls(row.kind, row.organisation_id, row.role, row.place_id, row.capability)

    def as_row(self) -> Audience:
        return Audience(
            kind=self.kind,
            organisation_id=self.organisation_id,
            role=self.role,
            place_id=self.place_id,
            capability=self.capability,
        )


@dataclass(frozen=True)
class Swap:
    """Those whom a record of a room above had to do with, and those it has to do with now."""

    before: frozenset[Reader]
    after: frozenset[Reader]


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


@act
def follow_record(*, of: str, swaps: Sequence[Swap], by: Viewer, now: datetime) -> None:
    """The record of a room above called `of` has to do with others now, and what stands behind it
    is seen by those. Who is gone sees it no longer; who came does where all of the same swap were
    let see it, so that what was narrowed by hand stays narrow. That room's policy has asked who
    its viewer is; `by` is the system.
    """
    attached = Attachment.objects.filter(of=of).order_by("document_id")
    followed = []
    for document_id in attached.values_list("document_id", flat=True):
        row = held(document_id, "keep", by=by)  # withdrawn, too: it may be put back
        had = [Reader.of(one) for one in row.audiences.order_by("id")]
        seen = _swapped(had, swaps, owner_id=row.owner_id)
        if seen != had:
            write_audience(row, rows_for(seen))
            followed.append(row.pk)
    if followed:
        event = DocumentsFollowed(of, tuple(followed))
        sign(event, by=by, now=now, of=of.partition(".")[2], fields=["audience"])


def _swapped(had: Sequence[Reader], swaps: Sequence[Swap], *, owner_id: int | None) -> list[Reader]:
    own = {Reader("organisation", organisation_id=owner_id)}  # sees it without being named
    before = [swap.before - own for swap in swaps]
    after = [swap.after - own for swap in swaps]
    gone = frozenset().union(*before) - frozenset().union(*after)
    came = [new for old, new in zip(before, after, strict=True) if old and old <= set(had)]
    added = frozenset().union(*came) - set(had)
    return [*(one for one in had if one not in gone), *sorted(added, key=repr)]
