"""Saying how an indicator stands, what it takes and what it was for; agreeing on a core set."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.kernel.fields import DayField, WholeField, speak_plainly
from trellis.kernel.forms import EditForm, OnceForm
from trellis.performance.forms.outcomes import source_field, why_field
from trellis.performance.lifecycle import Standing
from trellis.performance.queries import EffortLine

# A hundred hours: more than that is not a figure but a study.
MOST_MINUTES: Final = 6_000
STANDINGS_EXPLAINED: Final = (
    (Standing.CORE, gettext_lazy("Core: everybody reports it, and it is looked at every time")),
    (Standing.LOCAL, gettext_lazy("Local: it is of one place, which wants to see it")),
    (Standing.OPTIONAL, gettext_lazy("Optional: whoever finds it useful reports it")),
    (
        Standing.EXPERIMENTAL,
        gettext_lazy("Experimental: it is tried out, and given up or kept after a while"),
    ),
)


def decided_on_field() -> DayField:
    return DayField(
        label=gettext_lazy("Day of the decision"),
        error_messages={"required": gettext_lazy("Enter the day of the decision.")},
    )


def decided_by_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Who decided it?"),
        max_length=200,
        help_text=gettext_lazy("The body, not the people: such as the partnership board"),
        error_messages={"required": gettext_lazy("Say who decided it.")},
    )


class StandsSomehow(OnceForm):
    """What is asked wherever an indicator is given a standing. A local one names its place, and no
    other does."""

    standing = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"),
        choices=list(STANDINGS_EXPLAINED),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it stands.")},
    )
    place = forms.TypedChoiceField(
        label=gettext_lazy("Of which place, if it is local?"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    rated_from = DayField(
        label=gettext_lazy("Rated from"),
        required=False,
        help_text=gettext_lazy(
            "Only for what is local or experimental: periods that begin before this day are "
            "shown without a rating. Left empty, it is rated from the start"
        ),
    )

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = [("", _("of no one place")), *places]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        standing, chosen = given.get("standing"), given.get("place")
        if standing == Standing.LOCAL and chosen is None and "place" not in self.errors:
            self.add_error("place", _("Choose the place of which it is."))
        if standing and standing != Standing.LOCAL and chosen is not None:
            self.add_error("place", _("Only a local indicator is of one place: choose none."))
        return given


class StandingForm(StandsSomehow, EditForm):
    from_on = DayField(
        label=gettext_lazy("From which day"),
        error_messages={"required": gettext_lazy("Enter the day from which it stands so.")},
    )
    decided_on = decided_on_field()
    decided_by = decided_by_field()
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("Stands beside the indicator, for everybody to read"),
        error_messages={"required": gettext_lazy("Say why.")},
    )

    field_order = (
        "standing", "place", "rated_from", "from_on", "decided_on", "decided_by", "reason",
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """As the action is told it."""
        given = dict(self.cleaned_data)
        given["place_id"] = given.pop("place")
        return {**given, "standing": Standing(given["standing"])}


class CoreSetForm(EditForm):
    core_most = WholeField(
        label=gettext_lazy("At most how many core indicators?"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=gettext_lazy("Left empty, nothing is agreed, and any number can be core"),
    )
    consult_days = WholeField(
        label=gettext_lazy("For how many days, at least, can people comment on a change?"),
        min_value=1,
        max_value=366,
        error_messages={"required": gettext_lazy("Enter a number of days, such as 28.")},
    )
    why = why_field(gettext_lazy("Who agreed it, and why"), gettext_lazy("Say who agreed it."))

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["why"]


class EffortForm(EditForm):
    """Minutes for each of some indicators. A field left empty says nothing."""

    def __init__(self, *args: Any, lines: Sequence[EffortLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[name_of(line)] = WholeField(
                label=f"{line.number}. {line.title}",
                min_value=0,
                max_value=MOST_MINUTES,
                required=False,
                help_text=how_often(line.a_year),
            )
        speak_plainly(self.fields.values())

    @property
    def by_provider(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each provider under its name."""
        found: dict[str, list[forms.BoundField]] = {}
        for line in self.lines:
            found.setdefault(line.provider_name, []).append(self[name_of(line)])
        return list(found.items())

    def stated(self) -> list[tuple[int, int | None, int]]:
        """What the action is told."""
        given = self.cleaned_data
        return [
            (line.indicator_id, line.provider_id, minutes)
            for line in self.lines
            if (minutes := given[name_of(line)]) is not None
        ]


def name_of(line: EffortLine) -> str:
    return f"minutes_{line.number}_{line.provider_id or 0}"


def minutes_of(lines: Sequence[EffortLine]) -> dict[str, int | None]:
    """What the form shows of what was said before."""
    return {name_of(line): line.minutes for line in lines}


def how_often(a_year: int) -> str:
    if not a_year:
        return _("Minutes for one period; nobody is to report it now")
    return ngettext(
        "Minutes each time; reported once a year",
        "Minutes each time; reported %(times)s times a year",
        a_year,
    ) % {"times": a_year}


class DecisionForm(OnceForm):
    """A decision that was made with an indicator in hand."""

    words = forms.CharField(
        label=gettext_lazy("What was decided?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Such as: a second adviser for the north, because waiting grew"),
        error_messages={"required": gettext_lazy("Say what was decided.")},
    )
    decided_on = decided_on_field()
    decided_by = decided_by_field()
    source = source_field()
    link = forms.URLField(
        label=gettext_lazy("Address of the paper or minute"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("If it can be read on the web"),
        error_messages={
            "invalid": gettext_lazy("Enter an address like https://example.org/minutes.")
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["decided_on"]
        assert isinstance(day, DayField)
        day.last = today
