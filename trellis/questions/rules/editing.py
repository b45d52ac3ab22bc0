"""Changing what a version asks: each change gives a new definition, or says why it cannot be."""

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from trellis.questions.rules.definition import (
    MOST_QUESTIONS,
    MOST_SECTIONS,
    ONE_CODE,
    Choice,
    Condition,
    Definition,
    Kind,
    Question,
    Section,
)

Part = TypeVar("Part", Section, Question)


class Wrong(StrEnum):
    """Why a change cannot be made."""

    TOO_MANY_SECTIONS = "too_many_sections"
    TOO_MANY_QUESTIONS = "too_many_questions"
    WAITED_FOR = "waited_for"
    WAITS_FOR_LATER = "waits_for_later"
    WAITS_FOR_OTHER_CODES = "waits_for_other_codes"
    NO_QUESTION = "no_question"


class CannotEditError(ValueError):
    """`about` is the text of the question or section in the way."""

    def __init__(self, wrong: Wrong, about: str = "") -> None:
        super().__init__(wrong)
        self.wrong, self.about = wrong, about


def add_section(found: Definition, section: Section) -> Definition:
    """At the end, under a key of its own, whatever key it came with."""
    if len(found.sections) >= MOST_SECTIONS:
        raise CannotEditError(Wrong.TOO_MANY_SECTIONS)
    keyed = replace(section, key=f"s{found.next_number}")
    return _checked(
        replace(found, sections=(*found.sections, keyed), next_number=found.next_number + 1)
    )


def add_question(found: Definition, section_key: str, question: Question) -> Definition:
    """At the end of the section, under a key of its own. Raises KeyError for an unknown section."""
    if len(list(found.questions)) >= MOST_QUESTIONS:
        raise CannotEditError(Wrong.TOO_MANY_QUESTIONS)
    section = found.section(section_key)
    keyed = replace(question, key=f"q{found.next_number}")
    grown = replace(section, questions=(*section.questions, keyed))
    return _checked(replace(_with_section(found, grown), next_number=found.next_number + 1))


def replace_section(found: Definition, section: Section) -> Definition:
    """Say something else of a section; its questions stay."""
    kept = replace(section, questions=found.section(section.key).questions)
    return _checked(_with_section(found, kept))


def replace_question(found: Definition, question: Question) -> Definition:
    """Ask something else under the same key. Raises KeyError."""
    found.question(question.key)
    sections = tuple(
        replace(
            section,
            questions=tuple(question if q.key == question.key else q for q in section.questions),
        )
        for section in found.sections
    )
    return _checked(replace(found, sections=sections))


def remove(found: Definition, key: str) -> Definition:
    """Take a question away, or a section with its questions. Raises KeyError."""
    is_section = any(section.key == key for section in found.sections)
    if not is_section:
        found.question(key)
    sections = tuple(
        replace(section, questions=tuple(q for q in section.questions if q.key != key))
        for section in found.sections
        if section.key != key
    )
    return _checked(replace(found, sections=sections))


def move(found: Definition, key: str, *, up: bool) -> Definition:
    """One place up or down; a question at the edge of its section goes over into the next one.
    Nothing changes at the very beginning or end. Raises KeyError."""
    if any(section.key == key for section in found.sections):
        return _checked(replace(found, sections=_swapped(found.sections, key, up=up)))
    found.question(key)
    at = next(i for i, s in enumerate(found.sections) if any(q.key == key for q in s.questions))
    section = found.sections[at]
    swapped = _swapped(section.questions, key, up=up)
    if swapped != section.questions:
        return _checked(_with_section(found, replace(section, questions=swapped)))
    return _checked(_over(found, at, key, up=up))


def _over(found: Definition, at: int, key: str, *, up: bool) -> Definition:
    to = at - 1 if up else at + 1
    if not 0 <= to < len(found.sections):
        return found
    question, old, new = found.question(key), found.sections[at], found.sections[to]
    without = replace(old, questions=tuple(q for q in old.questions if q.key != key))
    with_it = (*new.questions, question) if up else (question, *new.questions)
    return _with_section(_with_section(found, without), replace(new, questions=with_it))


def _swapped(parts: tuple[Part, ...], key: str, *, up: bool) -> tuple[Part, ...]:
    order = list(parts)
    at = next(index for index, part in enumerate(order) if part.key == key)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return tuple(order)


def _with_section(found: Definition, section: Section) -> Definition:
    sections = tuple(section if one.key == section.key else one for one in found.sections)
    return replace(found, sections=sections)


def _checked(found: Definition) -> Definition:
    """Whatever waits for an answer waits for one that can be given, and was asked for before."""
    parts: list[Section | Question] = [*found.sections, *found.questions]
    for part in parts:
        if part.when is not None:
            _check(found, part, part.when)
    return found


def _check(found: Definition, part: Section | Question, when: Condition) -> None:
    name = part.text if isinstance(part, Question) else part.title
    if when.question not in {question.key for question in found.questions}:
        raise CannotEditError(Wrong.WAITED_FOR, name)
    earlier = {question.key: question for question in found.before(part.key)}
    if when.question not in earlier:
        raise CannotEditError(Wrong.WAITS_FOR_LATER, name)
    asked = earlier[when.question]
    known = {choice.code for choice in asked.offered}
    if not may_be_waited_for(asked) or not set(when.codes) <= known or not when.codes:
        raise CannotEditError(Wrong.WAITS_FOR_OTHER_CODES, name)


def may_be_waited_for(question: Question) -> bool:
    return question.kind in ONE_CODE or question.kind is Kind.MULTIPLE


def coded(texts: list[str], before: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices with codes: one whose words stay keeps its code, and the others get codes that
    none of those before had."""
    old = {choice.text: choice.code for choice in before}
    number = max((int(one.code[1:]) for one in before if one.code[1:].isdigit()), default=0)
    found = []
    for text in texts:
        if text not in old:
            number += 1
        found.append(Choice(old.get(text, f"c{number}"), text))
    return tuple(found)
