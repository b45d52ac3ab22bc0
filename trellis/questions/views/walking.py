"""The way through a questionnaire, a section to a page, the same for whoever answers on a phone,
types in what came on paper, or tries it out. Each page carries what was answered before; nothing
is kept until the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

from trellis.questions.forms.answering import AnswerForm, carried, initial_of, to_carry
from trellis.questions.rules.answers import asked
from trellis.questions.rules.definition import Definition, Section

NEXT, BACK, SAVE, SEND, LOOK = "next", "back", "save", "send", "look"
_TO: Final = "to:"


@dataclass(frozen=True)
class Way:
    """What is asked, of whom, and what they have answered before."""

    definition: Definition
    asks_name: bool = False
    may_be_left: bool = False
    before: Mapping[str, Any] = field(default_factory=dict)

    def sections(self, answers: Mapping[str, Any]) -> list[Section]:
        return asked(self.definition, answers)

    def form(self, section: Section, *args: Any, **kwargs: Any) -> AnswerForm:
        first = self.definition.sections[0].key if self.definition.sections else ""
        return AnswerForm(
            *args,
            section=section,
            may_be_left=self.may_be_left,
            asks_name=self.asks_name and section.key == first,
            **kwargs,
        )


@dataclass(frozen=True)
class Step:
    """Where somebody stands. `does` is what is to be done with the answers now: nothing (show
    `form`), SAVE or SEND; `is_look` shows all of them before they are sent."""

    answers: Mapping[str, Any]
    sections: tuple[Section, ...]
    form: AnswerForm | None = None
    does: str = ""
    is_look: bool = False
    has_more: bool = False

    @property
    def section(self) -> Section | None:
        return self.form.section if self.form else None

    @property
    def number(self) -> int:
        keys = [section.key for section in self.sections]
        return keys.index(self.section.key) + 1 if self.section else len(keys)

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def is_last(self) -> bool:
        return self.number == len(self.sections)

    @property
    def is_only(self) -> bool:
        return len(self.sections) == 1


def first_step(way: Way) -> Step:
    """Where somebody begins, or goes on: with what they answered before filled in."""
    sections = tuple(way.sections(way.before))
    if not sections:
        return Step(way.before, ())
    return _shown(way, way.before, sections, sections[0])


def next_step(way: Way, sent: QueryDict) -> Step:
    """Where what a page sent leads."""
    so_far = carried(sent.get("so_far", ""))
    go = sent.get("go", NEXT)
    section = next((one for one in way.definition.sections if one.key == sent.get("step")), None)
    if section is None:  # the page that shows all answers
        return _from_look(way, so_far, go)
    answers = _merged(way, so_far, section, sent)
    if go == SAVE:
        return Step(answers, tuple(way.sections(answers)), does=SAVE)
    return _from_section(way, answers, section, go, sent)


def _merged(
    way: Way, so_far: Mapping[str, Any], section: Section, sent: QueryDict
) -> dict[str, Any]:
    """With what fits of what was entered in any question of the section, asked or not."""
    whole = way.form(section, sent)
    whole.is_valid()
    own = {question.key for question in section.questions}
    kept = {key: answer for key, answer in so_far.items() if key not in own}
    return {**kept, **whole.answers()}


def _from_look(way: Way, answers: dict[str, Any], go: str) -> Step:
    sections = tuple(way.sections(answers))
    if go in {SAVE, SEND}:
        return Step(answers, sections, does=go)
    wanted = go.removeprefix(_TO)
    section = next((one for one in sections if one.key == wanted), sections[-1])
    return _shown(way, answers, sections, section)


def _from_section(
    way: Way, answers: Mapping[str, Any], section: Section, go: str, sent: QueryDict
) -> Step:
    sections = tuple(way.sections(answers))
    here = next((at for at, one in enumerate(sections) if one.key == section.key), None)
    if here is None:  # what was answered before it has changed
        return _shown(way, answers, sections, sections[0])
    if go == BACK:
        return _shown(way, answers, sections, sections[max(0, here - 1)])
    new = {one.key for one in sections[here].questions} - set(sent.getlist("shown"))
    if new:  # one that waited for an answer on the same page
        return _shown(way, answers, sections, sections[here], has_more=True)
    form = way.form(sections[here], sent)
    if not form.is_valid():
        return Step(answers, sections, form)
    return _onward(way, answers, sections, here, go)


def _onward(
    way: Way, answers: Mapping[str, Any], sections: tuple[Section, ...], here: int, go: str
) -> Step:
    if here + 1 < len(sections):
        return _shown(way, answers, sections, sections[here + 1])
    if go == SEND and len(sections) == 1:
        return Step(answers, sections, does=SEND)
    return Step(answers, sections, is_look=True)


def _shown(
    way: Way,
    answers: Mapping[str, Any],
    sections: tuple[Section, ...],
    section: Section,
    *,
    has_more: bool = False,
) -> Step:
    initial = {**initial_of(section, answers), "so_far": to_carry(answers)}
    return Step(answers, sections, way.form(section, initial=initial), has_more=has_more)


def at_fault(way: Way, answers: Mapping[str, Any], question: str) -> Step:
    """The page of a question whose answer does not fit, as somebody may have sent it past us."""
    sections = tuple(way.sections(answers))
    keys = [{one.key for one in section.questions} for section in sections]
    at = next((at for at, own in enumerate(keys) if question in own), 0)
    step = _shown(way, answers, sections, sections[at])
    assert step.form is not None, "it was made a line ago"
    data = QueryDict(mutable=True)
    for name, value in initial_of(sections[at], answers).items():
        data.setlist(name, value if isinstance(value, list) else [value or ""])
    data["so_far"] = to_carry(answers)
    return Step(answers, sections, way.form(sections[at], data))
