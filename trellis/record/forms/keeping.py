"""A kind of thing that is recorded: put down, changed, and how it is shared out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField
from trellis.kernel.forms import EditForm, OnceForm
from trellis.record.queries.keeping import KindFacts
from trellis.record.rules.shares import RuleKind
from trellis.record.words import RULES, WHOM_FOR, rule_example


class KindForm(EditForm):
    """What a kind is called and what is asked of it. `headings` are those there are."""

    name = forms.CharField(
        label=gettext_lazy("What it is called"),
        help_text=gettext_lazy("As people would say it, such as: Advice session"),
        max_length=120,
    )
    heading = forms.CharField(label=gettext_lazy("Heading it stands under"), max_length=80)
    unit = forms.CharField(
        label=gettext_lazy("What is counted"),
        help_text=gettext_lazy("In the plural, such as: sessions, or places taken"),
        max_length=40,
    )
    about = forms.CharField(
        label=gettext_lazy("What belongs to it, and what does not"),
        help_text=gettext_lazy("So that everybody counts the same. Anybody can read this."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asks_minutes = forms.BooleanField(
        label=gettext_lazy("Ask how long it took"),
        required=False,
    )
    asks_money = forms.BooleanField(
        label=gettext_lazy("Ask what money came of it"),
        help_text=gettext_lazy("Such as a grant that a group was helped to win"),
        required=False,
    )

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading"].help_text = (
            _("One of those there are, or a new one: %(headings)s")
            % {"headings": ", ".join(headings[:12])}
            if headings
            else _("Kinds under one heading stand together, such as: Training")
        )

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AddKindForm(KindForm):
    whom_for = forms.ChoiceField(
        label=gettext_lazy("Whom it is done for"),
        help_text=gettext_lazy("It stays so: for others it would be another kind."),
        choices=WHOM_FOR,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen"]


class ChangeKindForm(KindForm):
    ended_on = DayField(
        label=gettext_lazy("Last day on which it is recorded"),
        help_text=gettext_lazy("Leave it empty as long as it goes on. What was recorded stays."),
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Why it is changed"),
        help_text=gettext_lazy("It stands in the audit. Name nobody."),
        max_length=300,
    )

    def facts(self) -> dict[str, Any]:
        """The last day of the page is the day before the first on which it is not recorded."""
        given = dict(self.cleaned_data)
        last = given["ended_on"]
        return {**given, "ended_on": last and last + timedelta(days=1)}


def answers_of(kind: KindFacts) -> dict[str, Any]:
    """What the form shows of a kind that is there."""
    return {
        "name": kind.name,
        "heading": kind.heading,
        "unit": kind.unit,
        "about": kind.about,
        "asks_minutes": kind.asks_minutes,
        "asks_money": kind.asks_money,
        "ended_on": kind.last_day,
    }


class ShareRuleForm(OnceForm):
    kind = forms.TypedChoiceField(
        label=gettext_lazy("How it is shared out"), coerce=RuleKind, widget=forms.RadioSelect
    )
    valid_from = DayField(
        label=gettext_lazy("For what happens from"),
        help_text=gettext_lazy("A day after the last for which something was recorded"),
    )
    agreed = forms.CharField(
        label=gettext_lazy("Who agreed it, and when"),
        help_text=gettext_lazy("Such as: Partnership board, minute 4 of 12 March 2026"),
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, _offered(one)) for one in RuleKind]

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _offered(kind: RuleKind) -> str:
    return f"{capfirst(str(RULES[kind]))}. {rule_example(kind)}"


class IssueForm(EditForm):
    """Something that activities can be about."""

    name = forms.CharField(
        label=gettext_lazy("What it is called"),
        help_text=gettext_lazy("As people would say it, such as: Loneliness"),
        max_length=120,
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Those who record can choose it"),
        help_text=gettext_lazy(
            "Without it nothing new is recorded under it; what was is still counted."
        ),
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AddIssueForm(IssueForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_open"]
        del self.fields["seen"]
