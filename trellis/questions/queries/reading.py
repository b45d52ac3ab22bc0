"""What people said in words, for those who keep the wave; and, where it is named, by whom."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from trellis.kernel.viewer import Viewer
from trellis.questions.models import Answer, Response
from trellis.questions.queries.files import file_words
from trellis.questions.queries.results import parts_of, wave_row
from trellis.questions.rules.definition import WORDS, Definition, Kind, Question, from_data
from trellis.questions.rules.suppression import THRESHOLD

PER_PAGE = 50
_READ = WORDS | {Kind.DATE, Kind.POSTCODE}


@dataclass(frozen=True)
class Said:
    """All that was written under one question, in an order drawn by lot."""

    text: str
    page: Page[Answer]


def said(viewer: Viewer, wave_id: int, key: str, *, page: int) -> Said:
    """404 unseen or for a question that takes no words, 403 for who may only see counts; nothing
    where fewer than five answered at all."""
    row = wave_row(viewer, wave_id, "read")
    definition = from_data(row.version.content)
    question = next((one for one in definition.questions if one.key == key), None)
    if question is None or question.kind not in _READ or (row.returned or 0) < THRESHOLD:
        raise Http404
    rows = Answer.objects.filter(response__wave=row, question=key).order_by("id").only("words")
    return Said(question.text, Paginator(rows, PER_PAGE).get_page(page))


@dataclass(frozen=True)
class Named:
    """What one person answered in a named wave: the question and the answer in words."""

    name: str
    received_on: date
    answers: tuple[tuple[str, str], ...]


def named_responses(viewer: Viewer, wave_id: int, *, page: int) -> Page[Named]:
    """404 unseen, and for an anonymous wave, of which nobody reads one person's answers."""
    row = wave_row(viewer, wave_id, "read")
    if row.naming != row.Naming.NAMED:
        raise Http404
    definition = from_data(row.version.content)
    rows = (
        Response.objects.filter(wave=row)
        .prefetch_related("answers", "files")
        .order_by("name", "id")
    )
    found = Paginator(rows, PER_PAGE).get_page(page)
    shown: Page[Named] = Page(
        [Named(one.name, one.received_on, _in_words(definition, one)) for one in found.object_list],
        found.number,
        found.paginator,  # type: ignore[arg-type]
    )
    return shown


def _in_words(definition: Definition, response: Response) -> tuple[tuple[str, str], ...]:
    answers = list(response.answers.all())
    files = {one.question: file_words(one) for one in response.files.all()}
    found = []
    for question in definition.questions:
        for key, text in parts_of(question):
            given = [
                _said(question, one, files.get(key, "")) for one in answers if one.question == key
            ]
            if given:
                found.append((text, ", ".join(given)))
    return tuple(found)


def _said(question: Question, one: Answer, file: str) -> str:
    if question.kind is Kind.FILE:
        return file or _("a file, which was erased")
    if one.code:
        return question.words_of(one.code)
    return one.words or f"{(one.figure or Decimal(0)).normalize():f}"
