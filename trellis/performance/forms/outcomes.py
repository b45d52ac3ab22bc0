"""Adding and rewording outcomes and principles."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import EditForm
from trellis.performance.queries import OutcomeFacts, PrincipleFacts
from trellis.performance.rules.codes import Priority
from trellis.performance.words import PRIORITIES

MOST: Final = 9_999
WAYS: Final = 3  # for a new principle; one that is there gets two more than it has


def number_field(label: Any) -> forms.IntegerField:
    """The number by which it is known, on pages and in its address."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
        ),
        error_messages={
            "required": gettext_lazy("Enter a number."),
            "invalid": gettext_lazy("Enter a number, such as 12."),
            "min_value": gettext_lazy("Enter 1 or a higher number."),
            "max_value": gettext_lazy("Enter at most %(limit_value)s."),
        },
    )


def source_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Where that is written down"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A minute or a paragraph, with its date"),
    )


_WHY_CHANGED: Final = gettext_lazy("Why it is changed"), gettext_lazy("Say why it is changed.")


def why_field(label: Any = _WHY_CHANGED[0], missed: Any = _WHY_CHANGED[1]) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        help_text=gettext_lazy("Everybody can read this framework already."),
        error_messages={"required": missed},
    )


class WordingForm(EditForm):
    """What is shared: a number when it is new, a reason when it is changed and can be read."""

    number = number_field(gettext_lazy("Number"))
    why = why_field()

    def __init__(self, *args: Any, is_new: bool, asks_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, wanted in (("number", is_new), ("seen", not is_new), ("why", asks_why)):
            if not wanted:
                del self.fields[name]


class OutcomeForm(WordingForm):
    title = forms.CharField(
        label=gettext_lazy("What is to come about"),
        max_length=300,
        help_text=gettext_lazy("Such as: Groups have the skills they need"),
        error_messages={"required": gettext_lazy("Enter what is to come about.")},
    )
    section = forms.CharField(
        label=gettext_lazy("Heading it stands under"),
        max_length=120,
        help_text=gettext_lazy("Such as: Support, or A voice for the sector"),
        error_messages={"required": gettext_lazy("Enter the heading it stands under.")},
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Priority"),
        choices=[(code, capfirst(str(PRIORITIES[code]))) for code in Priority],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose its priority.")},
    )
    source = source_field()

    field_order = ("number", "title", "section", "priority", "source", "why")


def answers_of_outcome(facts: OutcomeFacts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "section": facts.section,
        "priority": facts.priority,
        "source": facts.source,
    }


class PrincipleForm(WordingForm):
    """A principle, and a row for each way in which it is secured. A row left empty is none."""

    title = forms.CharField(
        label=gettext_lazy("What the partners hold to"),
        max_length=300,
        help_text=gettext_lazy("Such as: Help is near where people are"),
        error_messages={"required": gettext_lazy("Enter what the partners hold to.")},
    )
    source = source_field()

    field_order = ("number", "title", "source", "why")

    def __init__(
        self, *args: Any, owners: Sequence[tuple[int, str]], rows: int = WAYS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = range(1, rows + 1)
        for row in self.rows:
            self.fields[f"words_{row}"] = forms.CharField(
                label=_("Way %(row)s") % {"row": row},
                max_length=500,
                required=False,
            )
            self.fields[f"owner_{row}"] = forms.TypedChoiceField(
                label=_("Who answers for way %(row)s") % {"row": row},
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", _("nobody named")), *owners],
                error_messages={"invalid_choice": _("Choose a body of this area.")},
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        return [(self[f"words_{row}"], self[f"owner_{row}"]) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for row in self.rows:
            if given.get(f"owner_{row}") and not given.get(f"words_{row}"):
                self.add_error(
                    f"words_{row}",
                    ValidationError(_("Enter how it is secured, or choose “nobody named”.")),
                )
        return given

    def facts(self, was: Sequence[str] = ()) -> dict[str, Any]:
        """What the actions are told. `was` are the sources of the ways there are, which stay."""
        given = dict(self.cleaned_data)
        sources = [*was, *("" for _row in self.rows)]
        ways = [
            (given.pop(f"words_{row}"), given.pop(f"owner_{row}"), sources[row - 1])
            for row in self.rows
        ]
        return {**given, "secured_by": [way for way in ways if way[0]]}


def answers_of_principle(facts: PrincipleFacts) -> dict[str, Any]:
    shown: dict[str, Any] = {"title": facts.title, "source": facts.source}
    for row, way in enumerate(facts.secured_by, start=1):
        shown |= {f"words_{row}": way.words, f"owner_{row}": way.owner_id}
    return shown
