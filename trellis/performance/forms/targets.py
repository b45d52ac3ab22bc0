"""Setting what is wanted of an indicator, and what is said when it does not fit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField, NumberField, speak_plainly
from trellis.kernel.forms import OnceForm
from trellis.performance.forms.recording import MOST_DIGITS, word_the_figure
from trellis.performance.rules.codes import Comparison, IndicatorKind, TargetState
from trellis.performance.words import TARGET_STATES


class TargetForm(OnceForm):
    """What is wanted of an indicator at a place for a period; only what fits its kind."""

    place = forms.ChoiceField(label=gettext_lazy("Place"))
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    state = forms.ChoiceField(
        label=gettext_lazy("Target"),
        choices=[
            (code, capfirst(TARGET_STATES[code]))
            for code in (TargetState.SET, TargetState.NOT_SET, TargetState.NOT_APPLICABLE)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether a target is set.")},
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
        ],
    )
    value = NumberField(
        label=gettext_lazy("Figure"),
        required=False,
        max_digits=MOST_DIGITS,
        decimal_places=4,
        min_value=0,
    )
    by_date = DayField(label=gettext_lazy("To be reached by"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("Who agreed it, and when. It stands beside the target."),
        error_messages={"required": gettext_lazy("Say why, such as who agreed it and when.")},
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[str, str]],
        periods: Sequence[tuple[str, str]],
        kind: str,
        unit: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = IndicatorKind(kind)
        for name, choices in (("place", places), ("period", periods)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
        for name in {"comparison", "value", "by_date"} - set(_WANTED[self.kind]):
            del self.fields[name]
        for name in _WANTED[self.kind]:
            self.fields[name].depends = True  # type: ignore[attr-defined]
        if "value" in self.fields:
            word_the_figure(self.fields["value"], self.kind, unit)
            if self.kind is IndicatorKind.PERCENTAGE:
                self.fields["value"].help_text = ""
            speak_plainly([self.fields["value"]])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") != TargetState.SET:
            if cleaned.get("value") is not None or cleaned.get("by_date"):
                self.add_error("state", _("Remove the figure, or say that a target is set."))
            return {**cleaned, "comparison": "", "value": None, "by_date": None}
        missing = {
            "comparison": _("Choose how the value is compared with the target."),
            "value": _("Enter the figure to be reached."),
            "by_date": _("Enter the day by which it is to be reached."),
        }
        for name in _WANTED[self.kind]:
            if name not in self.errors and cleaned.get(name) in (None, ""):
                self.add_error(name, missing[name])
        if self.kind is IndicatorKind.NARRATIVE:
            self.add_error("state", _("An account in words has no target to reach; say so."))
        if self.kind is IndicatorKind.PERCENTAGE and (cleaned.get("value") or 0) > 100:
            self.add_error("value", _("Enter a percentage from 0 to 100."))
        comparison = cleaned.get("comparison") or Comparison.BY_DATE
        return {"value": None, "by_date": None, **cleaned, "comparison": comparison}


_WANTED: dict[IndicatorKind, tuple[str, ...]] = {
    IndicatorKind.NUMBER: ("comparison", "value"),
    IndicatorKind.MONEY: ("comparison", "value"),
    IndicatorKind.PERCENTAGE: ("comparison", "value"),
    IndicatorKind.MILESTONE: ("by_date",),
    IndicatorKind.NARRATIVE: (),
}
