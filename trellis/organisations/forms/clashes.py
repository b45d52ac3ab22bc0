"""Two people edited one entry at once: both versions, side by side, and a form of the two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trellis.organisations.forms.entry import LISTS, EntryForm, FactsForm, PlaceChoices
from trellis.organisations.queries.choices import covers_as, income_bands, kinds
from trellis.organisations.rules.details import Details, Merged, changed_fields, merge
from trellis.organisations.rules.vocabularies import COMMUNITIES, INTERESTS


@dataclass(frozen=True)
class Difference:
    """One field: what the record says now, and what the second editor entered, in words."""

    field: str
    in_record: str
    entered: str


@dataclass(frozen=True)
class Clash:
    """`both` were changed by both, and the form holds what the second entered; `taken` were
    changed by the first alone, and the form holds them so."""

    both: tuple[Difference, ...]
    taken: tuple[Difference, ...]


def lay_together(
    form: EntryForm, choices: PlaceChoices, *, theirs: Details, version: int
) -> tuple[EntryForm, Clash]:
    """A new form with both people's changes, and what to tell the second of them."""
    ours, base = form.details(), form.facts.cleaned_data["base"]
    if base is None:
        merged = Merged(ours, (), tuple(changed_fields(theirs, ours)))
    else:
        merged = merge(base, ours, theirs)
    places = dict(choices)
    return (
        EntryForm(choices, shown=merged.details, base=theirs, seen=version),
        Clash(
            tuple(_difference(field, theirs, ours, places) for field in merged.both),
            tuple(_difference(field, theirs, ours, places) for field in merged.theirs),
        ),
    )


def _difference(
    field: str, theirs: Details, ours: Details, places: Mapping[int, str]
) -> Difference:
    return Difference(
        _label(field), _in_words(field, theirs, places), _in_words(field, ours, places)
    )


def _label(field: str) -> str:
    lists = {"other_names": "names", "identifiers": "numbers", "coverage": "covers"}
    if field in lists:
        return str(LISTS[lists[field]])
    return str(FactsForm.base_fields[field].label)


def _in_words(field: str, details: Details, places: Mapping[int, str]) -> str:
    value = getattr(details, field)
    as_what = dict(covers_as())
    words: dict[str, Callable[[], str]] = {
        "kind": lambda: dict(kinds()).get(value, value),
        "income_band": lambda: dict(income_bands()).get(value, value),
        "contact_is_public": lambda: _("Yes") if value else _("No"),
        "interests": lambda: ", ".join(_(INTERESTS[code]) for code in value),
        "communities": lambda: ", ".join(_(COMMUNITIES[code]) for code in value),
        "other_names": lambda: ", ".join(name for _kind, name in value),
        "identifiers": lambda: ", ".join(f"{scheme}-{number}" for scheme, number in value),
        "coverage": lambda: ", ".join(
            f"{as_what[role]} {places.get(place, '').lstrip('– ')}" for place, role in value
        ),
    }
    return words.get(field, lambda: str(value))()
