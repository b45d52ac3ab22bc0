"""Beginning a framework, changing it, and taking it to its next stage."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField
from trellis.kernel.forms import EditForm, OnceForm
from trellis.kernel.periods import Span
from trellis.performance.forms.outcomes import source_field, why_field
from trellis.performance.queries import FrameworkFacts
from trellis.performance.rules.ratings import RuleKind
from trellis.performance.words import RULES_EXPLAINED, rule_words

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
    why = why_field()

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


class RuleForm(EditForm):
    """How value and target become a rating, from a day on."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of rule"),
        choices=list(RULES_EXPLAINED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a kind of rule.")},
    )
    band = forms.IntegerField(
        label=gettext_lazy("How much is a little, in per cent of the target?"),
        min_value=1,
        max_value=50,
        required=False,
        help_text=gettext_lazy("Only with a band. 10 means: 90 is nearly met where 100 is wanted"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
        ),
        error_messages={
            "invalid": gettext_lazy("Enter whole per cent, such as 10."),
            "min_value": gettext_lazy("Enter at least 1 per cent."),
            "max_value": gettext_lazy("Enter at most 50 per cent."),
        },
    )
    band.depends = True  # type: ignore[attr-defined]
    words = forms.CharField(
        label=gettext_lazy("The rule in your words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stands under every rating. Left empty, it is put in plain words"),
    )
    valid_from = DayField(
        label=gettext_lazy("From which day"),
        help_text=gettext_lazy(
            "It rates every period that ends on that day or later. Such a period may be over: "
            "its ratings may then change"
        ),
        error_messages={"required": gettext_lazy("Enter the day from which it holds.")},
    )
    source = source_field()
    why = why_field()

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_banded = given.get("kind") == RuleKind.BANDED
        if is_banded and given.get("band") is None and "band" not in self.errors:
            self.add_error("band", _("Enter how much is a little, such as 10."))
        if given.get("kind") == RuleKind.MET_OR_NOT and given.get("band") is not None:
            self.add_error("band", _("Remove the per cent, or choose a rule with a band."))
        return given

    def facts(self) -> dict[str, Any]:
        """What the action is told: 10 per cent off the target is nine tenths of it."""
        given = dict(self.cleaned_data)
        band = given.pop("band")
        given["kind"] = RuleKind(given["kind"])
        given["words"] = given["words"] or rule_words(band)
        given["amber_within"] = None if band is None else 1 - Decimal(band) / 100
        return given


class CloseForm(OnceForm):
    why = forms.CharField(
        label=gettext_lazy("Why it is closed"),
        max_length=300,
        help_text=gettext_lazy("Such as: its three years are over"),
        error_messages={"required": gettext_lazy("Say why it is closed.")},
    )
