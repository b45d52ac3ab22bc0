"""What the room's pages ask for, and what they say when it does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField, NumberField, WholeField, speak_plainly
from trellis.kernel.forms import OnceForm
from trellis.performance.rules.codes import STATES_OF, IndicatorKind, ValueState
from trellis.performance.rules.exact import is_share_of
from trellis.performance.rules.surprises import is_surprising
from trellis.performance.words import amount, number
from trellis.performance.words.rounds import SELF_RATINGS
from trellis.performance.words.states import IS_THERE_ONE, choices_of

MOST_DIGITS = 18
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


@dataclass(frozen=True)
class LastTime:
    """The figure of the line before this one, and how it is said."""

    value: Fraction
    words: str
    period: str


class ValueForm(OnceForm):
    """One figure. Only the fields that fit the kind of indicator are there. What is usual comes
    first: somebody types the figure. That there is none, and why, follows as the other answer."""

    state = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether there is one, or why not.")},
    )
    is_right = forms.BooleanField(label=gettext_lazy("Yes, it is right"), required=False)
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
        max_digits=MOST_DIGITS,
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
        last: LastTime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.last = IndicatorKind(kind), last
        self._ask_only_what_fits(is_correction=is_correction)
        self._let_them_assess(assesses=assesses)
        states = self.fields["state"]
        assert isinstance(states, forms.ChoiceField)
        states.label, states.choices = IS_THERE_ONE[self.kind], choices_of(self.kind)
        self.order_fields((*_ASKED_IF_MEASURED[self.kind], "is_right"))
        if not self.is_bound:
            del self.fields["is_right"]
        if "value" in self.fields:
            word_the_figure(self.fields["value"], self.kind, unit)
            speak_plainly([self.fields["value"]])
            self._tell_of_last_time(self.fields[_FIELDS[self.kind][0]])

    def _tell_of_last_time(self, first: forms.Field) -> None:
        """By the field itself: on a phone the table beside the form comes after it."""
        if self.last is not None:
            words = _("Last time, %(period)s: %(before)s.")
            said = words % {"period": self.last.period, "before": self.last.words}
            first.help_text = f"{first.help_text} {said}".strip()

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
        nought = cleaned.get("value") == 0 and _ZERO[self.kind]
        if cleaned.get("state") == ValueState.MEASURED and nought:
            cleaned["state"] = ValueState.ZERO
        self._refuse_two_answers(cleaned, nought=nought)
        numbers = ("numerator", "denominator")
        if not any(name in self.errors for name in numbers):
            if (cleaned.get("numerator") is None) != (cleaned.get("denominator") is None):
                self.add_error("denominator", _("Enter both numbers, or neither."))
            self._refuse_a_share_that_disagrees(cleaned)
        self._ask_once_about_a_surprise(cleaned)
        return cleaned

    def _refuse_two_answers(self, cleaned: dict[str, Any], *, nought: bool) -> None:
        """A figure, and that there is none: said beside the first of what was typed."""
        state = cleaned.get("state")
        typed = next((name for name in _FIELDS[self.kind] if cleaned.get(name) is not None), None)
        fits = state == ValueState.MEASURED or (state == ValueState.ZERO and nought)
        if not state or typed is None or fits:
            return
        chosen = dict(choices_of(self.kind))
        words = _("You entered %(typed)s, and chose “%(state)s”. Clear it, or choose “%(yes)s”.")
        said = {
            "typed": self.data[self.add_prefix(typed)].strip(),
            "state": chosen[state],
            "yes": chosen[ValueState.MEASURED.value],
        }
        self.add_error(typed, words % said)

    def _ask_once_about_a_surprise(self, cleaned: dict[str, Any]) -> None:
        """The question is there only where it is to be answered; a tick answers it."""
        now = _figure_in(cleaned)
        if self.last is None or now is None or not is_surprising(self.kind, now, self.last.value):
            del self.fields["is_right"]
            return
        if not cleaned.get("is_right"):
            words = _(
                "Last time it was %(before)s. Is %(now)s right? Tick that it is, or correct it."
            )
            self.add_error("is_right", words % {"before": self.last.words, "now": self._said(now)})

    def _said(self, figure: Fraction) -> str:
        decimals = 0 if figure.denominator == 1 else 2
        return amount(figure, self.kind, decimals=decimals)

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


def _figure_in(cleaned: dict[str, Any]) -> Fraction | None:
    """What was typed, as it will count; None where it is not known or not yet right."""
    if cleaned.get("state") not in (ValueState.MEASURED, ValueState.ZERO):
        return None
    if cleaned.get("numerator") is not None and cleaned.get("denominator"):
        return Fraction(100 * cleaned["numerator"], cleaned["denominator"])
    if cleaned.get("value") is not None:
        return Fraction(cleaned["value"])
    return Fraction(0) if cleaned["state"] == ValueState.ZERO else None


def word_the_figure(field: forms.Field, kind: IndicatorKind, unit: str) -> None:
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
# Which kinds tell a nought that was counted apart as a state.
_ZERO = {kind: ValueState.ZERO in states for kind, states in STATES_OF.items()}
