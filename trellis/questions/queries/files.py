"""The files that people attached: for whoever attached them, and for those who keep the wave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from trellis.kernel import files
from trellis.kernel.brought.types import FORMS, FileType, safe_name
from trellis.kernel.brought.words import size_words, type_words
from trellis.kernel.viewer import Viewer
from trellis.questions.models import AnswerFile, Link, Wave
from trellis.questions.queries.results import wave_row
from trellis.questions.queries.secrets import hashed_handle
from trellis.questions.rules.answers import is_handle
from trellis.questions.rules.definition import Definition, Kind, Question, from_data
from trellis.questions.rules.suppression import THRESHOLD

FOLDER = "questions"
PER_PAGE = 50


@dataclass(frozen=True)
class FileFacts:
    """One file; `name` of who sent it only where the wave is named."""

    id: int
    words: str
    name: str


@dataclass(frozen=True)
class Files:
    """All that was attached under one question, in an order drawn by lot."""

    key: str
    text: str
    page: Page[FileFacts]


@dataclass(frozen=True)
class StoredFile:
    name: str
    media_type: str
    size: int
    stored: str

    def open(self) -> BinaryIO:
        """Raises FileNotFoundError where the store has lost it."""
        return files.opened(FOLDER, self.stored)


def attached(viewer: Viewer, wave_id: int, handle: str) -> str:
    """What somebody has attached and not sent, in words; empty where there is nothing. The handle
    is the power."""
    del viewer
    rows = AnswerFile.objects.filter(wave_id=wave_id, response=None)
    found = rows.filter(secret_hash=hashed_handle(handle)).first() if is_handle(handle) else None
    return file_words(found) if found else ""


def attached_files(viewer: Viewer, wave_id: int, key: str, *, page: int) -> Files:
    """404 unseen or for a question that takes no file, 403 for who may only see counts; nothing
    where fewer than five answered at all."""
    row, question = _question(viewer, wave_id, key)
    rows = _sent(row, question).select_related("response")
    found = Paginator(rows, PER_PAGE).get_page(page)
    shown: Page[FileFacts] = Page(
        [FileFacts(one.pk, file_words(one), _name(row, one)) for one in found.object_list],
        found.number,
        found.paginator,  # type: ignore[arg-type]
    )
    return Files(key, question.text, shown)


def attached_file(viewer: Viewer, wave_id: int, key: str, file_id: int) -> StoredFile:
    """One of them, named by its question and its place in the list. 404 and 403 as above."""
    row, question = _question(viewer, wave_id, key)
    rows = _sent(row, question)
    found = rows.filter(pk=file_id).first()
    if found is None:
        raise Http404
    place = rows.filter(pk__lte=found.pk).count()
    code = FileType(found.file_type)
    return StoredFile(
        name=safe_name(f"{question.text.rstrip('?:. ')[:80]} {place}", code),
        media_type=FORMS[code].media_type,
        size=found.size,
        stored=found.stored,
    )


def file_words(found: AnswerFile) -> str:
    return f"{type_words(found.file_type)}, {size_words(found.size)}"


def not_sent(
    rows: QuerySet[AnswerFile],
    definition: Definition,
    answers: Mapping[str, object],
    link: Link | None,
) -> dict[str, AnswerFile]:
    """Those of a wave's files that answers speak of, by question: taken in, or saved with that
    very link."""
    rows = rows.filter(response=None)
    found: dict[str, AnswerFile] = {}
    for question in definition.questions:
        handle = answers.get(question.key)
        if question.kind is Kind.FILE and isinstance(handle, str) and is_handle(handle):
            mine = rows.filter(question=question.key, secret_hash=hashed_handle(handle))
            file = mine.filter(link=None).first() or (
                mine.filter(link=link).first() if link else None
            )
            if file is not None:
                found[question.key] = file
    return found


def _question(viewer: Viewer, wave_id: int, key: str) -> tuple[Wave, Question]:
    row = wave_row(viewer, wave_id, "read")
    asked = from_data(row.version.content).questions
    question = next((one for one in asked if one.key == key), None)
    if question is None or question.kind is not Kind.FILE or (row.returned or 0) < THRESHOLD:
        raise Http404
    return row, question


def _sent(row: Wave, question: Question) -> QuerySet[AnswerFile]:
    rows = AnswerFile.objects.filter(wave=row, question=question.key, response__isnull=False)
    return rows.order_by("id")


def _name(row: Wave, one: AnswerFile) -> str:
    is_named = row.naming == Wave.Naming.NAMED and one.response is not None
    return one.response.name if is_named and one.response else ""
