"""Beginning an area, adding and renaming places, figures, and what became of a place."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField, NumberField
from trellis.kernel.forms import EditForm, OnceForm
from trellis.places.queries import Node
from trellis.places.queries.choices import kinds, kinds_below, measures, standings
from trellis.places.rules.codes import kind_of

_NAME: Final = 120
_CODE: Final = RegexValidator(
    r"\A[A-Za-z0-9][A-Za-z0-9-]*\Z", gettext_lazy("Write the code in letters, digits and hyphens.")
)


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Name"),
        max_length=_NAME,
        error_messages={"required": gettext_lazy("Enter its name.")},
    )


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Official code"),
        max_length=20,
        validators=[_CODE],
        help_text=gettext_lazy(
            "Such as E05005551. Give a place that has none a short one of your own; it stays in "
            "its address"
        ),
        error_messages={"required": gettext_lazy("Enter its code.")},
    )


def _source_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Where that is from"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A register or a decision, with its date"),
    )


class PlaceForm(OnceForm):
    """A place below another."""

    name = _name_field()
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind of place it is.")},
    )
    code = _code_field()
    opened_on = DayField(
        label=gettext_lazy("Since when"),
        required=False,
        help_text=gettext_lazy("Only where it is new; else it was there all along"),
    )
    source = _source_field()

    def __init__(self, *args: Any, parent: Node, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = kinds_below(parent.kind)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        official = kind_of(given.get("code", ""))
        if official and given.get("kind") and official != given["kind"]:
            told = {"code": given["code"], "kind": dict(kinds())[official]}
            words = _("%(code)s is the code of another kind: %(kind)s. Correct it, or choose that.")
            self.add_error("code", words % told)
        return given


class AreaForm(OnceForm):
    """The root of a tree."""

    name = _name_field()
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=80,
        help_text=gettext_lazy("The name in small letters and hyphens, such as fosseshire"),
        error_messages={
            "required": gettext_lazy("Enter its address."),
            "invalid": gettext_lazy("Write the address in letters, digits and hyphens."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind of place it is.")},
    )
    code = _code_field()
    standing = forms.ChoiceField(
        label=gettext_lazy("What the record is"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the record is.")},
    )
    source = _source_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("kind", kinds()), ("standing", standings())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()


class NameForm(EditForm):
    name = _name_field()


class FigureForm(OnceForm):
    """A dated number with its source."""

    measure = forms.ChoiceField(
        label=gettext_lazy("What is counted"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is counted.")},
    )
    value = NumberField(
        label=gettext_lazy("Figure"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter the figure."),
            "min_value": gettext_lazy("Enter 0 or a higher figure."),
        },
    )
    on_date = DayField(
        label=gettext_lazy("As on"),
        help_text=gettext_lazy("The day of the count, not of its publication"),
        error_messages={"required": gettext_lazy("Enter the day of the count.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("Such as: ONS, Census 2021"),
        error_messages={"required": gettext_lazy("Enter who says so.")},
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Such as: OGL v3"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = measures()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        value = given.get("value")
        if value is not None and value != int(value) and given.get("measure") != "area_km2":
            self.add_error(
                "value", _("Enter a whole number: only square kilometres have decimals.")
            )
        return given


class SuccessorForm(EditForm):
    """Which place took over, on which day, and how much of the ground."""

    successor = forms.TypedChoiceField(
        label=gettext_lazy("Which place took over?"),
        coerce=int,
        help_text=gettext_lazy("Where several did, record one after another"),
        error_messages={"required": gettext_lazy("Choose the place that took over.")},
    )
    on = DayField(
        label=gettext_lazy("On which day?"),
        error_messages={"required": gettext_lazy("Enter the day.")},
    )
    share = forms.DecimalField(
        label=gettext_lazy("How much of the ground, in per cent?"),
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Of this place. Leave it empty where nobody knows"),
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": "6"}
        ),
        error_messages={
            "invalid": gettext_lazy("Enter the per cent in digits, such as 62.5."),
            "min_value": gettext_lazy("Enter more than 0 per cent, or leave it empty."),
            "max_value": gettext_lazy("Enter at most 100 per cent."),
        },
    )

    def __init__(self, *args: Any, others: Sequence[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        choices = [(node.id, f"{node.name} ({node.code})") for node in others]
        field.choices = [("", _("Choose one")), *choices]

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        share = given.pop("share")
        return {
            "successor_id": given["successor"],
            "on": given["on"],
            "share_bp": None if share is None else int(share * 100),
            "seen": given["seen"],
            "once": given["once"],
        }


class HistoryForm(OnceForm):
    why = forms.CharField(
        label=gettext_lazy("Why it is closed"),
        max_length=300,
        help_text=gettext_lazy("Such as: the partnership ended, and its record is whole"),
        error_messages={"required": gettext_lazy("Say why it is closed.")},
    )
