"""Adding, editing, replacing and withdrawing documents."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from trellis.documents.actions.audience import Reader, rows_for
from trellis.documents.actions.files import TakenIn
from trellis.documents.actions.held import held
from trellis.documents.actions.storing import (
    fill,
    write_audience,
    write_tags,
    write_text,
    write_version,
)
from trellis.documents.events import (
    DocumentAdded,
    DocumentEdited,
    DocumentRestored,
    DocumentsLoaded,
    DocumentsPutBehind,
    DocumentWithdrawn,
    VersionAdded,
)
from trellis.documents.models import Attachment, Audience, Document, Version
from trellis.documents.policy import DOCUMENT
from trellis.documents.queries.records import details_of
from trellis.documents.rules.details import Details, changed_fields
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations


@dataclass(frozen=True)
class Behind:
    """A record of a room above: `of` names it (`performance.value:12`), `label` and `address` say
    what it is called and where its page is."""

    of: str
    label: str
    address: str


class OtherAreaError(Exception):
    """A document of one area's record was to belong to a body of another's."""


class EditedMeanwhileError(Exception):
    """Somebody else has edited the document since the form was opened."""

    def __init__(self, now_in_record: Details, edition: int) -> None:
        super().__init__(str(edition))
        self.now_in_record, self.edition = now_in_record, edition


@act
def add_document(
    *,
    area_id: int,
    owner_id: int,
    details: Details,
    file: TakenIn,
    readers: Collection[Reader],
    by: Viewer,
    now: datetime,
    behind: Behind | None = None,
    once: str = "",
) -> Document:
    """With its first version and, where it is evidence, with what it stands behind. Refused to
    whoever does not keep the owner's documents."""
    do_once(once, now=now)
    if organisations.organisation(by, owner_id).area_id != area_id:
        raise OtherAreaError
    row = _new(area_id, owner_id, details, rows_for(readers), now=now)
    version = write_version(row, file, changes="", by=by, now=now)
    if behind is not None:
        Attachment.objects.create(document=row, **asdict(behind))
    # Asked of the new row itself, inside its act: nothing stays that lies out of reach.
    if not DOCUMENT.allows(by, "edit", row):
        raise PermissionDenied
    sign(DocumentAdded(row.pk, version.pk), by=by, now=now, of=f"document:{row.pk}")
    return row


@act
def move_behind(*, of: str, behind: Behind, by: Viewer, now: datetime) -> None:
    """What stands behind the record called `of` stands behind this one instead: a room above, whose
    policy has asked who its viewer is, has made them one."""
    moved = Attachment.objects.filter(of=of)
    ids = sorted(moved.values_list("document_id", flat=True))
    moved.update(**asdict(behind))
    if ids:
        event = DocumentsPutBehind(behind.of, tuple(ids))
        sign(event, by=by, now=now, of=behind.of.partition(".")[2], fields=["evidence"])


@act
def load_documents(
    *, area_id: int, many: Sequence[Details], by: Viewer, now: datetime
) -> list[Document]:
    """Documents that are held elsewhere, public and with no owner here: for examples, which the
    system loads before anybody reads them. One act for all of them, in order."""
    public = Audience.Kind.PUBLIC
    rows = [_new(area_id, None, details, rows_for([Reader(public)]), now=now) for details in many]
    written = Document.objects.filter(pk__in=[row.pk for row in rows])
    if DOCUMENT.rows(by, written, "edit").count() != len(rows):
        raise PermissionDenied
    sign(DocumentsLoaded(area_id, len(rows)), by=by, now=now, of=f"place:{area_id}")
    return rows


@act
def edit_document(
    *,
    document_id: int,
    details: Details,
    seen: int,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Document:
    """Say something else of it. `seen` is the edition the editor had before them: raises
    EditedMeanwhileError when it is no longer the newest."""
    do_once(once, now=now)
    row = held(document_id, "edit", by=by)
    before = details_of(row)
    if row.edition != seen:
        raise EditedMeanwhileError(before, row.edition)
    changed = changed_fields(before, details)
    if not changed:
        return row
    fill(row, details)
    row.edition += 1
    row.changed_at = now
    row.save()
    write_tags(row, details.tags)
    write_text(row)
    sign(DocumentEdited(row.pk), by=by, now=now, of=f"document:{row.pk}", fields=changed)
    return row


@act
def add_version(
    *,
    document_id: int,
    file: TakenIn,
    changes: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Version:
    """A later file of the same document; the earlier ones stay, for its keepers."""
    do_once(once, now=now)
    row = held(document_id, "edit", by=by)
    version = write_version(row, file, changes=changes, by=by, now=now)
    write_text(row, body="")  # until the new file is read
    row.changed_at, row.held_at = now, ""
    row.save(update_fields=["changed_at", "held_at"])
    event = VersionAdded(row.pk, version.pk)
    sign(event, by=by, now=now, of=f"document:{row.pk}", fields=["version"])
    return version


@act
def withdraw_document(
    *, document_id: int, why: str, by: Viewer, now: datetime, once: str = ""
) -> Document:
    """From now on only its keepers see it. Nothing is deleted, so it can be shown again."""
    do_once(once, now=now)
    row = held(document_id, "edit", by=by)
    row.withdrawn_at, row.withdrawn_why = now, why
    row.save(update_fields=["withdrawn_at", "withdrawn_why"])
    event = DocumentWithdrawn(row.pk)
    sign(event, by=by, now=now, of=f"document:{row.pk}", fields=["withdrawn_at"], why=why)
    return row


@act
def restore_document(*, document_id: int, by: Viewer, now: datetime, once: str = "") -> Document:
    """Show a withdrawn one to its audience again."""
    do_once(once, now=now)
    row = held(document_id, "restore", by=by)
    row.withdrawn_at, row.withdrawn_why = None, ""
    row.save(update_fields=["withdrawn_at", "withdrawn_why"])
    event = DocumentRestored(row.pk)
    sign(event, by=by, now=now, of=f"document:{row.pk}", fields=["withdrawn_at"])
    return row


def _new(
    area_id: int,
    owner_id: int | None,
    details: Details,
    audience: list[Audience],
    *,
    now: datetime,
) -> Document:
    row = Document(area_id=area_id, owner_id=owner_id, added_at=now, changed_at=now)
    fill(row, details)
    row.save()
    write_tags(row, details.tags)
    write_audience(row, audience)
    write_text(row)
    return row
