"""Whether every file that the record speaks of is in the store, and what else lies there."""

from dataclasses import dataclass

from trellis.documents.models import Version
from trellis.documents.queries.files import FOLDER
from trellis.kernel import files
from trellis.questions.models import AnswerFile
from trellis.questions.queries import files as questions

NAMED = 5  # so many documents are named; the rest is counted


@dataclass(frozen=True)
class StoredFiles:
    """`missing` are ids of documents with a file that is gone; `orphaned` counts the files that
    no version speaks of: what was taken in for an act that then did not happen. `answers_missing`
    counts the files that were attached to answers and are gone; of those that nobody speaks of the
    worker lets go."""

    kept: int
    missing: tuple[int, ...]
    orphaned: int
    answers_missing: int


def look() -> StoredFiles:
    there = set(files.all_in(FOLDER))
    rows = list(Version.objects.order_by("document_id").values_list("document_id", "digest"))
    spoken_of = {digest for _document, digest in rows}
    missing = dict.fromkeys(document for document, digest in rows if digest not in there)
    attached = set(AnswerFile.objects.values_list("stored", flat=True))
    lie = set(files.all_in(questions.FOLDER))
    return StoredFiles(
        kept=len(spoken_of & there) + len(attached & lie),
        missing=tuple(missing),
        orphaned=len(there - spoken_of),
        answers_missing=len(attached - lie),
    )
