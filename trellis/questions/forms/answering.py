"""A section of a questionnaire as a form, and back into answers."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.brought.types import FileType, type_of
from trellis.kernel.brought.words import refusal_of
from trellis.kernel.fields import DayField, FileField, NumberField, speak_plainly
from trellis.kernel.forms import OnceForm
from trellis.questions.rules.answers import Answer, Misfit, misfit_of, part_of_postcode
from trellis.questions.rules.definition import (
    CODED,
    FIGURES,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_OF_FILE,
    Kind,
    Question,
    Section,
)
from trellis.questions.rules.equality import QUESTIONS
from trellis.questions.words import (
    EQUALITY,
    PICTURE_REFUSED,
    before_attaching,
    equality_answer,
    misfit,
)

# Under which whoever answers a named wave is carried along with the answers.
NAME: Final = "name"
AWAY: Final = "away"  # after the key of a question: take the file away again
_MOST_CARRIED: Final = 400_000  # characters: a hundred long texts


class PostcodeField(forms.CharField):
    """Kept without its last two letters, from the very page."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        found = part_of_postcode(typed)
        if typed and not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class AnswerForm(OnceForm):
    """The questions of one section. `so_far` carries the answers of the other sections from page
    to page; nothing is kept until it is sent. `attached` says in words which files were taken in
    already, by question: a browser sends a file once."""

    so_far = forms.CharField(required=False, max_length=_MOST_CARRIED, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        section: Section,
        may_be_left: bool = False,
        asks_name: bool = False,
        is_named: bool = False,
        attached: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        attached = attached or {}
        if asks_name:
            self.fields[NAME] = forms.CharField(
                label=_("Your name"), max_length=120, required=not may_be_left
            )
        for question in section.questions:
            if question.kind is Kind.FILE:
                words = attached.get(question.key, "")
                must = question.is_required and not may_be_left
                self.fields.update(_to_attach(question, words, must=must, is_named=is_named))
            else:
                self.fields.update(_fields(question, may_be_left=may_be_left))
        speak_plainly(self.fields.values())

    def answers(self) -> dict[str, Answer]:
        """What fits of what was entered, in the shape in which it is kept."""
        found: dict[str, Answer] = {}
        for question in self.section.questions:
            if question.kind is Kind.FILE:
                continue  # what is attached is carried as a handle
            if question.kind is Kind.GRID:
                said = {row.code: self._said(f"{question.key}.{row.code}") for row in question.rows}
                answer: Any = {row: code for row, code in said.items() if code}
            else:
                answer = self._said(question.key)
            if answer:
                found[question.key] = answer
        if name := self.cleaned_data.get(NAME):
            found[NAME] = name
        return found

    @property
    def file_questions(self) -> list[Question]:
        return [question for question in self.section.questions if question.kind is Kind.FILE]

    def brought(self, question: Question) -> Any:
        """A file that fits, to be taken in; or None."""
        return self.cleaned_data.get(question.key)

    def takes_away(self, question: Question) -> bool:
        return bool(self.cleaned_data.get(f"{question.key}.{AWAY}"))

    def _said(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        if isinstance(value, Decimal):
            return f"{value:f}"
        return value.isoformat() if isinstance(value, date) else value


def initial_of(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered before, by the names of the fields."""
    found: dict[str, Any] = {NAME: str(answers.get(NAME, ""))}
    for question in section.questions:
        answer = answers.get(question.key)
        if question.kind is Kind.FILE or misfit_of(question, answer) is not None:
            continue  # a file is attached already; else a page was tampered with
        if isinstance(answer, dict):
            found.update({f"{question.key}.{row}": code for row, code in answer.items()})
        else:
            found[question.key] = answer
    return found


def carried(typed: str) -> dict[str, Any]:
    """What a page carried along; nothing where somebody has put something else there."""
    try:
        found = json.loads(typed[:_MOST_CARRIED]) if typed else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def to_carry(answers: Mapping[str, Any], *, without: Section | None = None) -> str:
    own = {question.key for question in without.questions} if without else set()
    return json.dumps({key: answer for key, answer in answers.items() if key not in own})


def _fields(question: Question, *, may_be_left: bool) -> dict[str, forms.Field]:
    required = question.is_required and not may_be_left
    if question.kind is not Kind.GRID:
        return {question.key: _field(question, question.text, required=required)}
    return {
        f"{question.key}.{row.code}": _field(
            question, f"{question.text} {row.text}", required=required
        )
        for row in question.rows
    }


def _field(question: Question, label: str, *, required: bool) -> forms.Field:
    said = {"required": misfit(question, Misfit.MISSING)}
    usual: dict[str, Any] = {
        "label": label,
        "required": required,
        "help_text": question.hint,
        "error_messages": said,
    }
    if question.kind in CODED:
        return _to_choose(question, usual)
    if question.kind in FIGURES:
        return _figure(question, usual)
    if question.kind is Kind.DATE:
        return DayField(**usual)
    return _to_write(question, usual)


def _to_choose(question: Question, usual: dict[str, Any]) -> forms.Field:
    choices = [(one.code, one.text) for one in question.offered]
    if question.kind is Kind.MULTIPLE:
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices, widget=boxes, **usual)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **usual)


def _to_write(question: Question, usual: dict[str, Any]) -> forms.Field:
    if question.kind is Kind.POSTCODE:
        said = {**usual["error_messages"], "invalid": misfit(question, Misfit.NO_POSTCODE)}
        hint = question.hint or _("We keep it without its last two letters.")
        return PostcodeField(max_length=10, **{**usual, "error_messages": said, "help_text": hint})
    if question.kind is Kind.LONG:
        area = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=LONGEST_TEXT, widget=area, **usual)
    return forms.CharField(max_length=LONGEST_LINE, **usual)


def _to_attach(
    question: Question, attached: str, *, must: bool, is_named: bool
) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {
        question.key: FileField(
            label=question.text,
            required=must and not attached,
            refusal=partial(_refusal, is_named=is_named),
            help_text=before_attaching(question, is_named=is_named, attached=attached),
            error_messages={"required": misfit(question, Misfit.MISSING)},
        )
    }
    if attached:
        label = _("Take it away again: %(file)s") % {"file": attached}
        found[f"{question.key}.{AWAY}"] = forms.BooleanField(label=label, required=False)
    return found


def _refusal(upload: Any, *, is_named: bool) -> str:
    if refused := refusal_of(upload, most=MOST_OF_FILE):
        return refused
    kind = type_of(upload.file, size=upload.size, file_name=upload.name)
    return "" if is_named or kind not in {FileType.PNG, FileType.JPEG} else str(PICTURE_REFUSED)


def _figure(question: Question, usual: dict[str, Any]) -> forms.Field:
    is_money = question.kind is Kind.MONEY
    least = question.least if question.least is not None else (0 if is_money else None)
    if is_money and not question.hint:
        usual = {**usual, "help_text": _("In pounds.")}
    return NumberField(
        signs=("£",) if is_money else (),
        max_digits=13 if is_money else 15,
        decimal_places=2 if is_money else 4,
        min_value=least,
        max_value=question.most,
        **usual,
    )


class EqualityForm(OnceForm):
    """Asked after the answers are away; every question may be left."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, codes in QUESTIONS.items():
            self.fields[question] = forms.ChoiceField(
                label=str(EQUALITY[question]),
                required=False,
                widget=forms.RadioSelect,
                choices=[(code, equality_answer(question, code)) for code in codes],
            )
            self.fields[question].depends = True  # type: ignore[attr-defined]
        speak_plainly(self.fields.values())

    def answers(self) -> dict[str, str]:
        return {
            name: code for name, code in self.cleaned_data.items() if name in QUESTIONS and code
        }
