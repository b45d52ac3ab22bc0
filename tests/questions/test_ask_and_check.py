"""What a version asks survives being kept; who is asked what follows from what they answer."""

import json
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.questions.making import TWO_PAGES
from trellis.questions.lifecycle import WAVE_LIFE, Stage
from trellis.questions.models import Wave
from trellis.questions.rules import editing
from trellis.questions.rules.answers import Misfit, asked, checked, misfit_of, part_of_postcode
from trellis.questions.rules.definition import (
    Choice,
    Condition,
    Definition,
    Kind,
    Question,
    Section,
    from_data,
    to_data,
)
from trellis.questions.rules.translating import texts_of, translated

TEXTS = st.text(min_size=1, max_size=12)
CHOICES = (Choice("c1", "Yes"), Choice("c2", "No"))


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """Two sections, grown by the same changes as on the page."""
    found = Definition()
    for _ in range(2):
        found = editing.add_section(found, Section("", draw(TEXTS), draw(TEXTS)))
    for section in [one.key for one in found.sections]:
        for kind in draw(st.lists(st.sampled_from(Kind), max_size=3)):
            earlier = [q for q in found.before(section) if q.kind is Kind.CHOICE]
            waits = bool(earlier) and draw(st.booleans())
            when = Condition(earlier[0].key, ("c1",)) if waits else None
            offered = CHOICES if kind in {Kind.CHOICE, Kind.MULTIPLE, Kind.GRID} else ()
            rows = (Choice("r1", draw(TEXTS)),) if kind is Kind.GRID else ()
            least, most = (1, 5) if kind is Kind.SCALE else (None, None)
            question = Question(
                "", kind, draw(TEXTS), choices=offered, rows=rows, least=least, most=most, when=when
            )
            found = editing.add_question(found, section, question)
    return found


@given(definitions())
def test_it_comes_back_from_json_as_it_went(found: Definition) -> None:
    assert from_data(json.loads(json.dumps(to_data(found)))) == found


@given(definitions())
def test_translated_by_its_own_texts_it_is_the_same(found: Definition) -> None:
    assert translated(found, texts_of(found)) == found
    assert set(texts_of(found).values()) >= {section.title for section in found.sections}


@given(definitions(), st.data())
def test_however_it_is_moved_about_nothing_waits_for_what_comes_later(
    found: Definition, data: st.DataObject
) -> None:
    for _ in range(4):
        keys = [one.key for one in found.sections] + [one.key for one in found.questions]
        key, up = data.draw(st.sampled_from(keys)), data.draw(st.booleans())
        with suppress(editing.CannotEditError):
            found = editing.move(found, key, up=up)
        parts: list[Section | Question] = [*found.sections, *found.questions]
        for part in parts:
            if part.when:
                assert part.when.question in {one.key for one in found.before(part.key)}


WAITING = Definition(
    (
        Section(
            "s1",
            "A",
            questions=(
                Question("q1", Kind.CHOICE, "A?", choices=CHOICES),
                Question("q2", Kind.CHOICE, "B?", choices=CHOICES, when=Condition("q1", ("c1",))),
                Question("q3", Kind.TEXT, "C?", when=Condition("q2", ("c1",)), is_required=True),
            ),
        ),
    )
)


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({}, ["q1"]),
        ({"q1": "c1"}, ["q1", "q2"]),
        ({"q1": "c1", "q2": "c1"}, ["q1", "q2", "q3"]),
        ({"q1": "c2", "q2": "c1"}, ["q1"]),  # what is not asked opens nothing
    ],
)
def test_who_is_asked_what(answers: dict[str, Any], keys: list[str]) -> None:
    assert [q.key for section in asked(WAITING, answers) for q in section.questions] == keys


def test_an_answer_to_what_is_not_asked_does_not_count() -> None:
    counted, problems = checked(WAITING, {"q1": "c2", "q2": "c1", "q3": "x"})

    assert (counted, problems) == ({"q1": "c2"}, [])


@pytest.mark.parametrize(
    ("question", "answer", "wrong"),
    [
        (Question("q", Kind.NUMBER, "?"), "NaN", Misfit.NO_NUMBER),
        (Question("q", Kind.NUMBER, "?"), "1e999999", Misfit.NO_NUMBER),
        (Question("q", Kind.NUMBER, "?", least=0), "-1", Misfit.TOO_LITTLE),
        (Question("q", Kind.NUMBER, "?", most=9), "10", Misfit.TOO_MUCH),
        (Question("q", Kind.MONEY, "?"), "0.001", Misfit.NO_NUMBER),
        (Question("q", Kind.MONEY, "?"), "12.50", None),
        (Question("q", Kind.DATE, "?"), "2026-02-30", Misfit.NO_DAY),
        (Question("q", Kind.TEXT, "?"), "x" * 301, Misfit.TOO_LONG),
        (Question("q", Kind.TEXT, "?"), ["x"], Misfit.NOT_OFFERED),
        (Question("q", Kind.LONG, "?"), "a\0b", Misfit.NOT_OFFERED),
        (Question("q", Kind.LONG, "?"), "half a sign: \ud800", Misfit.NOT_OFFERED),
        (Question("q", Kind.POSTCODE, "?"), "Leicester", Misfit.NO_POSTCODE),
        (Question("q", Kind.SCALE, "?", least=1, most=5), "6", Misfit.NOT_OFFERED),
        (Question("q", Kind.MULTIPLE, "?", choices=CHOICES), ["c1", {}], Misfit.NOT_OFFERED),
        (Question("q", Kind.MULTIPLE, "?", choices=CHOICES), ["c1"] * 9, Misfit.NOT_OFFERED),
        (Question("q", Kind.CHOICE, "?", choices=CHOICES, is_required=True), "", Misfit.MISSING),
        (TWO_PAGES.question("q3"), {"r9": "c1"}, Misfit.NOT_OFFERED),
        (TWO_PAGES.question("q3"), {"r1": ["c1"]}, Misfit.NOT_OFFERED),
    ],
)
def test_what_does_not_fit_is_told(question: Question, answer: Any, wrong: Misfit | None) -> None:
    assert misfit_of(question, answer) is wrong


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(st.sampled_from(list(TWO_PAGES.questions)), JUNK)
def test_whatever_is_sent_is_an_answer_or_a_misfit_and_never_a_fault(
    question: Question, answer: Any
) -> None:
    assert misfit_of(question, answer) in {None, *Misfit}


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3", "q4"]), JUNK))
def test_whatever_a_page_carries_along_is_no_fault(answers: dict[str, Any]) -> None:
    counted, _problems = checked(WAITING, answers)

    assert counted.items() <= answers.items()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("le12 7tf", "LE12 7"), ("SW1A1AA", "SW1A 1"), ("LE12 7", "LE12 7"), ("12 LE7", ""), ("", "")],
)
def test_a_postcode_loses_its_end(typed: str, kept: str) -> None:
    assert part_of_postcode(typed) == kept


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("name", list(WAVE_LIFE.moves))
def test_every_move_from_every_stage(stage: Stage, name: str, today: Any) -> None:
    wave, move = Wave(stage=stage, returned=5), WAVE_LIFE.moves[name]
    if stage in move.sources:
        WAVE_LIFE.make(wave, name, today=today)
        assert wave.stage == move.target
    else:
        with pytest.raises(ValidationError):
            WAVE_LIFE.make(wave, name, today=today)
        assert wave.stage == stage
