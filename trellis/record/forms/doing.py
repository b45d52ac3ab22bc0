"""What was done: a form of a few seconds, with everything beyond the usual behind one summary."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.choosing import Find, one_named
from trellis.kernel.fields import DayField, NumberField, WholeField, speak_plainly
from trellis.kernel.forms import EditForm, OnceForm
from trellis.kernel.money import pence
from trellis.record.queries import Choices
from trellis.record.rules.done import Done
from trellis.record.rules.shares import Party, Role
from trellis.record.words import AGES, ROLES

MOST_MINUTES: Final = 100_000
# Rows for those who did it too: as many as there are, and one more, within reason.
FEWEST, MOST = 3, 20
_OTHERS: Final = (Role.PARTNER, Role.REFERRER, Role.HOST)


class DoneForm(OnceForm):
    """One thing that was done. Fields under `more` are asked for rarely."""

    provider = forms.ChoiceField(label=gettext_lazy("Who did it"))
    service_type = forms.ChoiceField(
        label=gettext_lazy("What was done"),
        error_messages={"required": gettext_lazy("Choose what was done.")},
    )
    organisation = forms.CharField(
        label=gettext_lazy("For which group"),
        help_text=gettext_lazy("Its name, or the beginning of each word of it."),
        required=False,
        max_length=200,
    )
    on = DayField(label=gettext_lazy("When"))
    place = forms.ChoiceField(label=gettext_lazy("Where"))
    quantity = WholeField(label=gettext_lazy("How many"), min_value=1, max_value=100_000, initial=1)
    title = forms.CharField(
        label=gettext_lazy("What it was about"),
        help_text=gettext_lazy("In a few words, to find it again. Name no people."),
        required=False,
        max_length=200,
    )
    person = forms.CharField(
        label=gettext_lazy("Or for a person: your own case number"),
        help_text=gettext_lazy(
            "Only a code is kept of it, so that somebody who comes again is counted once. It "
            "cannot be read back."
        ),
        required=False,
        max_length=100,
    )
    age_band = forms.ChoiceField(label=gettext_lazy("Their age"), required=False)
    minutes = WholeField(
        label=gettext_lazy("Minutes of your people"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
    )
    money = NumberField(
        label=gettext_lazy("Money gained for them, in pounds"),
        signs=("£",),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
    )
    tags = forms.MultipleChoiceField(
        label=gettext_lazy("What it serves, and what it was about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, choices: Choices, find: Find, **kwargs: Any) -> None:
        self.choices, self.find = choices, find
        self.found: dict[str, int] = {}
        super().__init__(*args, **kwargs)
        self.rows = range(1, self._rows() + 1)
        self._offer("provider", choices.providers)
        self._offer("service_type", [("", _("Choose …")), *_by_heading(choices)])
        self._offer("place", _places(choices))
        self._offer("tags", [(tag.pk, tag.name) for tag in choices.tags])
        self._offer("age_band", [(age.value, words) for age, words in AGES.items()])
        if len(choices.providers) == 1:
            self.fields["provider"].widget = forms.HiddenInput()
            self.fields["provider"].initial = choices.providers[0][0]
        if not choices.tags:
            del self.fields["tags"]
        for n in self.rows:
            self._ask_partner(n)

    def _rows(self) -> int:
        named = {*self.initial, *self.data}
        there = sum(f"partner_{n}" in named for n in range(1, MOST + 1))
        return min(MOST, max(FEWEST, there + (not self.is_bound and there > 0)))

    def _offer(self, name: str, offered: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    def _ask_partner(self, n: int) -> None:
        self.fields[f"partner_{n}"] = forms.CharField(
            label=_("With whom (%(n)s)") % {"n": n}, required=False, max_length=200
        )
        self.fields[f"role_{n}"] = forms.ChoiceField(
            label=_("What they did (%(n)s)") % {"n": n},
            required=False,
            choices=[(role.value, ROLES[role]) for role in _OTHERS],
        )
        self.fields[f"minutes_{n}"] = WholeField(
            label=_("Minutes of their people (%(n)s)") % {"n": n},
            required=False,
            min_value=1,
            max_value=MOST_MINUTES,
        )
        speak_plainly([self.fields[f"minutes_{n}"]])

    @property
    def partners(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        for n in self.rows:
            yield self[f"partner_{n}"], self[f"role_{n}"], self[f"minutes_{n}"]

    @property
    def is_more_filled(self) -> bool:
        """Whether anything beyond the usual is there, or wrong: then it is shown at once."""
        names = ["person", "minutes", "money"]
        names += [f"{what}_{n}" for what in ("partner", "minutes") for n in self.rows]
        return any(self[name].value() or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._find(given, "organisation")
        for n in self.rows:
            self._find(given, f"partner_{n}")
        return given

    def _find(self, given: dict[str, Any], name: str) -> None:
        """Whom a name means; the name itself stays, to be compared with that in the record."""
        if not given.get(name):
            return
        try:
            self.found[name] = one_named(given[name], self.find)
        except ValidationError as unclear:
            self.add_error(name, unclear)

    def done(self) -> Done:
        """What the form says, once it is valid."""
        given = self.cleaned_data
        parties = [Party(int(given["provider"]), Role.LEAD, given["minutes"])]
        parties += [
            Party(
                self.found[f"partner_{n}"],
                Role(given[f"role_{n}"] or Role.PARTNER),
                given[f"minutes_{n}"],
            )
            for n in self.rows
            if f"partner_{n}" in self.found
        ]
        money = given["money"]
        minutes = [one.minutes for one in parties if one.minutes is not None]
        return Done(
            service_type_id=int(given["service_type"]),
            on=given["on"],
            place_id=int(given["place"]),
            parties=parties,
            organisation_id=self.found.get("organisation"),
            person=given["person"],
            age_band=given["age_band"],
            title=given["title"],
            quantity=given["quantity"],
            minutes=sum(minutes) if minutes else None,
            pence=None if money is None else pence(money),
            tag_ids=[int(tag) for tag in given.get("tags", [])],
        )


class CorrectForm(DoneForm, EditForm):
    """The same, with why it is said otherwise."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        help_text=gettext_lazy("What was said before stays readable."),
        max_length=300,
    )

    def __init__(self, *args: Any, token_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.token_id = token_id
        if token_id:
            self.fields["person"].help_text = _(
                "It was for a person already: leave it empty unless it was for somebody else."
            )

    def entered(self) -> list[tuple[str, str]]:
        """What somebody did is said of those that are named only."""
        unsaid = {self[f"role_{n}"].label for n in self.rows if not self[f"partner_{n}"].data}
        return [(label, words) for label, words in super().entered() if label not in unsaid]

    def done(self) -> Done:
        """The person stays who it was, unless somebody else is named."""
        said = super().done()
        if said.person or said.organisation_id:
            return said
        return replace(said, token_id=self.token_id)

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"done": self.done(), **{name: given[name] for name in ("reason", "seen", "once")}}


class WithdrawForm(EditForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        help_text=gettext_lazy("It counts nowhere from then on, and stays readable."),
        max_length=300,
    )

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _by_heading(choices: Choices) -> list[tuple[str, list[tuple[int, str]]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for kind in choices.kinds:
        if kind.ended_on is None:
            found.setdefault(kind.heading, []).append((kind.pk, kind.name))
    return list(found.items())


def _places(choices: Choices) -> list[tuple[int, str]]:
    return [
        (node.id, _("%(area)s (county-wide)") % {"area": node.name})
        if node.parent_id is None
        else (node.id, f"{'– ' * (node.depth - 1)}{node.name}")
        for node in choices.places
    ]
