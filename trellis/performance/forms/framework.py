"""Beginning a framework, changing it, and taking it to its next stage."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import DayField, EditForm, OnceForm
from trellis.kernel.periods import Span
from trellis.performance.queries import FrameworkFacts

# Bank holidays before that year are not known here, and due days are counted by them.
_FIRST_DAY = date(2012, 1, 1)
_MOST_WORKING_DAYS = 60


class FrameworkForm(EditForm):
    """What a framework is called, when it runs, and how long its figures may take."""

    title = forms.CharField(
        label=gettext_lazy("What it is called"),
        max_length=200,
        help_text=gettext_lazy("In full, such as: What Fosseshire’s partners look at together"),
        error_messages={"required": gettext_lazy("Enter what it is called.")},
    )
    short_title = forms.CharField(
        label=gettext_lazy("What it is called for short"),
        max_length=60,
        help_text=gettext_lazy("Stands in lists and at the head of every page"),
        error_messages={"required": gettext_lazy("Enter what it is called for short.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who agreed it, and why, in two or three sentences"),
    )
    source = forms.CharField(
        label=gettext_lazy("Where that is written down"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A minute or an agreement, with its date"),
    )
    starts_on = DayField(
        label=gettext_lazy("First day"),
        first=_FIRST_DAY,
        help_text=gettext_lazy(
            "The first of a month: only whole months, quarters and years are reported"
        ),
        error_messages={"required": gettext_lazy("Enter the first day.")},
    )
    ends_on = DayField(
        label=gettext_lazy("Last day"),
        first=_FIRST_DAY,
        error_messages={"required": gettext_lazy("Enter the last day.")},
    )
    due_working_days = forms.IntegerField(
        label=gettext_lazy("Working days for handing figures in"),
        min_value=1,
        max_value=_MOST_WORKING_DAYS,
        help_text=gettext_lazy(
            "Counted from the last day of a month, quarter or year; bank holidays are left out"
        ),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
        ),
        error_messages={
            "required": gettext_lazy("Enter a number of working days, such as 20."),
            "invalid": gettext_lazy("Enter a number of working days, such as 20."),
            "min_value": gettext_lazy("Enter at least one working day."),
            "max_value": gettext_lazy("Enter at most %(limit_value)s working days."),
        },
    )
    why = forms.CharField(
        label=gettext_lazy("Why it is changed"),
        max_length=300,
        help_text=gettext_lazy("Everybody can read this framework already."),
        error_messages={"required": gettext_lazy("Say why it is changed.")},
    )

    def __init__(self, *args: Any, asks_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("Enter a last day after the first day."))
        return given

    def facts(self) -> dict[str, Any]:
        """What the actions are told; the last day of the page is the day before the end."""
        given = dict(self.cleaned_data)
        given["runs"] = Span(given.pop("starts_on"), given.pop("ends_on") + timedelta(days=1))
        return given


def answers_of(facts: FrameworkFacts) -> dict[str, Any]:
    """What the form shows of a framework that is there."""
    return {
        "title": facts.title,
        "short_title": facts.short_title,
        "about": facts.about,
        "source": facts.source,
        "starts_on": facts.runs.start,
        "ends_on": facts.runs.last_day,
        "due_working_days": facts.due_working_days,
    }


class CloseForm(OnceForm):
    why = forms.CharField(
        label=gettext_lazy("Why it is closed"),
        max_length=300,
        help_text=gettext_lazy("Such as: its three years are over"),
        error_messages={"required": gettext_lazy("Say why it is closed.")},
    )
