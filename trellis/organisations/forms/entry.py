"""The one form of an organisation: its facts, names, numbers, places, interests, communities."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import OnceForm
from trellis.organisations.queries.choices import covers_as, income_bands, kinds, name_kinds
from trellis.organisations.rules.details import (
    OWN_FIELDS,
    TELEPHONE,
    Details,
    details_from_plain,
)
from trellis.organisations.rules.identifiers import SCHEMES, NotAnIdentifierError
from trellis.organisations.rules.names import LIMIT, fold
from trellis.organisations.rules.vocabularies import COMMUNITIES, INTERESTS
from trellis.places.queries import NotAPostcodeError, normalise_postcode

SALT = "organisations.entry"
PlaceChoices = Sequence[tuple[int, str]]


def _translated(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, _(word)) for code, word in words.items()]


class NameField(forms.CharField):
    """A name with something in it to search for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LIMIT, **kwargs)

    def clean(self, value: Any) -> str:
        name = str(super().clean(value))
        if name and not fold(name):
            raise forms.ValidationError(
                _("Enter a name with at least one letter or digit."), code="empty_name"
            )
        return name


class FactsForm(OnceForm):
    """The organisation's own row and the two word lists; `base` is what the editor saw."""

    name = NameField(
        label=gettext_lazy("Name"),
        error_messages={"required": gettext_lazy("Enter the organisation's name.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        error_messages={"required": gettext_lazy("Choose what kind of body it is.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What it does"),
        help_text=gettext_lazy("Two or three sentences, as you would say them to a newcomer."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.URLField(
        label=gettext_lazy("Website"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter a web address, like https://example.org.")},
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254, required=False)
    telephone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=30,
        required=False,
        validators=[
            RegexValidator(
                TELEPHONE,
                gettext_lazy("Enter a telephone number in digits, like 0116 496 0123."),
            )
        ],
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        help_text=gettext_lazy("Without your agreement only its first half is shown."),
        max_length=10,
        required=False,
    )
    contact_is_public = forms.BooleanField(
        label=gettext_lazy("Publish the e-mail address, telephone and whole postcode"),
        help_text=gettext_lazy("Ask first, if any of them is somebody's own."),
        required=False,
    )
    income_band = forms.ChoiceField(label=gettext_lazy("Yearly income"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Where these facts are from"), max_length=200, required=False
    )
    interests = forms.MultipleChoiceField(
        label=gettext_lazy("What it is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    communities = forms.MultipleChoiceField(
        label=gettext_lazy("Whom it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    base = forms.CharField(required=False, max_length=40_000, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("kind", [("", _("Choose")), *kinds()])
        self._choices("income_band", income_bands())
        self._choices("interests", _translated(INTERESTS))
        self._choices("communities", _translated(COMMUNITIES))

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def clean_postcode(self) -> str:
        typed = str(self.cleaned_data["postcode"])
        try:
            return normalise_postcode(typed) if typed else ""
        except NotAPostcodeError as fault:
            raise forms.ValidationError(_("Enter a whole postcode, like LE1 1AA.")) from fault

    def clean_base(self) -> Details | None:
        """What the form was opened with; None when it was tampered with or there was nothing."""
        try:
            return details_from_plain(signing.loads(self.cleaned_data["base"], salt=SALT))
        except signing.BadSignature:
            return None


class Row(forms.Form):
    """One line of a list. What is empty is dropped."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        number = (self.prefix or "").rpartition("-")[2]
        if number.isdecimal():
            self._name_the_cells(int(number) + 1)

    def _name_the_cells(self, number: int) -> None:
        """The table's headings name the columns to the eye; these name each cell to the ear."""
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = _("%(label)s, row %(number)d") % {
                "label": field.label,
                "number": number,
            }


class NameRow(Row):
    name = NameField(label=gettext_lazy("Name"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of name"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = name_kinds()  # type: ignore[attr-defined]

    def item(self) -> tuple[str, str] | None:
        found = self.cleaned_data
        return (found["kind"], found["name"]) if found.get("name") else None


class NumberRow(Row):
    scheme = forms.ChoiceField(label=gettext_lazy("Register"), required=False)
    value = forms.CharField(label=gettext_lazy("Number"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, _(scheme.name)) for code, scheme in SCHEMES.items()]
        self.fields["scheme"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if not found.get("value"):
            return found
        scheme = SCHEMES.get(found.get("scheme", ""))
        if scheme is None:
            self.add_error("scheme", _("Choose the register that gave this number."))
            return found
        try:
            found["value"] = scheme.normalise(found["value"])
        except NotAnIdentifierError:
            self.add_error(
                "value",
                _("%(register)s: enter %(form)s, like %(example)s.")
                % {
                    "register": _(scheme.name),
                    "form": _(scheme.says),
                    "example": scheme.example,
                },
            )
        return found

    def item(self) -> tuple[str, str] | None:
        found = self.cleaned_data
        return (found["scheme"], found["value"]) if found.get("value") else None


class CoverRow(Row):
    place = forms.TypedChoiceField(label=gettext_lazy("Place"), required=False, coerce=int)
    covers_as = forms.ChoiceField(label=gettext_lazy("As what"), required=False)

    def __init__(self, *args: Any, places: PlaceChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Choose")), *places]  # type: ignore[attr-defined]
        self.fields["covers_as"].choices = covers_as()  # type: ignore[attr-defined]

    def item(self) -> tuple[int, str] | None:
        found = self.cleaned_data
        return (found["place"], found["covers_as"]) if found.get("place") else None


def _rows(row: type[forms.Form]) -> Any:
    """Rows to fill in without a script: two empty ones each time; an emptied one is dropped."""
    return forms.formset_factory(row, extra=2, max_num=60, absolute_max=60, validate_max=True)


_NAME_ROWS, _NUMBER_ROWS, _COVER_ROWS = _rows(NameRow), _rows(NumberRow), _rows(CoverRow)


# What the form calls its three lists of rows.
LISTS = {
    "covers": gettext_lazy("Where it works"),
    "names": gettext_lazy("Other names"),
    "numbers": gettext_lazy("Numbers in registers"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong in one of the lists, and the cell to put it right in."""

    says: str
    target: str


class EntryForm:
    """The facts and the three lists of rows, handled as one form."""

    def __init__(
        self,
        places: PlaceChoices,
        *,
        data: Any = None,
        shown: Details | None = None,
        base: Details | None = None,
        seen: int = 0,
    ) -> None:
        """`data` is what was sent, or None to show `shown`; `base` and `seen` are what the record
        said, and in which version, when the form was made."""
        facts = {**_initial(shown), "seen": seen}
        if base is not None:
            facts["base"] = signing.dumps(asdict(base), salt=SALT, compress=True)
        shown_lists = shown or Details("", "")
        self.facts = FactsForm(data, initial=facts)
        self.names = _NAME_ROWS(
            data, prefix="names", initial=_as_rows(shown_lists.other_names, "kind", "name")
        )
        self.numbers = _NUMBER_ROWS(
            data, prefix="numbers", initial=_as_rows(shown_lists.identifiers, "scheme", "value")
        )
        self.covers = _COVER_ROWS(
            data,
            prefix="covers",
            initial=_as_rows(shown_lists.coverage, "place", "covers_as"),
            form_kwargs={"places": places},
        )

    def is_valid(self) -> bool:
        """A place is asked for as well."""
        lists = [self.covers, self.names, self.numbers]
        valid = all([self.facts.is_valid(), *(rows.is_valid() for rows in lists)])
        if valid and not self.details().coverage:
            self.refuse_places(_("Choose at least one place where it works."))
            return False
        return valid

    @property
    def faults(self) -> list[Fault]:
        """What is wrong in the lists of rows, in the order in which they stand on the page."""
        lists = [self.covers, self.names, self.numbers] if self.facts.is_bound else []
        return [fault for rows in lists for fault in _faults(rows)]

    def refuse_places(self, why: str) -> None:
        if self.covers.forms:
            self.covers.forms[0].add_error("place", why)
        else:
            self.facts.add_error(None, why)

    def refuse_number(self, number: tuple[str, str], why: str) -> None:
        """Say by the row with this number, of (register, number), why it cannot stay."""
        row = next(row for row in self.numbers.forms if row.item() == number)
        row.add_error("value", why)

    def details(self) -> Details:
        facts = self.facts.cleaned_data
        return Details(
            **{field: facts[field] for field in OWN_FIELDS},
            other_names=_once_each_name(self.names),
            identifiers=_items(self.numbers),
            coverage=_items(self.covers),
            interests=tuple(sorted(facts["interests"])),
            communities=tuple(sorted(facts["communities"])),
        )


def _faults(rows: Any) -> Iterator[Fault]:
    """What is wrong in a list of rows: in which list, in which row, and the cell it is in."""
    first_cell = next(iter(rows.forms[0])).id_for_label if rows.forms else ""
    for message in rows.non_form_errors():
        yield Fault(f"{LISTS[rows.prefix]}: {message}", first_cell)
    for number, row in enumerate(rows.forms, start=1):
        for field in row:
            for message in field.errors:
                where = {"list": LISTS[rows.prefix], "number": number, "fault": message}
                yield Fault(_("%(list)s, row %(number)d. %(fault)s") % where, field.id_for_label)


def _initial(details: Details | None) -> dict[str, Any]:
    return {} if details is None else asdict(details)


def _as_rows(items: Iterable[tuple[Any, Any]], first: str, second: str) -> list[dict[str, Any]]:
    return [{first: left, second: right} for left, right in items]


def _items(rows: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(item for row in rows if (item := row.item()) is not None))


def _once_each_name(rows: Any) -> tuple[tuple[str, str], ...]:
    """Names that differ in accents or capitals only are one name."""
    return tuple({fold(name): (kind, name) for kind, name in _items(rows)}.values())
