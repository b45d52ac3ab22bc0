"""What the pages of this room ask for."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField, WholeField, speak_plainly
from trellis.kernel.forms import OnceForm
from trellis.privacy.lifecycle import Outcome, Risk
from trellis.privacy.words import SAID_HINT, SAID_LABEL

LONGEST: Final = 2_000
Choices = Sequence[tuple[str, str]]


class AskForm(OnceForm):
    """`areas` are the records that could be asked; one alone is not asked about."""

    area = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    said = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, kind: str, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_areas(self, areas)
        said = self.fields["said"]
        said.label, said.help_text = str(SAID_LABEL[kind]), str(SAID_HINT[kind])
        said.required = kind == "correction"
        said.error_messages["required"] = gettext_lazy("Say what is wrong, and what would be right")


class AnswerForm(OnceForm):
    """Words that the person is told."""

    answer = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(
        self, *args: Any, label: str, hint: str, required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label, field.help_text, field.required = label, hint, required
        speak_plainly([field])


class EraseForm(OnceForm):
    takes_name = forms.BooleanField(
        label=gettext_lazy("I have looked at what was found by the name alone: it is about them"),
        required=False,
    )


def _words(label: Any, hint: Any = "", *, rows: int = 5, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _offer_areas(form: forms.Form, areas: Choices) -> None:
    """One area alone is not asked about."""
    field = form.fields["area"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(areas)
    if len(areas) == 1:
        field.widget = forms.HiddenInput()
        field.initial = areas[0][0]


_NO_NAMES = gettext_lazy("Name nobody: it stays on record for six years.")


class ComplainForm(OnceForm):
    area = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    said = _words(
        gettext_lazy("What went wrong?"),
        gettext_lazy("What happened, when, and what would put it right."),
    )

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_areas(self, areas)


class RecordComplaintForm(OnceForm):
    area = forms.ChoiceField(label=gettext_lazy("Record"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("Who complains?"), max_length=120)
    contact = forms.CharField(
        label=gettext_lazy("How to reach them"),
        max_length=254,
        help_text=gettext_lazy("An e-mail address, a telephone number or where they live"),
    )
    said = _words(gettext_lazy("What they say went wrong"))
    received_on = DayField(label=gettext_lazy("Received on"))

    def __init__(self, *args: Any, areas: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_areas(self, areas)
        received = self.fields["received_on"]
        assert isinstance(received, DayField)
        received.last = today


class OutcomeForm(OnceForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    answer = _words(gettext_lazy("What do you tell them?"), gettext_lazy("In these words."))


class HourField(forms.CharField):
    """A time of day as people write it: `9:30`, `14.05`, `0930`. Gives a `time`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=8, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> time | None:
        typed = super().clean(value).strip()
        if not typed:
            return None
        found = re.fullmatch(r"([01]?\d|2[0-3])[:. ]?([0-5]\d)", typed)
        if found is None:
            raise ValidationError(
                _("%(label)s: “%(typed)s” is no time. Enter it like 14:30.")
                % {"label": self.label, "typed": typed}
            )
        return time(int(found[1]), int(found[2]))


class BreachForm(OnceForm):
    area = forms.ChoiceField(label=gettext_lazy("Record"), widget=forms.RadioSelect)
    title = forms.CharField(label=gettext_lazy("What happened, in a line"), max_length=120)
    what = _words(
        gettext_lazy("What happened, to which data, as far as is known"),
        _NO_NAMES,
    )
    aware_on = DayField(label=gettext_lazy("Day on which somebody first knew"))
    aware_hour = HourField(
        label=gettext_lazy("At what time"),
        help_text=gettext_lazy("The 72 hours begin then, not when it happened."),
    )

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_areas(self, areas)

    def aware_at(self) -> datetime:
        return _moment(self.cleaned_data["aware_on"], self.cleaned_data["aware_hour"])


class AssessForm(OnceForm):
    risk = forms.ChoiceField(
        label=gettext_lazy("How serious is it?"), choices=Risk.choices, widget=forms.RadioSelect
    )
    people = WholeField(
        label=gettext_lazy("How many people is it about?"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=gettext_lazy("Leave it empty while nobody knows."),
    )
    measures = _words(gettext_lazy("What was done about it, and against another"), _NO_NAMES)


class CommissionerForm(OnceForm):
    told_on = DayField(label=gettext_lazy("Day on which the Commissioner was told"), required=False)
    told_hour = HourField(label=gettext_lazy("At what time"), required=False)
    reference = forms.CharField(
        label=gettext_lazy("Reference the Commissioner gave"), max_length=60, required=False
    )
    told_why = forms.CharField(
        label=gettext_lazy("Why not, or why so late"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Not needed where harm to somebody is likely and it was in time."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if bool(found.get("told_on")) != bool(found.get("told_hour")) and not self.errors:
            self.add_error("told_hour", _("Enter both the day and the time, or neither."))
        return found

    def told_at(self) -> datetime | None:
        day = self.cleaned_data["told_on"]
        return _moment(day, self.cleaned_data["told_hour"]) if day else None


class PeopleForm(OnceForm):
    people_told_on = DayField(label=gettext_lazy("Day on which they were told"), required=False)
    people_why = forms.CharField(label=gettext_lazy("Why not"), max_length=500, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = self.fields["people_told_on"]
        assert isinstance(told, DayField)
        told.last = today


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
