"""Writing a document's rows. Called by the acts of this folder, inside their transaction."""

from collections.abc import Collection
from datetime import datetime

from trellis.documents.actions.files import TakenIn
from trellis.documents.models import Audience, Document, SearchText, Tag, Version
from trellis.documents.rules.details import LONGEST_TAG, OWN_FIELDS, Details
from trellis.documents.rules.folding import fold
from trellis.documents.rules.reading import MOST_SIGNS
from trellis.documents.rules.search import words_of
from trellis.kernel.viewer import Viewer


def fill(row: Document, details: Details) -> None:
    for field in OWN_FIELDS:
        setattr(row, field, getattr(details, field))
    row.title_folded = fold(details.title)[:200]


def write_tags(row: Document, words: Collection[str]) -> None:
    row.tags.all().delete()
    by_folded: dict[str, str] = {}
    for word in words:
        if folded := fold(word)[:LONGEST_TAG]:
            by_folded.setdefault(folded, word)
    Tag.objects.bulk_create(
        Tag(document=row, word=word, folded=folded) for folded, word in by_folded.items()
    )


def write_version(
    row: Document, file: TakenIn, *, changes: str, by: Viewer, now: datetime
) -> Version:
    """The next one; the row is held by whoever calls, so that two at once get two numbers."""
    newest = row.versions.order_by("-number").first()
    row.versions.filter(is_newest=True).update(is_newest=False)
    return Version.objects.create(
        document=row,
        number=newest.number + 1 if newest else 1,
        digest=file.digest,
        size=file.size,
        file_type=file.file_type,
        file_name=file.file_name,
        changes=changes,
        scan=Version.Scan.CLEAN if file.is_looked_over else Version.Scan.UNSCANNED,
        added_at=now,
        added_by_id=by.person_id,
    )


def write_audience(row: Document, rows: Collection[Audience]) -> None:
    row.audiences.all().delete()
    for one in rows:
        one.document = row
    Audience.objects.bulk_create(rows)


def write_text(row: Document, *, body: str | None = None) -> None:
    """What the document is found by; without a body, that of before stays."""
    words = {
        "title_words": words_of(row.title, most=400),
        "tag_words": words_of(" ".join(row.tags.values_list("word", flat=True)), most=500),
    }
    if body is not None:
        words |= {"body": body, "body_words": words_of(body, most=MOST_SIGNS)}
    SearchText.objects.update_or_create(document=row, defaults=words)
