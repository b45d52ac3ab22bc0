"""What the pages about agreements between bodies and about hand-overs ask for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.choosing import Find, one_named
from trellis.kernel.fields import DayField, speak_plainly
from trellis.kernel.forms import OnceForm
from trellis.kernel.privacy import Basis
from trellis.privacy.actions import Terms
from trellis.privacy.lifecycle import Does, Fate, Reason
from trellis.privacy.queries import Body, EstateFacts
from trellis.privacy.words import BASIS, DIRECTION, FATE_OF_ESTATE

Fields = Mapping[str, list[tuple[str, str]]]
# What each of the two does: the body that writes it, and the other.
DOES: Final = {
    "give": (Does.GIVES, Does.RECEIVES),
    "receive": (Does.RECEIVES, Does.GIVES),
    "joint": (Does.JOINT, Does.JOINT),
    "order": (Does.GIVES, Does.PROCESSES),
    "serve": (Does.PROCESSES, Does.GIVES),
}


def _boxes(room: str, fields: Iterable[tuple[str, str]], chosen: set[str]) -> forms.Field:
    found = forms.MultipleChoiceField(
        label=_("Of: %(room)s") % {"room": room},
        choices=list(fields),
        initial=[code for code, _words in fields if code in chosen],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    found.depends = True  # type: ignore[attr-defined]
    return found


class AgreementForm(OnceForm):
    """`bodies` are those the viewer agrees for, `find` looks for the other one by its name."""

    own = forms.TypedChoiceField(
        label=gettext_lazy("Your organisation"), coerce=int, widget=forms.RadioSelect
    )
    other = forms.CharField(
        label=gettext_lazy("With which organisation?"),
        help_text=gettext_lazy("Its name as it stands in the record"),
        max_length=200,
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Who gives, who receives?"),
        choices=list(DIRECTION.items()),
        widget=forms.RadioSelect,
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for?"),
        help_text=gettext_lazy("Anybody can read this once it is agreed. Name nobody."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Lawful basis"),
        choices=[(basis.value, words) for basis, words in BASIS.items()],
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label=gettext_lazy("From which day?"))
    review_on = DayField(
        label=gettext_lazy("To be looked through again by"),
        help_text=gettext_lazy("A year on is usual. It stands on Today of both, a month ahead."),
    )
    until_on = DayField(label=gettext_lazy("First day on which it no longer holds"), required=False)

    def __init__(
        self, *args: Any, bodies: Iterable[Body], shareable: Fields, find: Find, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        own = self.fields["own"]
        assert isinstance(own, forms.ChoiceField)
        own.choices = [(one.id, one.name) for one in bodies]
        if len(own.choices) == 1:
            own.widget = forms.HiddenInput()
            own.initial = own.choices[0][0]
        self._rooms = [f"of_{number}" for number, _room in enumerate(shareable)]
        chosen = set(self.initial.get("fields_of", ()))
        for name, (room, fields) in zip(self._rooms, shareable.items(), strict=True):
            self.fields[name] = _boxes(room, fields, chosen)
        speak_plainly(self.fields[name] for name in self._rooms)

    def rooms(self) -> list[tuple[BoundField, bool]]:
        """The boxes of each room; whether they are to be seen at once."""
        return [(self[name], bool(self[name].value() or self[name].errors))
                for name in self._rooms]  # fmt: skip

    def ticked(self) -> tuple[str, ...]:
        return tuple(code for name in self._rooms for code in self.cleaned_data.get(name, ()))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.ticked() and not set(self._rooms) & set(self.errors):
            self.add_error(self._rooms[0], _("Which data: tick at least one kind."))
        return given

    def clean_other(self) -> int:
        return one_named(self.cleaned_data["other"], self._find)

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        does, other_does = DOES[given["direction"]]
        return {
            "own_id": given["own"],
            "does": does,
            "other_id": given["other"],
            "other_does": other_does,
            "terms": Terms(
                given["purpose"],
                Basis(given["basis"]),
                self.ticked(),
                given["starts_on"],
                given["review_on"],
                given["until_on"],
            ),
            "once": given["once"],
        }


class ReviewForm(OnceForm):
    review_on = DayField(label=gettext_lazy("To be looked through again by"))


class EndForm(OnceForm):
    why = forms.CharField(
        label=gettext_lazy("Why it ends"),
        help_text=gettext_lazy("It stands in the audit. Name nobody."),
        max_length=500,
    )


class LeaveForm(OnceForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("What happens to it?"), choices=Reason.choices, widget=forms.RadioSelect
    )
    leaves_on = DayField(label=gettext_lazy("On which day?"))

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        day: date = given["leaves_on"]
        return {"reason": Reason(given["reason"]), "leaves_on": day, "once": given["once"]}


class FateForm(OnceForm):
    """The successor is asked for only where it is handed over."""

    fate = forms.ChoiceField(label=gettext_lazy("What becomes of it?"), widget=forms.RadioSelect)
    successor = forms.CharField(
        label=gettext_lazy("Handed over to"),
        help_text=gettext_lazy("The name of an organisation of this record. It is asked first."),
        max_length=200,
        required=False,
    )
    successor.depends = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, estate: EstateFacts, find: Find, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        fate = self.fields["fate"]
        assert isinstance(fate, forms.ChoiceField)
        fate.choices = [(one.value, FATE_OF_ESTATE[one.value]) for one in estate.fates]
        fate.initial = estate.fate or (estate.fates[0] if len(estate.fates) == 1 else None)
        self.fields["successor"].initial = estate.successor

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        typed = given.pop("successor", "")
        given["successor_id"] = None
        if given.get("fate") == Fate.HANDED and "successor" not in self.errors:
            if not typed:
                self.add_error("successor", _("Handed over to: enter the organisation."))
                return given
            try:
                given["successor_id"] = one_named(typed, self._find)
            except ValidationError as refused:
                self.add_error("successor", refused)
        return given

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "fate": Fate(given["fate"]),
            "successor_id": given["successor_id"],
            "once": given["once"],
        }
