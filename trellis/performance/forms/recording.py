"""What the room's pages ask for, and what they say when it does not fit."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField, NumberField, WholeField, speak_plainly
from trellis.kernel.forms import OnceForm
from trellis.performance.rules.codes import (
    STATES_OF,
    Comparison,
    IndicatorKind,
    TargetState,
    ValueState,
)
from trellis.performance.rules.exact import is_share_of
from trellis.performance.words import STATES, TARGET_STATES, number
from trellis.performance.words.rounds import SELF_RATINGS

_MOST_DIGITS = 18
_MOST_ANSWERS = 10**12


class PeriodForm(forms.Form):
    """Which period a page shows, and as it was known when."""

    use_required_attribute = False
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    on = DayField(label=gettext_lazy("As known at the end of"), required=False)
    provider = forms.CharField(required=False, max_length=18, widget=forms.HiddenInput)

    def __init__(self, periods: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(periods)
        speak_plainly(self.fields.values())

    def refuse_day(self, why: str) -> None:
        """Say beside the field why the day that was asked for cannot be had."""
        if "on" not in self.errors:
            self.add_error("on", why)


class ValueForm(OnceForm):
    """One figure. Only the fields that fit the kind of indicator are there."""

    state = forms.ChoiceField(
        label=gettext_lazy("What is known"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Zero is a count; it is not the same as nothing known."),
        error_messages={"required": gettext_lazy("Choose what is known.")},
    )
    numerator = WholeField(
        label=gettext_lazy("How many"), required=False, min_value=0, max_value=_MOST_ANSWERS
    )
    denominator = WholeField(
        label=gettext_lazy("Out of how many answers"),
        required=False,
        min_value=1,
        max_value=_MOST_ANSWERS,
    )
    value = NumberField(
        label=gettext_lazy("Figure"),
        required=False,
        max_digits=_MOST_DIGITS,
        decimal_places=4,
    )
    reached_on = DayField(label=gettext_lazy("Reached on"), required=False)
    words = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What was done, with dates and names of bodies, not of people."),
    )
    rating = forms.ChoiceField(
        label=gettext_lazy("How you see it yourselves"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It stands beside the rating worked out from the target."),
    )
    assessment = forms.CharField(
        label=gettext_lazy("Why you see it so"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A sentence; needed where the two differ."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the earlier figure is replaced"),
        max_length=300,
        help_text=gettext_lazy("Both figures stay readable."),
        error_messages={
            "required": gettext_lazy("Say why the earlier figure is replaced; both stay readable.")
        },
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kind: str,
        is_correction: bool,
        unit: str = "",
        assesses: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = IndicatorKind(kind)
        self._ask_only_what_fits(is_correction=is_correction)
        self._let_them_assess(assesses=assesses)
        states = self.fields["state"]
        assert isinstance(states, forms.ChoiceField)
        said = STATES | _SAID_OF.get(self.kind, {})
        if self.kind not in _COUNTED:
            states.help_text = ""
        states.choices = [(code, capfirst(said[code])) for code in STATES_OF[self.kind]]
        if "value" in self.fields:
            _word_the_figure(self.fields["value"], self.kind, unit)
            speak_plainly([self.fields["value"]])

    def _ask_only_what_fits(self, *, is_correction: bool) -> None:
        for name in ("value", "numerator", "denominator", "reached_on"):
            if name not in _FIELDS[self.kind]:
                del self.fields[name]
        if not is_correction:
            del self.fields["reason"]
        for name in _ASKED_IF_MEASURED[self.kind]:
            self.fields[name].depends = True  # type: ignore[attr-defined]

    def _let_them_assess(self, *, assesses: bool) -> None:
        """In a round, how they see it themselves; the figure need not change with it."""
        if not assesses:
            del self.fields["rating"], self.fields["assessment"]
            return
        if "reason" in self.fields:
            self.fields["reason"].required = False
        field = self.fields["rating"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(code), capfirst(str(said))) for code, said in SELF_RATINGS.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("assessment") and not cleaned.get("rating"):
            self.add_error("rating", _("Choose how you see it, or leave the sentence out."))
        state = cleaned.get("state")
        if state and not ValueState(state).is_known:
            self._refuse_figures(cleaned)
        elif state == ValueState.MEASURED and cleaned.get("value") == 0 and _ZERO[self.kind]:
            cleaned["state"] = ValueState.ZERO
        numbers = ("numerator", "denominator")
        if not any(name in self.errors for name in numbers):
            if (cleaned.get("numerator") is None) != (cleaned.get("denominator") is None):
                self.add_error("denominator", _("Enter both numbers, or neither."))
            self._refuse_a_share_that_disagrees(cleaned)
        return cleaned

    def _refuse_figures(self, cleaned: dict[str, Any]) -> None:
        for name in ("value", "numerator", "denominator", "reached_on"):
            if cleaned.get(name) is not None:
                words = _("%(label)s: remove this, or say above that it was measured.")
                self.add_error(name, words % {"label": self.fields[name].label})

    def _refuse_a_share_that_disagrees(self, cleaned: dict[str, Any]) -> None:
        """A percentage beside its two numbers is theirs, to as many decimals as it was given."""
        share, some, out_of = (cleaned.get(name) for name in ("value", "numerator", "denominator"))
        if share is None or some is None or not out_of or some > out_of:
            return
        exact = Fraction(100 * some, out_of)
        if not is_share_of(share, exact):
            words = _(
                "%(some)s of %(all)s is %(exact)s%%, not %(share)s%%. Correct one of them, or "
                "leave the percentage empty: it is worked out."
            )
            found = {"some": some, "all": out_of, "share": share, "exact": number(exact, 1)}
            self.add_error("value", words % found)


def _word_the_figure(field: forms.Field, kind: IndicatorKind, unit: str) -> None:
    """Called and hinted by what it counts; the sign of its unit may be typed with it."""
    assert isinstance(field, NumberField)
    if kind is IndicatorKind.MONEY:
        field.label, field.signs = _("Amount in pounds"), ("£", "gbp", "pounds")
        field.help_text = _("Such as 184,700 or £184.7k.")
    elif kind is IndicatorKind.PERCENTAGE:
        field.label, field.signs = _("Percentage"), ("%", "per cent", "percent")
        field.help_text = _(
            "Leave it empty where you gave the two numbers: it is worked out from them."
        )
    else:
        field.signs = (unit,)
        field.help_text = _("In %(unit)s.") % {"unit": unit} if unit else ""


_FIELDS: dict[IndicatorKind, tuple[str, ...]] = {
    IndicatorKind.NUMBER: ("value",),
    IndicatorKind.MONEY: ("value",),
    IndicatorKind.PERCENTAGE: ("numerator", "denominator", "value"),
    IndicatorKind.MILESTONE: ("reached_on",),
    IndicatorKind.NARRATIVE: (),
}
# What is no choice of the writer's: what is known decides whether it is asked for.
_ASKED_IF_MEASURED: dict[IndicatorKind, tuple[str, ...]] = {
    **_FIELDS,
    IndicatorKind.NARRATIVE: ("words",),
}
_OF_A_MILESTONE = {
    ValueState.MEASURED: gettext_lazy("reached"),
    ValueState.ZERO: gettext_lazy("not reached"),
}
_OF_AN_ACCOUNT = {ValueState.MEASURED: gettext_lazy("told below, in words")}
_SAID_OF = {
    IndicatorKind.MILESTONE: _OF_A_MILESTONE,
    IndicatorKind.NARRATIVE: _OF_AN_ACCOUNT,
}
_COUNTED = (IndicatorKind.NUMBER, IndicatorKind.MONEY)
# Which kinds tell a nought that was counted apart as a state.
_ZERO = {kind: ValueState.ZERO in states for kind, states in STATES_OF.items()}


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
        max_digits=_MOST_DIGITS,
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
            _word_the_figure(self.fields["value"], self.kind, unit)
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
        error_messages={"required": gettext_lazy("Choose how strong the evidence is.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("What you looked at"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say in a few words what you looked at.")},
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        widget=forms.RadioSelect,
        choices=[
            ("summative", gettext_lazy("To judge: everybody sees it beside the figure")),
            (
                "formative",
                gettext_lazy(
                    "To improve: only the provider, its partners and its reviewers see it"
                ),
            ),
        ],
        initial="summative",
        error_messages={"required": gettext_lazy("Choose what it is for.")},
    )
