"""Answers in words, for whoever looks them over before they are sent."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format

from trellis.questions.rules.definition import Kind, Question, Section

Said = tuple[Section, list[tuple[str, str]]]


def in_words(
    sections: Sequence[Section], answers: Mapping[str, Any], attached: Callable[[str], str]
) -> list[Said]:
    """Each section with its questions and what was answered; "" where nothing was. `attached` says
    what is held under the handle of a file."""
    said = {
        **answers,
        **{
            question.key: attached(str(answers.get(question.key) or ""))
            for section in sections
            for question in section.questions
            if question.kind is Kind.FILE
        },
    }
    return [
        (section, [line for question in section.questions for line in _lines(question, said)])
        for section in sections
    ]


def _lines(question: Question, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    answer = answers.get(question.key)
    if question.kind is Kind.GRID:
        said = answer if isinstance(answer, dict) else {}
        return [
            (f"{question.text} {row.text}", question.words_of(said.get(row.code, "")))
            for row in question.rows
        ]
    return [(question.text, _words(question, answer))]


def _words(question: Question, answer: Any) -> str:
    if isinstance(answer, list):
        return ", ".join(question.words_of(str(code)) for code in answer)
    text = "" if answer is None else str(answer)
    if question.offered:
        return question.words_of(text)
    if question.kind is Kind.MONEY and text:
        return f"£{text}"
    return _day(text) if question.kind is Kind.DATE else text


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "j F Y")
    except ValueError:
        return text
