"""A questionnaire as a tagged PDF to print, laid out by typst. Everything anybody wrote goes in as
data, in one string of JSON, so that nothing in it can be taken for markup."""

import json
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any, Final

import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.questions.queries import WaveRecord
from trellis.questions.rules.definition import Condition, Definition, Kind, Question

_LINES: Final = {Kind.LONG: 5, Kind.TEXT: 1, Kind.NUMBER: 1, Kind.MONEY: 1, Kind.DATE: 1}


def paper_form(found: WaveRecord) -> bytes:
    data = json.dumps(_printable(_contents(found)), ensure_ascii=False)
    for system_fonts, standard in ((False, "ua-1"), (True, "ua-1"), (True, None)):
        try:
            return _compiled(data, system_fonts=system_fonts, standard=standard)
        except typst.TypstError as error:
            last = error
    raise last


def _compiled(data: str, *, system_fonts: bool, standard: Any) -> bytes:
    made = typst.compile(
        files("trellis.questions.exports").joinpath("paper.typ").read_bytes(),
        font_paths=_fonts(system=system_fonts),
        sys_inputs={"data": data},
        pdf_standards=standard,
        format="pdf",
    )
    assert isinstance(made, bytes), "a PDF is one file"
    return made


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system)


def _contents(found: WaveRecord) -> dict[str, Any]:
    numbers = {one.key: at for at, one in enumerate(found.definition.questions, start=1)}
    day = date_format(found.facts.closes_on, "j F Y")
    return {
        "title": found.questionnaire,
        "owner": found.owner,
        "about": found.about,
        "promise": _promise(found, day),
        "footer": f"{found.questionnaire}, {found.facts.title}",
        "sections": [
            {
                "title": section.title,
                "about": section.about,
                "when": _when(found.definition, section.when, numbers),
                "questions": [
                    _question(found.definition, one, numbers) for one in section.questions
                ],
            }
            for section in found.definition.sections
            if section.questions
        ],
    }


def _promise(found: WaveRecord, day: str) -> str:
    back = _("Give it back to %(owner)s by %(day)s.") % {"owner": found.owner, "day": day}
    if found.is_named:
        return _("Please write your name at the top. %(back)s") % {"back": back}
    return _("Please do not write your name on it. %(back)s") % {"back": back}


def _question(
    definition: Definition, question: Question, numbers: dict[str, int]
) -> dict[str, Any]:
    choices = [one.text for one in question.offered]
    hint = question.hint
    if question.kind is Kind.MULTIPLE:
        hint = f"{hint} {_('Tick all that apply.')}".strip()
    if question.kind is Kind.FILE:
        attach = _("Attach it to this paper, and write the number of this question on it.")
        hint = f"{hint} {attach}".strip()
    return {
        "number": f"{numbers[question.key]}.",
        "text": question.text,
        "hint": hint,
        "when": _when(definition, question.when, numbers),
        "choices": choices,
        "rows": [row.text for row in question.rows],
        "in_line": question.kind is Kind.SCALE,
        "lines": _LINES.get(question.kind, 1 if question.kind is Kind.POSTCODE else 0),
    }


def _when(definition: Definition, when: Condition | None, numbers: dict[str, int]) -> str:
    if when is None:
        return ""
    asked = definition.question(when.question)
    said = _(" or ").join(f"“{asked.words_of(code)}”" for code in when.codes)
    return _("Only if you ticked %(said)s in question %(number)s.") % {
        "said": said,
        "number": numbers[when.question],
    }


def _printable(said: Any) -> Any:
    """The same without control characters, which no font has. Line ends become spaces."""
    if isinstance(said, str):
        flat = " ".join(said.split())
        return "".join(sign for sign in flat if unicodedata.category(sign)[0] != "C")
    if isinstance(said, dict):
        return {key: _printable(value) for key, value in said.items()}
    return [_printable(value) for value in said] if isinstance(said, list) else said
