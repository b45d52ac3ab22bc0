"""The texts of a version by where they stand, and the version with other texts in their places."""

from collections.abc import Mapping
from dataclasses import replace

from trellis.questions.rules.definition import Choice, Definition, Question, Section

_OF_QUESTIONS = ("text", "hint", "least_words", "most_words")
_OF_SECTIONS = ("title", "about")


def texts_of(definition: Definition) -> dict[str, str]:
    """Every text that whoever answers reads, in order: `q3.text`, `q3.choices.c1`."""
    found: dict[str, str] = {}
    for section in definition.sections:
        found |= _own(section, _OF_SECTIONS)
        for question in section.questions:
            found |= _own(question, _OF_QUESTIONS)
            for name in ("rows", "choices"):
                for one in getattr(question, name):
                    found[f"{question.key}.{name}.{one.code}"] = one.text
    return found


def _own(part: Section | Question, names: tuple[str, ...]) -> dict[str, str]:
    return {f"{part.key}.{name}": getattr(part, name) for name in names if getattr(part, name)}


def translated(definition: Definition, texts: Mapping[str, str]) -> Definition:
    """With these texts where there are any; keys, codes and conditions stay."""
    sections = tuple(
        replace(
            section,
            **{name: texts.get(f"{section.key}.{name}", getattr(section, name))
               for name in _OF_SECTIONS},
            questions=tuple(_question(question, texts) for question in section.questions),
        )
        for section in definition.sections
    )  # fmt: skip
    return replace(definition, sections=sections)


def _question(question: Question, texts: Mapping[str, str]) -> Question:
    said = {
        name: texts.get(f"{question.key}.{name}", getattr(question, name)) for name in _OF_QUESTIONS
    }
    listed = {
        name: tuple(
            Choice(one.code, texts.get(f"{question.key}.{name}.{one.code}", one.text))
            for one in getattr(question, name)
        )
        for name in ("rows", "choices")
    }
    return replace(question, **said, **listed)  # type: ignore[arg-type]
