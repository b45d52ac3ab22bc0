"""What somebody answers: which questions they are asked, and whether what they say fits.

An answer is kept in the shape JSON has: a code or a text for most kinds, a list of codes for
*multiple*, a code by row for *grid*, digits for numbers and money (pounds), an ISO day for a date,
and for a *file* the secret handle under which it was taken in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from trellis.questions.rules.definition import (
    CODED,
    FIGURES,
    LONGEST_LINE,
    LONGEST_TEXT,
    Condition,
    Definition,
    Kind,
    Question,
    Section,
)

Answer = str | list[str] | dict[str, str]
Answers = Mapping[str, Answer]

_MOST_DIGITS: Final = 15
_PLACES: Final = {Kind.NUMBER: 4, Kind.MONEY: 2}
_HANDLE: Final = re.compile(r"[A-Za-z0-9_-]{10,64}")
# What is kept of a file with the answers, so that it is counted; the file itself lies apart.
ATTACHED: Final = "file"
_POSTCODE: Final = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9])[A-Z]{2}")


class Misfit(StrEnum):
    """Why an answer does not fit its question."""

    MISSING = "missing"
    NOT_OFFERED = "not_offered"
    TOO_LONG = "too_long"
    NO_NUMBER = "no_number"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    NO_DAY = "no_day"
    NO_POSTCODE = "no_postcode"
    FILE_GONE = "file_gone"


@dataclass(frozen=True)
class Problem:
    question: str
    misfit: Misfit


def is_empty(answer: Answer | None) -> bool:
    return not answer or (isinstance(answer, dict) and not any(answer.values()))


def is_met(when: Condition | None, answers: Answers) -> bool:
    if when is None:
        return True
    said: Any = answers.get(when.question)
    given = said if isinstance(said, list) else [said]
    return any(code in when.codes for code in given)


def asked(definition: Definition, answers: Answers) -> list[Section]:
    """The sections with the questions that are asked of somebody who answered so; a question that
    waits for one that is itself not asked is not asked either."""
    counted: dict[str, Answer] = {}
    found = []
    for section in definition.sections:
        if not is_met(section.when, counted):
            continue
        questions = []
        for question in section.questions:
            if is_met(question.when, counted):
                questions.append(question)
                if question.key in answers:
                    counted[question.key] = answers[question.key]
        if questions:
            found.append(Section(section.key, section.title, section.about, tuple(questions)))
    return found


def checked(
    definition: Definition,
    answers: Answers,
    *,
    section: str = "",
    may_be_left: bool = False,
) -> tuple[dict[str, Answer], list[Problem]]:
    """What counts of the answers, and what is wrong with them: of one section, or of all.

    Answers to what is not asked do not count; empty ones are left out. On paper anything may be
    left open (`may_be_left`).
    """
    counted: dict[str, Answer] = {}
    problems: list[Problem] = []
    for part in asked(definition, answers):
        for question in part.questions:
            answer = answers.get(question.key)
            misfit = misfit_of(question, answer)
            if misfit is Misfit.MISSING and (may_be_left or section not in ("", part.key)):
                misfit = None
            if misfit is not None:
                problems.append(Problem(question.key, misfit))
            elif answer is not None and not is_empty(answer):
                counted[question.key] = answer
    return counted, problems


def misfit_of(question: Question, answer: Any) -> Misfit | None:
    """What is wrong with an answer, whatever it is; None when it fits."""
    if answer is None or (isinstance(answer, str | list | dict) and is_empty(answer)):
        return Misfit.MISSING if question.is_required else None
    if question.kind in CODED:
        return _misfit_of_codes(question, answer)
    if not isinstance(answer, str):
        return Misfit.NOT_OFFERED
    if question.kind in FIGURES:
        return _misfit_of_figure(question, answer)
    return _misfit_of_text(question.kind, answer)


def _misfit_of_codes(question: Question, answer: Any) -> Misfit | None:
    rows = {row.code for row in question.rows}
    match question.kind, answer:
        case Kind.GRID, dict():
            given = [code for code in answer.values() if code]
            if not set(answer) <= rows:
                return Misfit.NOT_OFFERED
        case Kind.MULTIPLE, list():
            given = answer
            if len(given) > len(question.choices):
                return Misfit.NOT_OFFERED
        case Kind.CHOICE | Kind.SCALE, str():
            given = [answer]
        case _:
            return Misfit.NOT_OFFERED
    offered = {choice.code for choice in question.offered}
    fits = all(isinstance(code, str) and code in offered for code in given)
    if not fits:
        return Misfit.NOT_OFFERED
    return Misfit.MISSING if question.is_required and len(given) < len(rows) else None


def _misfit_of_figure(question: Question, answer: str) -> Misfit | None:
    try:
        figure = Decimal(answer)
    except InvalidOperation:
        return Misfit.NO_NUMBER
    if not figure.is_finite() or abs(figure) >= 10 ** (_MOST_DIGITS - 4):
        return Misfit.NO_NUMBER
    if -int(figure.normalize().as_tuple().exponent) > _PLACES[question.kind]:
        return Misfit.NO_NUMBER
    least = question.least if question.least is not None else (0 if _is_money(question) else None)
    if least is not None and figure < least:
        return Misfit.TOO_LITTLE
    return Misfit.TOO_MUCH if question.most is not None and figure > question.most else None


def _is_money(question: Question) -> bool:
    return question.kind is Kind.MONEY


def _misfit_of_text(kind: Kind, answer: str) -> Misfit | None:
    if not can_be_written(answer):
        return Misfit.NOT_OFFERED
    match kind:
        case Kind.FILE:
            return None if is_handle(answer) else Misfit.FILE_GONE
        case Kind.DATE:
            return _misfit_of_day(answer)
        case Kind.POSTCODE:
            return None if part_of_postcode(answer) else Misfit.NO_POSTCODE
        case Kind.TEXT:
            return Misfit.TOO_LONG if len(answer) > LONGEST_LINE else None
    return Misfit.TOO_LONG if len(answer) > LONGEST_TEXT else None


def is_handle(text: str) -> bool:
    """Whether it could be one of a file that was taken in."""
    return _HANDLE.fullmatch(text) is not None


def can_be_written(text: str) -> bool:
    """Whether every database keeps it: no sign that ends a text, no half of a sign."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def kept_for_later(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Answer]:
    """What of answers that are not finished yet is an answer at all."""
    found = {}
    for question in definition.questions:
        answer = answers.get(question.key)
        open_or_fit = misfit_of(question, answer) in {None, Misfit.MISSING}
        if answer is not None and open_or_fit and not is_empty(answer):
            found[question.key] = answer
    return found


def _misfit_of_day(answer: str) -> Misfit | None:
    try:
        date.fromisoformat(answer)
    except ValueError:
        return Misfit.NO_DAY
    return None


def part_of_postcode(typed: str) -> str:
    """`LE12 7` of `le12 7tf`: some hundreds of households rather than fifteen; "" where what was
    typed is no postcode. What was cut before stays as it is."""
    text = " ".join(typed.upper().split())
    if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9]", text):
        return text
    found = _POSTCODE.fullmatch(text.replace(" ", ""))
    return f"{found[1]} {found[2]}" if found else ""


@dataclass(frozen=True)
class Cell:
    """One row of what is kept of a response: the question (with the row of a grid after a point),
    and a code, a figure or words."""

    question: str
    code: str = ""
    figure: Decimal | None = None
    words: str = ""


def cells(definition: Definition, answers: Answers) -> list[Cell]:
    """What is kept of answers that were checked."""
    found: list[Cell] = []
    for question in definition.questions:
        answer = answers.get(question.key)
        if answer is not None and not is_empty(answer):
            found.extend(_cells_of(question, answer))
    return found


def _cells_of(question: Question, answer: Answer) -> list[Cell]:
    if isinstance(answer, dict):
        return [Cell(f"{question.key}.{row}", code) for row, code in answer.items() if code]
    if isinstance(answer, list):
        return [Cell(question.key, code) for code in dict.fromkeys(answer)]
    match question.kind:
        case Kind.CHOICE | Kind.SCALE | Kind.FILE:
            return [Cell(question.key, ATTACHED if question.kind is Kind.FILE else answer)]
        case Kind.NUMBER | Kind.MONEY:
            return [Cell(question.key, figure=Decimal(answer))]
        case Kind.POSTCODE:
            return [Cell(question.key, words=part_of_postcode(answer))]
    return [Cell(question.key, words=answer)]
