"""One document: what is said of it, its versions, its audience."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from trellis.documents.models import Document, Version
from trellis.documents.policy import DOCUMENT
from trellis.documents.queries.audience import AudienceFacts, audience_of
from trellis.documents.rules.details import OWN_FIELDS, Details
from trellis.kernel.brought.words import size_words, type_words
from trellis.kernel.viewer import Viewer
from trellis.people import queries as people


@dataclass(frozen=True)
class VersionFacts:
    """One file. `by` is empty for whoever does not keep the document."""

    number: int
    is_newest: bool
    type_words: str
    size_words: str
    changes: str
    scan: str
    scan_words: str
    added_at: datetime
    by: str

    @property
    def can_be_had(self) -> bool:
        return self.scan in {Version.Scan.UNSCANNED, Version.Scan.CLEAN}


@dataclass(frozen=True)
class DocumentRecord:
    """What the viewer may read of a document. Its keepers see every version and who it is for;
    everybody else the newest version."""

    id: int
    area: str
    area_slug: str
    standing: str
    owner_id: int | None
    owner: str
    title: str
    kind: str
    about: str
    author: str
    dated: str
    tags: tuple[str, ...]
    held_at: str
    source: str
    caution: str
    changed_on: date
    withdrawn_on: date | None
    withdrawn_why: str
    versions: tuple[VersionFacts, ...]
    audience: tuple[AudienceFacts, ...]
    behind: tuple[tuple[str, str], ...]  # what it stands behind: words and address
    is_keeper: bool
    may_edit: bool
    may_restore: bool

    @property
    def newest(self) -> VersionFacts | None:
        return self.versions[0] if self.versions else None


def document(viewer: Viewer, document_id: int, rule: str = "view") -> Document:
    """The row; 404 or 403 as its policy says."""
    rows = Document.objects.select_related("area", "owner")
    return DOCUMENT.get(viewer, rows, rule, pk=document_id)


def record(viewer: Viewer, document_id: int) -> DocumentRecord:
    row = document(viewer, document_id)
    is_keeper = DOCUMENT.allows(viewer, "see_earlier", row)
    return DocumentRecord(
        id=row.pk,
        area=row.area.name,
        area_slug=row.area.slug,
        standing=row.area.standing,
        owner_id=row.owner_id,
        owner=row.owner.name if row.owner else "",
        title=row.title,
        kind=row.get_kind_display(),
        about=row.about,
        author=row.author,
        dated=dated_words(row),
        tags=tuple(row.tags.order_by("id").values_list("word", flat=True)),
        held_at=row.held_at,
        source=row.source,
        caution=row.caution,
        changed_on=timezone.localdate(row.changed_at),
        withdrawn_on=timezone.localdate(row.withdrawn_at) if row.withdrawn_at else None,
        withdrawn_why=row.withdrawn_why,
        versions=_versions(row, is_keeper=is_keeper),
        audience=tuple(audience_of(row)) if is_keeper else (),
        behind=tuple(row.attachments.order_by("id").values_list("label", "address")),
        is_keeper=is_keeper,
        may_edit=DOCUMENT.allows(viewer, "edit", row),
        may_restore=DOCUMENT.allows(viewer, "restore", row),
    )


def details_of(row: Document) -> Details:
    """The row with its tags, in the shape in which it is edited."""
    return Details(
        **{field: getattr(row, field) for field in OWN_FIELDS},
        tags=tuple(row.tags.order_by("id").values_list("word", flat=True)),
    )


def dated_words(row: Document) -> str:
    """Its date as words: those that were given, else its day."""
    return row.dated or (date_format(row.dated_on, "j F Y") if row.dated_on else "")


def _versions(row: Document, *, is_keeper: bool) -> tuple[VersionFacts, ...]:
    found = row.versions.order_by("-number")
    shown = list(found if is_keeper else found.filter(is_newest=True))
    names = people.names([one.added_by_id for one in shown if one.added_by_id] if is_keeper else [])
    return tuple(
        VersionFacts(
            number=one.number,
            is_newest=one.is_newest,
            type_words=type_words(one.file_type),
            size_words=size_words(one.size),
            changes=one.changes,
            scan=one.scan,
            scan_words=one.get_scan_display(),
            added_at=one.added_at,
            by=names.get(one.added_by_id or 0, ""),
        )
        for one in shown
    )
