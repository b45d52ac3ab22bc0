"""The way through a questionnaire, a section to a page, the same for whoever answers on a phone,
types in what came on paper, or tries it out. Each page carries what was answered before; nothing
is kept until the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from trellis.questions.forms.answering import AWAY, AnswerForm, carried, initial_of, to_carry
from trellis.questions.rules.answers import Misfit, Problem, asked
from trellis.questions.rules.definition import Definition, Kind, Section
from trellis.questions.words import about, misfit

NEXT, BACK, SAVE, SEND, LOOK = "next", "back", "save", "send", "look"
_TO: Final = "to:"
Refused = Mapping[str, ValidationError]


@dataclass(frozen=True)
class Attaching:
    """What becomes of files on the way, which no page can carry: `admit` so many to be looked at
    (or raise ValidationError), `take` holds one and gives the handle that is carried instead (or
    raises it too), `drop` lets go of it, `words` says what is held under a handle, if anything."""

    admit: Callable[[int], None]
    take: Callable[[str, Any], str]
    drop: Callable[[str], None]
    words: Callable[[str], str]


def _tried_out(handle: str) -> str:
    return _("a file, which is not kept while you try it out") if handle else ""


NOTHING_KEPT: Final = Attaching(
    admit=lambda _count: None,
    take=lambda _question, _upload: "tried-it-out",
    drop=lambda _handle: None,
    words=_tried_out,
)


@dataclass(frozen=True)
class Way:
    """What is asked, of whom, and what they have answered before."""

    definition: Definition
    asks_name: bool = False
    may_be_left: bool = False
    before: Mapping[str, Any] = field(default_factory=dict)
    attaching: Attaching = NOTHING_KEPT

    def sections(self, answers: Mapping[str, Any]) -> list[Section]:
        return asked(self.definition, answers)

    def attached(self, section: Section, answers: Mapping[str, Any]) -> dict[str, str]:
        """The files of a section that are held, by question, in words."""
        handles = {
            question.key: str(answers.get(question.key) or "")
            for question in section.questions
            if question.kind is Kind.FILE
        }
        return {key: words for key, one in handles.items() if (words := self.attaching.words(one))}

    def form(
        self, section: Section, *args: Any, answers: Mapping[str, Any], **kwargs: Any
    ) -> AnswerForm:
        first = self.definition.sections[0].key if self.definition.sections else ""
        return AnswerForm(
            *args,
            section=section,
            may_be_left=self.may_be_left,
            asks_name=self.asks_name and section.key == first,
            is_named=self.asks_name,
            attached=self.attached(section, answers),
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


def next_step(way: Way, sent: QueryDict, brought: Any = None) -> Step:
    """Where what a page sent leads; `brought` are its files."""
    so_far = carried(sent.get("so_far", ""))
    go = sent.get("go", NEXT)
    section = next((one for one in way.definition.sections if one.key == sent.get("step")), None)
    if section is None:  # the page that shows all answers
        return _from_look(way, so_far, go)
    unseen = _unseen(way, section, brought or {})
    whole = way.form(section, sent, None if unseen else brought, answers=so_far)
    whole.is_valid()
    files, refused = _files(way, so_far, whole)
    refused = {**refused, **unseen}
    answers = {**_merged(so_far, section, whole), **files}
    refused = _of_asked(refused, way.sections(answers))
    if go == SAVE and not refused:
        return Step(answers, tuple(way.sections(answers)), does=SAVE)
    return _from_section(way, answers, section, go, sent, refused)


def _unseen(way: Way, section: Section, brought: Any) -> Refused:
    """Why none of the files is even looked at: to look costs more than to send."""
    came = [one for one in section.questions if one.kind is Kind.FILE and one.key in brought]
    try:
        if came:
            way.attaching.admit(len(came))
    except ValidationError as fault:
        return {one.key: ValidationError(about(one, fault.messages)) for one in came}
    return {}


def _merged(so_far: Mapping[str, Any], section: Section, whole: AnswerForm) -> dict[str, Any]:
    """With what fits of what was entered in any question of the section, asked or not."""
    own = {question.key for question in section.questions}
    kept = {key: answer for key, answer in so_far.items() if key not in own}
    return {**kept, **whole.answers()}


def _files(
    way: Way, so_far: Mapping[str, Any], whole: AnswerForm
) -> tuple[dict[str, str], Refused]:
    """The handles of the files that are held now, taken in as soon as they come, whatever else is
    wrong with the page: a browser sends none twice. And what is wrong with those that are not."""
    held: dict[str, str] = {}
    refused: dict[str, list[str]] = {}
    for question in whole.file_questions:
        before = so_far.get(question.key)
        if isinstance(before, str) and before:
            held[question.key] = before
        if question.key in whole.errors and whole.files.get(question.key):
            refused[question.key] = [str(one) for one in whole.errors[question.key]]
        elif upload := whole.brought(question):
            try:
                handle = way.attaching.take(question.key, upload)
            except ValidationError as fault:
                refused[question.key] = fault.messages
                continue
            _drop(way, held.pop(question.key, ""))
            held[question.key] = handle
        elif whole.takes_away(question):
            _drop(way, held.pop(question.key, ""))
    asked_for = {question.key: question for question in whole.file_questions}
    return held, {
        key: ValidationError(about(asked_for[key], said)) for key, said in refused.items()
    }


def _of_asked(refused: Refused, sections: list[Section]) -> Refused:
    """What is wrong with an answer that is not asked for keeps nobody from going on."""
    keys = {question.key for section in sections for question in section.questions}
    return {key: fault for key, fault in refused.items() if key in keys}


def _drop(way: Way, handle: str) -> None:
    if handle:
        way.attaching.drop(handle)


def _from_look(way: Way, answers: dict[str, Any], go: str) -> Step:
    sections = tuple(way.sections(answers))
    if go in {SAVE, SEND}:
        return Step(answers, sections, does=go)
    wanted = go.removeprefix(_TO)
    section = next((one for one in sections if one.key == wanted), sections[-1])
    return _shown(way, answers, sections, section)


def _from_section(
    way: Way,
    answers: Mapping[str, Any],
    section: Section,
    go: str,
    sent: QueryDict,
    refused: Refused,
) -> Step:
    sections = tuple(way.sections(answers))
    here = next((at for at, one in enumerate(sections) if one.key == section.key), None)
    if here is None:  # what was answered before it has changed
        return _shown(way, answers, sections, sections[0])
    if go == BACK:
        return _shown(way, answers, sections, sections[max(0, here - 1)])
    new = {one.key for one in sections[here].questions} - set(sent.getlist("shown"))
    if new and not refused:  # one that waited for an answer on the same page
        return _shown(way, answers, sections, sections[here], has_more=True)
    form = way.form(sections[here], _again(sent, section, answers), answers=answers)
    if not _is_valid(form, refused):
        return Step(answers, sections, form)
    return _onward(way, answers, sections, here, go)


def _again(sent: QueryDict, section: Section, answers: Mapping[str, Any]) -> QueryDict:
    """What was sent, for the page shown again: it carries the files that are held by now, and what
    was asked to be taken away has been."""
    data = sent.copy()
    data["so_far"] = to_carry(answers)
    for question in section.questions:
        data.pop(f"{question.key}.{AWAY}", None)
    return data


def _is_valid(form: AnswerForm, refused: Refused) -> bool:
    """The files were looked at already."""
    for key, fault in refused.items():
        if key in form.fields:
            form.errors.pop(key, None)
            form.add_error(key, fault)
    return form.is_valid()


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
    form = way.form(section, initial=initial, answers=answers)
    return Step(answers, sections, form, has_more=has_more)


def at_fault(way: Way, answers: Mapping[str, Any], problem: Problem) -> Step:
    """The page of a question whose answer does not fit, as somebody may have sent it past us; or
    whose file has gone meanwhile."""
    question = problem.question
    if problem.misfit is Misfit.FILE_GONE:
        answers = {key: said for key, said in answers.items() if key != question}
    sections = tuple(way.sections(answers))
    keys = [{one.key for one in section.questions} for section in sections]
    at = next((at for at, own in enumerate(keys) if question in own), 0)
    step = _shown(way, answers, sections, sections[at])
    assert step.form is not None, "it was made a line ago"
    data = QueryDict(mutable=True)
    for name, value in initial_of(sections[at], answers).items():
        data.setlist(name, value if isinstance(value, list) else [value or ""])
    data["so_far"] = to_carry(answers)
    form = way.form(sections[at], data, answers=answers)
    if problem.misfit is Misfit.FILE_GONE:
        asked_for = way.definition.question(question)
        _is_valid(form, {question: ValidationError(misfit(asked_for, problem.misfit))})
    return Step(answers, sections, form)
