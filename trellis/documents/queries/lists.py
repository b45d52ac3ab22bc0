"""Finding documents: the library, its download, and what other rooms ask."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from trellis.documents.models import Attachment, Document, SearchText, Tag, Version
from trellis.documents.policy import DOCUMENT
from trellis.documents.queries.matching import having
from trellis.documents.queries.records import dated_words
from trellis.documents.rules.search import Piece, asked, excerpt
from trellis.kernel.brought.words import size_words, type_words
from trellis.kernel.viewer import Viewer

PAGE: Final = 25
COUNTED: Final = 10_000


class Sort(StrEnum):
    """The orders a list can be put in; the value is the key in its address."""

    MATCH = "match"
    CHANGED = "-changed"
    TITLE = "title"
    DATED = "-dated"


_ORDER: Final[Mapping[Sort, tuple[str, ...]]] = {
    Sort.MATCH: ("rank", "-changed_at", "-id"),
    Sort.CHANGED: ("-changed_at", "-id"),
    Sort.TITLE: ("title_folded", "id"),
    Sort.DATED: ("-dated_on", "title_folded", "id"),
}


@dataclass(frozen=True)
class Search:
    """What a list shows: alternatives within each group, all groups together. `tag` is folded;
    `withdrawn` shows only those that were withdrawn."""

    area_id: int
    words: str = ""
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    tag: str = ""
    owner_id: int | None = None
    withdrawn: bool = False
    sort: Sort = Sort.CHANGED


@dataclass(frozen=True)
class Listed:
    """One line of a list. `owner` is who answers for it here, or else who wrote it."""

    id: int
    title: str
    kind: str
    about: str
    owner: str
    dated: str
    file: str
    tags: tuple[str, ...]
    changed_on: date
    held_at: str
    is_withdrawn: bool
    number: int  # of its newest version; 0: it has no file here
    excerpt: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Found:
    """What was found, one page of it. `is_more`: counting stopped at `total`."""

    page: Page[Listed]
    total: int
    is_more: bool

    @property
    def counted(self) -> str:
        return f"{self.total:,}"


def find(viewer: Viewer, search: Search, *, page: int = 1) -> Found:
    """A page that does not exist shows the nearest. Four queries, whatever is found."""
    ids = _ids(viewer, search, COUNTED + 1)
    is_more, ids = len(ids) > COUNTED, ids[:COUNTED]
    pages: Paginator[Any] = Paginator(ids, PAGE)
    number = min(max(page, 1), pages.num_pages)
    rows = _listed(ids[(number - 1) * PAGE : number * PAGE], asked(search.words))
    return Found(Page(rows, number, pages), len(ids), is_more)


def find_all(viewer: Viewer, search: Search) -> list[Listed]:
    """All that the search finds, for the download; at most `COUNTED` lines."""
    return _listed(_ids(viewer, search, COUNTED))


def behind(
    viewer: Viewer, records: Collection[str], *, known_at: datetime | None = None
) -> list[Listed]:
    """What stands behind any of these records, such as `performance.value:12`, of that what the
    viewer may see; the newest first. With a moment: what stood behind them then, of what has not
    been withdrawn since."""
    attached = Attachment.objects.filter(of__in=records)
    rows = DOCUMENT.rows(viewer, Document.objects.filter(withdrawn_at=None))
    if known_at is not None:
        rows = rows.filter(added_at__lte=known_at)  # a document is attached as it is added
    found = rows.filter(pk__in=attached.values("document_id")).order_by("-added_at", "-id")
    return _listed(list(found.values_list("pk", flat=True)))


def _ids(viewer: Viewer, search: Search, most: int) -> list[int]:
    sort = search.sort if search.words or search.sort is not Sort.MATCH else Sort.CHANGED
    matching = _matching(viewer, search).order_by(*_ORDER[sort])
    return list(matching.values_list("pk", flat=True)[:most])


def _matching(viewer: Viewer, search: Search) -> QuerySet[Document]:
    rows = DOCUMENT.rows(viewer, Document.objects.filter(area_id=search.area_id))
    rows = rows.filter(withdrawn_at__isnull=not search.withdrawn)
    if search.kinds:
        rows = rows.filter(kind__in=search.kinds)
    if search.owner_id is not None:
        rows = rows.filter(owner_id=search.owner_id)
    if search.types:
        newest = Version.objects.filter(is_newest=True, file_type__in=search.types)
        rows = rows.filter(Exists(newest.filter(document=OuterRef("pk"))))
    if search.tag:
        rows = rows.filter(Exists(Tag.objects.filter(document=OuterRef("pk"), folded=search.tag)))
    return having(rows, search.words) if search.words.strip() else rows


def _listed(ids: list[int], words: tuple[str, ...] = ()) -> list[Listed]:
    """The lines of these ids, in their order; three queries for each five thousand, and one more
    for the excerpts around words."""
    found: dict[int, Listed] = {}
    for start in range(0, len(ids), 5_000):
        chunk = ids[start : start + 5_000]
        files = {
            row.document_id: row
            for row in Version.objects.filter(document_id__in=chunk, is_newest=True)
        }
        tags = _tags(chunk)
        bodies = _bodies(chunk) if words else {}
        for row in Document.objects.filter(pk__in=chunk).select_related("owner"):
            line = _line(row, files.get(row.pk), tags.get(row.pk, ()))
            found[row.pk] = replace(line, excerpt=excerpt(bodies.get(row.pk, ""), words))
    return [found[pk] for pk in ids if pk in found]


def _bodies(ids: list[int]) -> dict[int, str]:
    rows = SearchText.objects.filter(document_id__in=ids)
    return dict(rows.values_list("document_id", "body"))


def _tags(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Tag.objects.filter(document_id__in=ids).order_by("id")
    for document_id, word in rows.values_list("document_id", "word"):
        found.setdefault(document_id, []).append(word)
    return found


def _line(row: Document, version: Version | None, tags: Iterable[str]) -> Listed:
    file = f"{type_words(version.file_type)}, {size_words(version.size)}" if version else ""
    return Listed(
        id=row.pk,
        title=row.title,
        kind=row.get_kind_display(),
        about=row.about,
        owner=row.owner.name if row.owner else row.author,
        dated=dated_words(row),
        file=file,
        tags=tuple(tags),
        changed_on=timezone.localdate(row.changed_at),
        held_at=row.held_at,
        is_withdrawn=row.withdrawn_at is not None,
        number=version.number if version else 0,
    )
