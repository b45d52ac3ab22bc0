"""Making a questionnaire: what it is called, its sections and its questions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import WholeField, speak_plainly
from trellis.kernel.forms import EditForm, OnceForm
from trellis.questions.rules.definition import (
    FIGURES,
    LONGEST_LINE,
    MOST_CHOICES,
    MOST_POINTS,
    MOST_ROWS,
    WITH_CHOICES,
    Choice,
    Condition,
    Kind,
    Question,
    Section,
)
from trellis.questions.rules.editing import coded, may_be_waited_for

_LONGEST_CHOICE: Final = 120


class DescribeForm(EditForm):
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=200,
        help_text=gettext_lazy("Whoever answers reads it first."),
        error_messages={"required": gettext_lazy("Enter what the questionnaire is called.")},
    )
    about = forms.CharField(
        label=gettext_lazy("Why do you ask?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In two or three sentences: what it is for, what will be done."),
    )


class BeginForm(OnceForm):
    owner = forms.TypedChoiceField(label=gettext_lazy("Who asks?"), coerce=int)
    title = DescribeForm.base_fields["title"]
    about = DescribeForm.base_fields["about"]
    first_section = forms.CharField(
        label=gettext_lazy("What is its first section called?"),
        max_length=LONGEST_LINE,
        initial=gettext_lazy("Your answers"),
        help_text=gettext_lazy("Each section is a page of its own. A short one needs only one."),
    )

    def __init__(self, *args: Any, owners: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = list(owners)
        if len(owners) == 1:
            owner.initial = owners[0][0]
            owner.widget = forms.HiddenInput()


class _WhenForm(EditForm):
    """With the answers to earlier questions that something can wait for."""

    when = forms.MultipleChoiceField(
        label=gettext_lazy("Ask only those who answered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Tick answers to one earlier question. Tick nothing to ask everybody."
        ),
    )

    def __init__(self, *args: Any, earlier: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in earlier if may_be_waited_for(one)]
        if not offered:
            del self.fields["when"]
            return
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)
        when.choices = [
            (one.text, [(f"{one.key}:{choice.code}", choice.text) for choice in one.offered])
            for one in offered
        ]

    def clean_when(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["when"]
        if len({one.split(":")[0] for one in ticked}) > 1:
            raise ValidationError(_("Tick answers to one question only."))
        return ticked

    def condition(self) -> Condition | None:
        ticked: list[str] = self.cleaned_data.get("when") or []
        if not ticked:
            return None
        codes = tuple(one.split(":")[1] for one in ticked)
        return Condition(ticked[0].split(":")[0], codes)


def ticked(when: Condition | None) -> list[str]:
    return [f"{when.question}:{code}" for code in when.codes] if when else []


class SectionForm(_WhenForm):
    title = forms.CharField(
        label=gettext_lazy("What is the section called?"), max_length=LONGEST_LINE
    )
    about = forms.CharField(
        label=gettext_lazy("What should people know before it?"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("title", "about", "when")

    def section(self, key: str = "") -> Section:
        given = self.cleaned_data
        return Section(key, given["title"], given["about"], when=self.condition())


def section_initial(section: Section) -> dict[str, Any]:
    return {"title": section.title, "about": section.about, "when": ticked(section.when)}


class QuestionForm(_WhenForm):
    """One question of a kind; only the fields that fit the kind are there."""

    text = forms.CharField(
        label=gettext_lazy("The question"),
        max_length=LONGEST_LINE,
        error_messages={"required": gettext_lazy("Write the question.")},
    )
    hint = forms.CharField(
        label=gettext_lazy("A hint under it"), required=False, max_length=LONGEST_LINE
    )
    choices = forms.CharField(
        label=gettext_lazy("The answers offered"),
        max_length=(_LONGEST_CHOICE + 2) * MOST_CHOICES,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One in each line."),
        error_messages={"required": gettext_lazy("Write the answers offered, one in each line.")},
    )
    rows = forms.CharField(
        label=gettext_lazy("What is to be answered for each"),
        max_length=(_LONGEST_CHOICE + 2) * MOST_ROWS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One line of the grid in each line."),
        error_messages={"required": gettext_lazy("Write the lines of the grid.")},
    )
    least = WholeField(label=gettext_lazy("Lowest"), required=False)
    least_words = forms.CharField(
        label=gettext_lazy("The lowest means"), required=False, max_length=60
    )
    most = WholeField(label=gettext_lazy("Highest"), required=False)
    most_words = forms.CharField(
        label=gettext_lazy("The highest means"), required=False, max_length=60
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("It has to be answered"),
        required=False,
        help_text=gettext_lazy("Use it sparingly: people leave where they must say too much."),
    )
    field_order = (
        "text", "hint", "choices", "rows", "least", "least_words", "most", "most_words",
        "is_required", "when",
    )  # fmt: skip

    def __init__(
        self, *args: Any, kind: Kind, before: Question | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.before = kind, before
        for name in set(_ONLY_SOME) - {name for name in _ONLY_SOME if kind in _ONLY_SOME[name]}:
            del self.fields[name]
        if kind is Kind.SCALE:
            for name, usual in (("least", 1), ("most", 5)):
                self.fields[name].required = True
                self.fields[name].initial = usual
        speak_plainly(self.fields.values())

    def clean_choices(self) -> list[str]:
        return _lines(self.cleaned_data["choices"], least=2, most=MOST_CHOICES)

    def clean_rows(self) -> list[str]:
        return _lines(self.cleaned_data["rows"], least=1, most=MOST_ROWS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is None or most is None:
            return cleaned
        if most <= least:
            self.add_error("most", _("Highest: enter more than the lowest, %(least)s.")
                           % {"least": least})  # fmt: skip
        elif self.kind is Kind.SCALE and most - least >= MOST_POINTS:
            self.add_error(
                "most", _("Highest: a scale has eleven points at most, such as 0 to 10.")
            )
        return cleaned

    def question(self) -> Question:
        """What was entered; answers whose words stay keep their codes."""
        given = {"key": "", "kind": self.kind, **self.cleaned_data}
        was = self.before or Question("", self.kind, "")
        fresh = Question(was.key, self.kind, given["text"], given["hint"])
        return replace(
            fresh,
            is_required=given["is_required"],
            choices=_coded(given.get("choices"), was.choices),
            rows=_coded(given.get("rows"), was.rows),
            least=given.get("least"),
            most=given.get("most"),
            least_words=given.get("least_words", ""),
            most_words=given.get("most_words", ""),
            when=self.condition(),
        )


_ONLY_SOME: Final = {
    "choices": WITH_CHOICES,
    "rows": {Kind.GRID},
    "least": {Kind.SCALE, *FIGURES},
    "most": {Kind.SCALE, *FIGURES},
    "least_words": {Kind.SCALE},
    "most_words": {Kind.SCALE},
}


def question_initial(question: Question) -> dict[str, Any]:
    return {
        "text": question.text,
        "hint": question.hint,
        "choices": "\n".join(one.text for one in question.choices),
        "rows": "\n".join(one.text for one in question.rows),
        "least": question.least,
        "most": question.most,
        "least_words": question.least_words,
        "most_words": question.most_words,
        "is_required": question.is_required,
        "when": ticked(question.when),
    }


def _coded(texts: list[str] | None, before: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return coded(texts, before) if texts else ()


def _lines(typed: str, *, least: int, most: int) -> list[str]:
    found = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
    if not least <= len(found) <= most:
        raise ValidationError(
            _("Write %(least)s to %(most)s of them, one in each line.")
            % {"least": least, "most": most}
        )
    if twice := next((one for one in found if found.count(one) > 1), ""):
        raise ValidationError(_("“%(line)s” stands there twice. Take one away.") % {"line": twice})
    if any(len(one) > _LONGEST_CHOICE for one in found):
        raise ValidationError(
            _("Make each line at most %(most)s letters long.") % {"most": _LONGEST_CHOICE}
        )
    return found


class TranslateForm(OnceForm):
    """Every text beside its words in another language; what is left empty is shown as it is."""

    def __init__(self, *args: Any, texts: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for where, text, said in texts:
            self.fields[where] = forms.CharField(
                label=text, initial=said, required=False, max_length=max(300, 2 * len(text))
            )
            self.fields[where].depends = True  # type: ignore[attr-defined]
        speak_plainly(self.fields.values())

    def said(self) -> dict[str, str]:
        return {where: said for where, said in self.cleaned_data.items() if where != "once"}
