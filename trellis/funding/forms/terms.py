"""What an agreement says: put down, changed, ended before its time."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.funding.actions import Terms
from trellis.funding.queries import AgreementFacts
from trellis.funding.words import time_words
from trellis.kernel.choosing import Find, one_named
from trellis.kernel.fields import DayField, NumberField
from trellis.kernel.forms import EditForm
from trellis.kernel.money import pence
from trellis.kernel.periods import Span


def amount_field(label: Any, hint: Any = "") -> NumberField:
    """Pounds on the page, pence in the record; nothing where it is not stated."""
    return NumberField(
        label=label,
        help_text=hint,
        signs=("£",),
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        required=False,
    )


class TermsForm(EditForm):
    """What an agreement says, whoever pays whom."""

    title = forms.CharField(
        label=gettext_lazy("What it pays for"),
        help_text=gettext_lazy("In a few words, such as: Infrastructure services for Amberdale"),
        max_length=200,
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("The number by which you both call it"),
        max_length=40,
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))
    amount = amount_field(
        gettext_lazy("Amount"),
        gettext_lazy("In pounds, over its whole time. Leave it empty where none is stated."),
    )
    about = forms.CharField(
        label=gettext_lazy("What was agreed"),
        help_text=gettext_lazy("In two or three sentences. Anybody can read this: name nobody."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_reported = forms.BooleanField(
        label=gettext_lazy("Who is paid reports under the area’s framework"),
        help_text=gettext_lazy("Then whoever pays accepts their returns."),
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("Where that is written down"),
        help_text=gettext_lazy("A contract or a minute, with its date"),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Last day: enter the first day or one after it."))
        return given

    def terms(self) -> Terms:
        """The last day of the page is the day before the end."""
        given = self.cleaned_data
        return Terms(
            reference=given["reference"],
            title=given["title"],
            runs=Span(given["starts_on"], given["ends_on"] + timedelta(days=1)),
            is_reported=given["is_reported"],
            amount_pence=in_pence(given["amount"]),
            about=given["about"],
            is_last=given.get("is_last", False),
            source=given["source"],
        )


def answers_of(facts: AgreementFacts) -> dict[str, Any]:
    """What the form shows of an agreement that is there."""
    return {
        "title": facts.title,
        "reference": facts.reference,
        "starts_on": facts.runs.start,
        "ends_on": facts.runs.last_day,
        "amount": in_pounds(facts.amount_pence),
        "about": facts.about,
        "is_reported": facts.is_reported,
        "source": facts.source,
        "is_last": facts.is_last,
    }


class BeginForm(TermsForm):
    """A new one. `above` are the agreements out of which the viewer's bodies may pay on."""

    payer = forms.TypedChoiceField(
        label=gettext_lazy("Who pays?"), coerce=int, widget=forms.RadioSelect
    )
    under = forms.TypedChoiceField(
        label=gettext_lazy("Out of which money?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    provider = forms.CharField(
        label=gettext_lazy("Who is paid?"),
        help_text=gettext_lazy("The organisation’s name as it stands in the record"),
        max_length=200,
    )
    field_order = ("payer", "provider", "under", "title")

    def __init__(
        self,
        *args: Any,
        payers: Mapping[int, str],
        above: Iterable[AgreementFacts],
        find: Find,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        del self.fields["seen"]
        payer, under = self.fields["payer"], self.fields["under"]
        assert isinstance(payer, forms.ChoiceField)
        assert isinstance(under, forms.ChoiceField)
        payer.choices = list(payers.items())
        if len(payers) == 1:
            payer.widget, payer.initial = forms.HiddenInput(), next(iter(payers))
        offered = [(one.id, _out_of(one)) for one in above]
        under.choices = [("", _("Our own: it stands under no other agreement")), *offered]
        under.depends = True  # type: ignore[attr-defined]
        if not offered:
            under.widget = forms.HiddenInput()

    def clean_provider(self) -> int:
        return one_named(self.cleaned_data["provider"], self._find)

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "payer_id": given["payer"],
            "provider_id": given["provider"],
            "under_id": given["under"],
            "terms": self.terms(),
            "once": given["once"],
        }


def _out_of(one: AgreementFacts) -> str:
    return _("%(title)s, which %(payer)s pays us for (%(time)s)") % {
        "title": one.title,
        "payer": one.payer.name,
        "time": time_words(one.runs.start, one.until),
    }


class ChangeForm(TermsForm):
    is_last = forms.BooleanField(
        label=gettext_lazy("Nothing follows it once it ends"),
        help_text=gettext_lazy("Everybody can read that, and nobody is reminded any more."),
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Why it is changed"),
        help_text=gettext_lazy("It stands in the audit. Name nobody."),
        max_length=300,
    )

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"terms": self.terms(), **{name: given[name] for name in ("why", "seen", "once")}}


class EndForm(EditForm):
    ends_on = DayField(
        label=gettext_lazy("Last day on which it holds"),
        help_text=gettext_lazy("The day before its first day, if it never begins"),
    )
    why = forms.CharField(
        label=gettext_lazy("Why it ends before its time"),
        help_text=gettext_lazy("Anybody can read this: name nobody."),
        max_length=300,
    )

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {**given, "ends_on": given["ends_on"] + timedelta(days=1)}


def in_pence(amount: Decimal | None) -> int | None:
    return None if amount is None else pence(amount)


def in_pounds(amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount) / 100
