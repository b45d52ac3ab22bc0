"""What the room's pages ask for, and what they say when it does not fit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import DayField, OnceForm
from trellis.performance.rules.codes import Comparison, IndicatorKind, TargetState, ValueState
from trellis.performance.words import STATES, TARGET_STATES


class PeriodForm(forms.Form):
    """Which period a page shows, and as it was known when."""

    use_required_attribute = False
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    on = DayField(
        label=gettext_lazy("As known at the end of"),
        required=False,
    )
    provider = forms.CharField(required=False, max_length=18, widget=forms.HiddenInput)

    def __init__(self, periods: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(periods)


class ValueForm(OnceForm):
    """One figure. Only the fields that fit the kind of indicator are there."""

    state = forms.ChoiceField(
        label=gettext_lazy("What is known"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Zero is a count; it is not the same as nothing known."),
    )
    value = forms.DecimalField(
        label=gettext_lazy("Figure"),
        required=False,
        max_digits=18,
        decimal_places=4,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=gettext_lazy("Only when it was measured."),
    )
    numerator = forms.IntegerField(
        label=gettext_lazy("How many"),
        required=False,
        min_value=0,
        max_value=10**12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    denominator = forms.IntegerField(
        label=gettext_lazy("Out of how many answers"),
        required=False,
        min_value=1,
        max_value=10**12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    reached_on = DayField(
        label=gettext_lazy("Reached on"),
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What was done, with dates and names of bodies, not of people."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the earlier figure is replaced"),
        max_length=300,
        help_text=gettext_lazy("Both figures stay readable."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = _FIELDS[IndicatorKind(kind)]
        for name in ("value", "numerator", "denominator", "reached_on"):
            if name not in wanted:
                del self.fields[name]
        if not is_correction:
            del self.fields["reason"]
        states = self.fields["state"]
        assert isinstance(states, forms.ChoiceField)
        said = STATES | (_OF_A_MILESTONE if kind == IndicatorKind.MILESTONE else {})
        states.choices = [(code, capfirst(said[code])) for code in _STATES[IndicatorKind(kind)]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        state = cleaned.get("state")
        if state and not ValueState(state).is_known:
            for name in ("value", "numerator", "denominator", "reached_on"):
                if cleaned.get(name) is not None:
                    self.add_error(name, _("Remove this, or say above that it was measured."))
        if (cleaned.get("numerator") is None) != (cleaned.get("denominator") is None):
            self.add_error("denominator", _("Enter both numbers, or neither."))
        return cleaned


_FIELDS: dict[IndicatorKind, tuple[str, ...]] = {
    IndicatorKind.NUMBER: ("value",),
    IndicatorKind.MONEY: ("value",),
    IndicatorKind.PERCENTAGE: ("value", "numerator", "denominator"),
    IndicatorKind.MILESTONE: ("reached_on",),
    IndicatorKind.NARRATIVE: (),
}
_OF_A_MILESTONE = {
    ValueState.MEASURED: gettext_lazy("reached"),
    ValueState.ZERO: gettext_lazy("not reached"),
}
_SILENT = (
    ValueState.NOT_MEASURED,
    ValueState.CANNOT_BE_MEASURED,
    ValueState.NOT_APPLICABLE,
    ValueState.MISSING,
)
_STATES: dict[IndicatorKind, tuple[ValueState, ...]] = {
    IndicatorKind.NUMBER: (ValueState.MEASURED, ValueState.ZERO, *_SILENT),
    IndicatorKind.MONEY: (ValueState.MEASURED, ValueState.ZERO, *_SILENT),
    IndicatorKind.PERCENTAGE: (ValueState.MEASURED, *_SILENT, ValueState.SUPPRESSED),
    IndicatorKind.MILESTONE: (ValueState.MEASURED, ValueState.ZERO, *_SILENT),
    IndicatorKind.NARRATIVE: (ValueState.MEASURED, *_SILENT),
}


class TargetForm(OnceForm):
    """What is wanted of an indicator at a place for a period."""

    place = forms.ChoiceField(label=gettext_lazy("Place"))
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    state = forms.ChoiceField(
        label=gettext_lazy("Target"),
        choices=[
            (code, capfirst(TARGET_STATES[code]))
            for code in (TargetState.SET, TargetState.NOT_SET, TargetState.NOT_APPLICABLE)
        ],
        widget=forms.RadioSelect,
    )
    comparison = forms.ChoiceField(
        label=gettext_lazy("Met when the value is"),
        required=False,
        choices=[
            ("", gettext_lazy("choose one")),
            (Comparison.AT_LEAST, gettext_lazy("at least")),
            (Comparison.MORE_THAN, gettext_lazy("more than")),
            (Comparison.AT_MOST, gettext_lazy("at most")),
            (Comparison.LESS_THAN, gettext_lazy("less than")),
            (Comparison.EQUAL_TO, gettext_lazy("exactly")),
            (Comparison.BY_DATE, gettext_lazy("reached by a day")),
        ],
        help_text=gettext_lazy("Where a target is set."),
    )
    value = forms.DecimalField(
        label=gettext_lazy("Figure"), required=False, max_digits=18, decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    by_date = DayField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("Where it is to be reached by a day."),
        required=False,
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[str, str]],
        periods: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("place", places), ("period", periods)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") != TargetState.SET:
            if cleaned.get("value") is not None or cleaned.get("by_date"):
                self.add_error("state", _("Remove the figure, or say that a target is set."))
            cleaned["comparison"] = ""
            return cleaned
        comparison = cleaned.get("comparison")
        if not comparison:
            self.add_error("comparison", _("Choose how the value is compared with the target."))
        elif comparison == Comparison.BY_DATE and not cleaned.get("by_date"):
            self.add_error("by_date", _("Enter the day by which it is to be reached."))
        elif comparison != Comparison.BY_DATE and cleaned.get("value") is None:
            self.add_error("value", _("Enter the figure to be reached."))
        return cleaned


class AppraisalForm(OnceForm):
    """How strong the evidence under a value is."""

    strength = forms.TypedChoiceField(
        label=gettext_lazy("How strong is the evidence"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (0, gettext_lazy("0: said, with nothing under it")),
            (1, gettext_lazy("1: described, with dates and names of bodies")),
            (2, gettext_lazy("2: documents or counts are attached")),
            (3, gettext_lazy("3: those it was for, or somebody outside, confirm it")),
            (4, gettext_lazy("4: two independent sources agree, and limits are stated")),
            (5, gettext_lazy("5: checked independently")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("What you looked at"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
