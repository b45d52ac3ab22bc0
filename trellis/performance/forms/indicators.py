"""Adding an indicator and setting down anew what it is, one question after another."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField
from trellis.kernel.forms import EditForm, OnceForm
from trellis.performance import words
from trellis.performance.forms.outcomes import WordingForm, source_field, why_field
from trellis.performance.forms.worth import decided_by_field, decided_on_field
from trellis.performance.queries import IndicatorFacts, OutcomeFacts, VersionFacts
from trellis.performance.rules.codes import ChangeClass, Combine, IndicatorKind

NEITHER: Final = (
    "neither"  # every question has an answer: a blank would look like a question missed
)
UNSAID: Final = "unsaid"
# What the figure is of where its kind says so already.
_UNITS: Final = {IndicatorKind.PERCENTAGE: "percent", IndicatorKind.MONEY: "GBP"}
_NATURE: Final = ("kind", "direction", "combine")
_WORDING: Final = ("title", "definition", "valid_from")


def title_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What is looked at"),
        max_length=300,
        help_text=gettext_lazy("Such as: Groups helped one-to-one"),
        error_messages={"required": gettext_lazy("Enter what is looked at.")},
    )


def definition_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("How it is counted"),
        max_length=1_500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("So that two people who count come to the same figure"),
        error_messages={"required": gettext_lazy("Say how it is counted.")},
    )


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Kind of figure"),
        choices=list(words.KINDS_EXPLAINED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind of figure it is.")},
    )


def unit_field() -> forms.CharField:
    """Asked of a number only: what a percentage and an amount are of, their kind says."""
    field = forms.CharField(
        label=gettext_lazy("What is counted"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For a number: groups, enquiries, days …"),
    )
    field.depends = True  # type: ignore[attr-defined]
    return field


def combine_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("How values go together"),
        choices=list(words.COMBINES_EXPLAINED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how values go together.")},
    )


def direction_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Which way is better?"),
        choices=[
            *words.DIRECTIONS_EXPLAINED.items(),
            (NEITHER, gettext_lazy("Neither: it is shown, and no change is called better")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which way is better.")},
    )


def change_class_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("What changes"),
        choices=list(words.CHANGES_EXPLAINED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what changes.")},
    )


class IndicatorForm(WordingForm):
    """All that is set down of an indicator. Once figures are there it is `fixed_as` the
    kind it is; its wording is asked for when it is new only: later it is a version of its own."""

    title = title_field()
    definition = definition_field()
    why_it_matters = forms.CharField(
        label=gettext_lazy("Why it matters"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = kind_field()
    unit = unit_field()
    decimals = forms.TypedChoiceField(
        label=gettext_lazy("Decimals shown"),
        coerce=int,
        choices=[(0, "0"), (1, "1"), (2, "2")],
        help_text=gettext_lazy("Comparisons always use the whole figure."),
    )
    direction = direction_field()
    combine = combine_field()
    control = forms.ChoiceField(
        label=gettext_lazy("How far can those who report it bring it about?"),
        choices=[*words.CONTROLS_EXPLAINED.items(), (UNSAID, gettext_lazy("Not said"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how far they can bring it about.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("What does it speak of?"),
        choices=[*words.LEVELS_EXPLAINED.items(), (UNSAID, gettext_lazy("Not said"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it speaks of.")},
    )
    outcomes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Outcomes it serves"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick all that apply"),
    )
    valid_from = DayField(
        label=gettext_lazy("It is looked at from"),
        error_messages={"required": gettext_lazy("Enter the day from which it is looked at.")},
    )
    source = source_field()

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[OutcomeFacts],
        is_new: bool,
        fixed_as: IndicatorKind | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, is_new=is_new, **kwargs)
        served = self.fields["outcomes"]
        assert isinstance(served, forms.ChoiceField)
        served.choices = [(one.number, f"{one.number}. {one.title}") for one in outcomes]
        for name in (*(() if is_new else _WORDING), *_settled(fixed_as)):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, combine = given.get("kind"), given.get("combine")
        if "unit" in self.fields and "kind" not in self.fields:
            kind = IndicatorKind.NUMBER  # of no other is the unit asked for
        if kind == IndicatorKind.NUMBER and not given.get("unit"):
            self.add_error("unit", _("Enter what is counted, such as groups."))
        if kind and combine and not Combine(combine).fits(IndicatorKind(kind)):
            said = str(words.KINDS[IndicatorKind(kind)])
            self.add_error(
                "combine", _("Choose one for: %(kind)s. Or choose “not at all”.") % {"kind": said}
            )
        return given

    def facts(self, was: IndicatorFacts | None = None) -> dict[str, Any]:
        """What the actions are told but for the outcomes, which are numbers here; of a fixed one
        what it `was` stays."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "outcomes"}
        for name, blank in (("direction", NEITHER), ("control", UNSAID), ("level", UNSAID)):
            if given.get(name) == blank:
                given[name] = ""
        if was is not None:
            given |= {name: getattr(was, name) for name in _NATURE if name not in given}
        kind = IndicatorKind(given["kind"])
        if kind is not IndicatorKind.NUMBER:
            given["unit"] = was.unit if was and was.kind is kind else unit_of(kind)
        return given


def unit_of(kind: IndicatorKind, counted: str = "") -> str:
    """What is counted, of a number; of others, what their kind says."""
    return counted if kind is IndicatorKind.NUMBER else _UNITS.get(kind, "")


def _settled(fixed_as: IndicatorKind | None) -> tuple[str, ...]:
    """What is not asked for any more; the unit of a number may be worded anew."""
    if fixed_as is None:
        return ()
    return _NATURE if fixed_as is IndicatorKind.NUMBER else (*_NATURE, "unit")


def answers_of(facts: IndicatorFacts) -> dict[str, Any]:
    """What the form shows of an indicator that is there."""
    return {
        "why_it_matters": facts.why_it_matters,
        "kind": facts.kind.value,
        "unit": facts.unit,
        "decimals": facts.decimals,
        "direction": facts.direction or NEITHER,
        "combine": facts.combine,
        "control": facts.control or UNSAID,
        "level": facts.level or UNSAID,
        "outcomes": list(facts.outcomes),
        "source": facts.source,
    }


class VersionForm(EditForm):
    """A later version of an indicator. It is shown what it means before it is adopted."""

    change_class = change_class_field()
    title = title_field()
    definition = definition_field()
    valid_from = DayField(
        label=gettext_lazy("From which day"),
        help_text=gettext_lazy("Best the first day of a quarter: no period is then half and half"),
        error_messages={"required": gettext_lazy("Enter the day from which it holds.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("Stands beside the series for as long as it is shown"),
        error_messages={"required": gettext_lazy("Say why it is changed.")},
    )
    source = source_field()

    def __init__(self, *args: Any, last: VersionFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = last

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if self._saw_the_last() and day <= self.last.valid_from:
            began = date_format(self.last.valid_from, "j F Y")
            words = _("Enter a day after %(day)s, when the version before this began.")
            raise forms.ValidationError(words % {"day": began})
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        same = self._saw_the_last() and given.get("title") == self.last.title
        if same and given.get("definition") == self.last.definition:
            self.add_error(
                "definition",
                _("Nothing differs from the version there is: change how it reads or is counted."),
            )
        return given

    def _saw_the_last(self) -> bool:
        """Whoever saw an earlier one is told so by the act, or has adopted the last themselves."""
        return self.data.get("seen") == str(self.last.number)

    @property
    def change(self) -> ChangeClass:
        return ChangeClass(self.cleaned_data["change_class"])

    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "change_class": self.change}


class RetireForm(OnceForm):
    """The last day on which an indicator is looked at."""

    last_on = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Periods that end after it are not looked at any more"),
        error_messages={"required": gettext_lazy("Enter the last day.")},
    )
    why = why_field(gettext_lazy("Why it is retired"), gettext_lazy("Say why it is retired."))
    decided_on = decided_on_field()
    decided_by = decided_by_field()

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            for name in ("why", "decided_on", "decided_by"):
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["retired_on"] = given.pop("last_on") + timedelta(days=1)
        return given


def answers_of_last(last: VersionFacts) -> dict[str, Any]:
    """The version there is, to be changed."""
    return {"title": last.title, "definition": last.definition}


def answers_of_new(number: int, starts_on: date) -> dict[str, Any]:
    return {"number": number, "valid_from": starts_on, "decimals": 0}
