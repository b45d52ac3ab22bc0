"""What a version asks, as plain data that goes into JSON and comes back the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

MOST_SECTIONS: Final = 20
MOST_QUESTIONS: Final = 100
MOST_CHOICES: Final = 30
MOST_ROWS: Final = 15
MOST_POINTS: Final = 11
LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 2_000
MOST_OF_FILE: Final = 10_000_000  # bytes


class Kind(StrEnum):
    """What a question takes as an answer."""

    CHOICE = "choice"
    MULTIPLE = "multiple"
    SCALE = "scale"
    GRID = "grid"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    LONG = "long"
    POSTCODE = "postcode"
    FILE = "file"


WITH_CHOICES: Final = frozenset({Kind.CHOICE, Kind.MULTIPLE, Kind.GRID})
# One code each, so that people can be told apart by it and others can wait for it.
ONE_CODE: Final = frozenset({Kind.CHOICE, Kind.SCALE})
CODED: Final = ONE_CODE | {Kind.MULTIPLE, Kind.GRID}
FIGURES: Final = frozenset({Kind.NUMBER, Kind.MONEY})
WORDS: Final = frozenset({Kind.TEXT, Kind.LONG})


@dataclass(frozen=True)
class Choice:
    """One of the answers offered, or one row of a grid."""

    code: str
    text: str


@dataclass(frozen=True)
class Condition:
    """Asked only of those who answered an earlier question with one of these codes."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """`choices` are offered by choice, multiple and grid; `rows` by grid. A scale runs from
    `least` to `most`, in words where they are given; so does what fits as a number."""

    key: str
    kind: Kind
    text: str
    hint: str = ""
    is_required: bool = False
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    least: int | None = None
    most: int | None = None
    least_words: str = ""
    most_words: str = ""
    when: Condition | None = None

    @cached_property
    def offered(self) -> tuple[Choice, ...]:
        """What can be chosen, a scale's points included."""
        if self.kind is not Kind.SCALE:
            return self.choices
        least, most = self.least or 0, self.most or 0
        words = {least: self.least_words, most: self.most_words}
        return tuple(
            Choice(str(point), f"{point}: {words[point]}" if words.get(point) else str(point))
            for point in range(least, most + 1)
        )

    def words_of(self, code: str) -> str:
        return next((one.text for one in self.offered if one.code == code), code)


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    about: str = ""
    questions: tuple[Question, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True)
class Definition:
    """`next_number` numbers the next section or question, so that no key is ever used again: the
    same key in a later version is the same question."""

    sections: tuple[Section, ...] = ()
    next_number: int = 1
    thanks: str = field(default="")

    @property
    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def section(self, key: str) -> Section:
        """Raises KeyError."""
        return {section.key: section for section in self.sections}[key]

    def question(self, key: str) -> Question:
        """Raises KeyError."""
        return {question.key: question for question in self.questions}[key]

    def before(self, key: str) -> list[Question]:
        """The questions asked before a question or section, which may wait for what they say."""
        found: list[Question] = []
        for section in self.sections:
            if section.key == key:
                return found
            for question in section.questions:
                if question.key == key:
                    return found
                found.append(question)
        return found

    def waiting_for(self, key: str) -> list[Question | Section]:
        """What is asked only of those who gave a certain answer to that question."""
        parts: list[Question | Section] = [*self.sections, *self.questions]
        return [part for part in parts if part.when and part.when.question == key]


def to_data(definition: Definition) -> dict[str, Any]:
    """For JSON; what is empty is left out."""
    return {
        "next_number": definition.next_number,
        "thanks": definition.thanks,
        "sections": [_section_data(section) for section in definition.sections],
    }


def _section_data(section: Section) -> dict[str, Any]:
    questions = [_without_empty(vars_of(question)) for question in section.questions]
    return {**_without_empty(vars_of(replace(section, questions=()))), "questions": questions}


def vars_of(part: Question | Section) -> dict[str, Any]:
    found = {name: getattr(part, name) for name in part.__dataclass_fields__}
    for name in ("choices", "rows"):
        if name in found:
            found[name] = [[one.code, one.text] for one in found[name]]
    if when := part.when:
        found["when"] = {"question": when.question, "codes": list(when.codes)}
    if "kind" in found:
        found["kind"] = str(found["kind"])
    return found


def _without_empty(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None, [], (), False)}


def from_data(data: Mapping[str, Any]) -> Definition:
    """Of JSON that `to_data` wrote."""
    return Definition(
        tuple(_section(one) for one in data.get("sections", [])),
        data.get("next_number", 1),
        data.get("thanks", ""),
    )


def _section(data: Mapping[str, Any]) -> Section:
    questions = tuple(_question(one) for one in data.get("questions", []))
    facts = {**data, "questions": questions, "when": _condition(data.get("when"))}
    return Section(**facts)


def _question(data: Mapping[str, Any]) -> Question:
    facts = {
        **data,
        "kind": Kind(data["kind"]),
        "choices": tuple(Choice(*one) for one in data.get("choices", [])),
        "rows": tuple(Choice(*one) for one in data.get("rows", [])),
        "when": _condition(data.get("when")),
    }
    return Question(**facts)


def _condition(data: Mapping[str, Any] | None) -> Condition | None:
    return Condition(data["question"], tuple(data["codes"])) if data else None
