"""Saying who reports what for which place, and ending that."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField
from trellis.kernel.forms import EditForm, OnceForm
from trellis.performance.forms.outcomes import why_field
from trellis.performance.queries import Choice, IndicatorFacts
from trellis.performance.words import EVERY


class ReportersForm(OnceForm):
    """Several indicators from several providers at once. What is ticked is a provider with a
    place it covers; a place it does not cover is chosen below."""

    indicators = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Indicators"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one indicator.")},
    )
    reporters = forms.MultipleChoiceField(
        label=gettext_lazy("Providers, each for a place it covers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Tick a provider of this area, for a place in it.")
        },
    )
    reporters.depends = True  # type: ignore[attr-defined]
    provider = forms.TypedChoiceField(
        label=gettext_lazy("A provider for another place"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a provider of this area.")},
    )
    place = forms.TypedChoiceField(
        label=gettext_lazy("That place"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a place of this area.")},
    )
    every = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=[(code, capfirst(str(said))) for code, said in EVERY.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how often.")},
    )
    from_on = DayField(
        label=gettext_lazy("From which day"),
        help_text=gettext_lazy("The first whole month, quarter or year after it is the first due"),
        error_messages={"required": gettext_lazy("Enter the first day.")},
    )

    def __init__(
        self,
        *args: Any,
        indicators: Sequence[IndicatorFacts],
        reporters: Sequence[Choice],
        providers: Sequence[tuple[int, str]],
        places: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        nobody: tuple[Any, str] = ("", _("none"))
        choices: Mapping[str, list[tuple[Any, Any]]] = {
            "indicators": [(one.number, f"{one.number}. {one.title}") for one in indicators],
            "reporters": [(one.code, _said(one)) for one in reporters],
            "provider": [nobody, *providers],
            "place": [nobody, *places],
        }
        for name, listed in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = listed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        provider, place = given.get("provider"), given.get("place")
        if provider and not place and "place" not in self.errors:
            self.add_error("place", _("Choose the place it reports for."))
        if place and not provider and "provider" not in self.errors:
            self.add_error("provider", _("Choose who reports for that place."))
        if not (given.get("reporters") or provider or place) and not self.errors:
            self.add_error("reporters", _("Tick at least one provider."))
        return given

    def pairs(self) -> list[tuple[int | None, int]]:
        """Provider (None: those who keep the framework) and place, each pair once."""
        found = [
            (int(provider) or None, int(place))
            for provider, _dash, place in (one.partition("-") for one in self._ticked())
        ]
        if self.cleaned_data["provider"]:
            found.append((self.cleaned_data["provider"], self.cleaned_data["place"]))
        return list(dict.fromkeys(found))

    def _ticked(self) -> list[str]:
        return list(self.cleaned_data["reporters"])


def _said(one: Choice) -> str:
    if one.provider_id is None:
        return _("Those who keep this framework, for %(place)s as a whole") % {
            "place": one.place_name
        }
    return _("%(provider)s, for %(place)s") % {
        "provider": one.provider_name,
        "place": one.place_name,
    }


class EndForm(EditForm):
    """The last day for which something is reported."""

    last_on = DayField(
        label=gettext_lazy("Last day"),
        error_messages={"required": gettext_lazy("Enter the last day.")},
    )
    why = why_field(gettext_lazy("Why it ends"), gettext_lazy("Say why it ends."))

    def __init__(self, *args: Any, began_on: date, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = date_format(began_on - timedelta(days=1), "j F Y")
        self.fields["last_on"].help_text = _(
            "Periods that end after it are not expected any more. To take it back altogether, "
            "enter %(day)s, the day before it began."
        ) % {"day": before}
        if not asks_why:
            del self.fields["why"]

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["until_on"] = given.pop("last_on") + timedelta(days=1)
        return given
