"""Dates of rounds, and what is said with each step of a return."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField, speak_plainly
from trellis.kernel.forms import EditForm, OnceForm
from trellis.performance.rules.rounds import Calendar, Dates
from trellis.performance.words.rounds import DATES

_MOST_WORKING_DAYS = 60
_FIRST_DAY = date(2012, 1, 1)


class PlanForm(forms.Form):
    """How long each step of a round takes, for all quarters of a year at once."""

    use_required_attribute = False
    year = forms.ChoiceField(label=gettext_lazy("For the quarters of"))

    def __init__(self, *args: Any, years: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        for name, label, help_text in _STEPS:
            self.fields[name] = forms.IntegerField(
                label=label,
                help_text=help_text,
                min_value=0 if name == "publishes" else 1,
                max_value=_MOST_WORKING_DAYS,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
                ),
                error_messages={
                    "required": gettext_lazy("Enter a number of working days, such as 10."),
                    "invalid": gettext_lazy("Enter a number of working days, such as 10."),
                    "max_value": gettext_lazy("Enter at most %(limit_value)s working days."),
                },
            )
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(years)
        speak_plainly(self.fields.values())

    def calendar(self) -> Calendar:
        return Calendar(**{name: self.cleaned_data[name] for name, _label, _help in _STEPS})


_STEPS = (
    (
        "due",
        gettext_lazy("Working days for handing in"),
        gettext_lazy("Counted from the last day of the quarter"),
    ),
    (
        "checked",
        gettext_lazy("Working days for checking and challenging"),
        gettext_lazy("Counted from the day figures are due"),
    ),
    (
        "meets",
        gettext_lazy("Working days until the funders’ meeting"),
        gettext_lazy("Counted from the end of checking"),
    ),
    (
        "publishes",
        gettext_lazy("Working days until publication"),
        gettext_lazy("Counted from the meeting"),
    ),
)


class SetPlanForm(OnceForm):
    """The same answers, once the dates that follow from them were seen."""


class DatesForm(EditForm):
    """The five days of one round."""

    reason = forms.CharField(
        label=gettext_lazy("Why they are moved"),
        max_length=300,
        help_text=gettext_lazy("It stands beside the dates, for everybody."),
        error_messages={"required": gettext_lazy("Say why the dates are moved.")},
    )
    field_order = (*DATES, "reason")

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in DATES.items():
            self.fields[name] = DayField(
                label=label,
                first=_FIRST_DAY,
                error_messages={"required": gettext_lazy("Enter a day.")},
            )
        if is_first:
            del self.fields["reason"]
        self.order_fields(self.field_order)
        speak_plainly(self.fields.values())

    def dates(self) -> Dates:
        return Dates(**{name: self.cleaned_data[name] for name in DATES})


class MoveForm(EditForm):
    """A step of a return, with what is to be said with it."""

    words = forms.CharField(
        label=gettext_lazy("Anything to say with it"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Names of bodies, not of people."),
    )

    def __init__(self, *args: Any, move: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if move == "send_back":
            self.fields["words"].required = True
            self.fields["words"].label = gettext_lazy("What is to be put right")
            self.fields["words"].error_messages["required"] = gettext_lazy(
                "Say what is to be put right before it comes again."
            )


class UnlockForm(OnceForm):
    """For what, and until when, locked figures can be changed."""

    reason = forms.CharField(
        label=gettext_lazy("What is to be corrected, and why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what is to be corrected, and why.")},
    )
    until = DayField(
        label=gettext_lazy("Until the end of"),
        help_text=gettext_lazy("It locks again by itself."),
        error_messages={"required": gettext_lazy("Enter the last day.")},
    )


class QuestionForm(OnceForm):
    """A question about one line."""

    words = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Names of bodies, not of people."),
        error_messages={"required": gettext_lazy("Write your question.")},
    )


class AnswerForm(OnceForm):
    """The answer to it."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Is the figure itself wrong? Then ask for the return to be sent back, and correct it."
        ),
        error_messages={"required": gettext_lazy("Write your answer.")},
    )
