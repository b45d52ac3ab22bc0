"""Proposing a change, asking people, saying what one thinks, deciding."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField
from trellis.kernel.forms import OnceForm
from trellis.performance import words
from trellis.performance.forms.indicators import (
    NEITHER,
    change_class_field,
    combine_field,
    definition_field,
    direction_field,
    kind_field,
    title_field,
    unit_field,
    unit_of,
)
from trellis.performance.forms.worth import StandsSomehow, decided_by_field, decided_on_field
from trellis.performance.lifecycle import Change, Opinion, Standing
from trellis.performance.queries import IndicatorFacts
from trellis.performance.rules.codes import Combine, IndicatorKind

_OPINIONS: Final = (
    (Opinion.SUPPORT, gettext_lazy("We support it")),
    (Opinion.OPPOSE, gettext_lazy("We do not support it")),
    (Opinion.NEITHER, gettext_lazy("Neither: we want to say something about it")),
)


class SpeaksForm(OnceForm):
    """Said for a body at which one holds a role; who holds one at one body only is not asked."""

    organisation = forms.TypedChoiceField(
        label=gettext_lazy("For which organisation do you speak?"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose the organisation for which you speak.")},
    )

    def __init__(self, *args: Any, bodies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = bodies
        if len(bodies) == 1:
            field.widget, field.initial = forms.HiddenInput(), bodies[0][0]
        else:
            field.choices = [("", _("Choose one")), *bodies]


# What a proposal of each kind asks for beside why and from when.
_ASKED: Final = {
    Change.NEW: (
        "title", "definition", "kind", "unit", "direction", "combine", "standing", "place",
        "rated_from",
    ),
    Change.VERSION: ("indicator", "change_class", "title", "definition"),
    Change.STANDING: ("indicator", "standing", "place", "rated_from"),
    Change.RETIRE: ("indicator",),
}  # fmt: skip
_ALWAYS: Final = ("once", "why", "from_on", "organisation")


class ProposalForm(StandsSomehow, SpeaksForm):
    """One change; each kind of it asks for what it takes. What an indicator is otherwise can be
    set down once it is there."""

    indicator = forms.TypedChoiceField(
        label=gettext_lazy("Which indicator?"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose the indicator.")},
    )
    change_class = change_class_field()
    title = title_field()
    definition = definition_field()
    kind = kind_field()
    unit = unit_field()
    direction = direction_field()
    combine = combine_field()
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody can read it. Name bodies, not people"),
        error_messages={"required": gettext_lazy("Say why it should change.")},
    )
    from_on = DayField(
        label=gettext_lazy("From which day is it to hold?"),
        help_text=gettext_lazy(
            "Best the first day of a quarter, after people were asked. It can be moved when it is "
            "decided"
        ),
        error_messages={"required": gettext_lazy("Enter the day from which it is to hold.")},
    )

    def __init__(
        self, *args: Any, change: Change, live: Sequence[IndicatorFacts], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.change, self.live = change, live
        chosen = self.fields["indicator"]
        assert isinstance(chosen, forms.ChoiceField)
        numbered = [(one.number, f"{one.number}. {one.title}") for one in live]
        chosen.choices = [("", _("Choose one")), *numbered]
        if change is Change.RETIRE:
            day = self.fields["from_on"]
            day.label = _("What is to be its last day?")
            day.help_text = _(
                "Best the last day of a quarter, after people were asked. It can be moved when it "
                "is decided"
            )
            day.error_messages["required"] = _("Enter what is to be its last day.")
        asked = (*_ASKED[change], *_ALWAYS)
        self.fields = {name: self.fields[name] for name in self.fields if name in asked}
        self.order_fields((*_ASKED[change], "why", "from_on"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, combine = given.get("kind"), given.get("combine")
        if kind == IndicatorKind.NUMBER and not given.get("unit"):
            self.add_error("unit", _("Enter what is counted, such as groups."))
        if kind and combine and not Combine(combine).fits(IndicatorKind(kind)):
            said = words.KINDS[IndicatorKind(kind)]
            told = _("Choose one for: %(kind)s. Or choose “not at all”.") % {"kind": said}
            self.add_error("combine", told)
        if self.change is Change.VERSION:
            self._refuse_same(given)
        return given

    def _refuse_same(self, given: dict[str, Any]) -> None:
        chosen = next((one for one in self.live if one.number == given.get("indicator")), None)
        if chosen is None:
            return
        last = chosen.versions[-1]
        if (given.get("title"), given.get("definition")) == (last.title, last.definition):
            told = _("It reads so already: change how it reads or is counted.")
            self.add_error("definition", told)
        if given.get("from_on") and given["from_on"] <= last.valid_from:
            told = _("Enter a day after %(day)s, when the version before this began.")
            began = date_format(last.valid_from, "j F Y")
            self.add_error("from_on", told % {"day": began})

    def facts(self) -> dict[str, Any]:
        """What the action is told, but for the indicator, which is a number here."""
        given = {**self.cleaned_data, "change": self.change}
        given.pop("indicator", None)
        given["organisation_id"] = given.pop("organisation")
        if "place" in given:
            given["place_id"] = given.pop("place")
        if given.get("direction") == NEITHER:
            given["direction"] = ""
        if "kind" in given:
            given["unit"] = unit_of(IndicatorKind(given["kind"]), given["unit"])
        if self.change is Change.RETIRE:  # the page asks for the last day
            given["from_on"] += timedelta(days=1)
        return given


class ConsultForm(OnceForm):
    """From when until when people are asked."""

    opens_on = DayField(
        label=gettext_lazy("First day"),
        error_messages={"required": gettext_lazy("Enter the first day.")},
    )
    closes_on = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("People can comment to the end of it"),
        error_messages={"required": gettext_lazy("Enter the last day.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("opens_on"), given.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("Enter a last day on or after the first."))
        return given


class CommentForm(SpeaksForm):
    opinion = forms.ChoiceField(
        label=gettext_lazy("What do you think of it?"),
        choices=list(_OPINIONS),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you think of it.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Needed unless you support it. Everybody can read it, beside the name of your "
            "organisation. Name bodies, not people"
        ),
    )
    words.depends = True  # type: ignore[attr-defined]

    field_order = ("opinion", "words")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("opinion") in (Opinion.OPPOSE, Opinion.NEITHER) and not given.get("words"):
            self.add_error("words", _("Say why, so that something can come of it."))
        return given

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["organisation_id"] = given.pop("organisation")
        return {**given, "opinion": Opinion(given["opinion"])}


class TurnDownForm(OnceForm):
    """Who decided, when and why."""

    decided_on = decided_on_field()
    decided_by = decided_by_field()
    decision = forms.CharField(
        label=gettext_lazy("Why was it decided so?"),
        max_length=300,
        help_text=gettext_lazy("Stands beside the indicator for as long as it is shown"),
        error_messages={"required": gettext_lazy("Say why it was decided so.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("What was done with the comments?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what was done with the comments.")},
    )

    def __init__(self, *args: Any, today: date, was_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["decided_on"]
        assert isinstance(day, DayField)
        day.last = today
        if not was_asked:
            del self.fields["answer"]


class AdoptForm(TurnDownForm):
    from_on = DayField(
        label=gettext_lazy("From which day does it hold?"),
        error_messages={"required": gettext_lazy("Enter the day from which it holds.")},
    )

    field_order = ("decided_on", "decided_by", "decision", "answer", "from_on")

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        super().__init__(*args, was_asked=True, **kwargs)
        self.is_ending = change is Change.RETIRE
        if self.is_ending:
            day = self.fields["from_on"]
            day.label = _("What is the last day on which it is looked at?")
            day.error_messages["required"] = _("Enter the last day on which it is looked at.")

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        if self.is_ending:
            given["from_on"] += timedelta(days=1)
        return given


def answers_of(indicator: IndicatorFacts, change: Change) -> dict[str, Any]:
    """What the form shows of an indicator that is to be changed."""
    last = indicator.versions[-1]
    shown: dict[str, Any] = {"indicator": indicator.number}
    if change is Change.VERSION:
        shown |= {"title": last.title, "definition": last.definition}
    return shown


def answers_of_new() -> dict[str, Any]:
    return {"standing": Standing.EXPERIMENTAL}
