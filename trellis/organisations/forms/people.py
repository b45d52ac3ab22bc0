"""Inviting people, changing roles, closing and relating organisations."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField
from trellis.kernel.forms import OnceForm
from trellis.organisations.queries.choices import relation_kinds

RoleChoices = Sequence[tuple[str, str]]


class InviteForm(OnceForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter the person's name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("They get a link that is good for fourteen days."),
        max_length=254,
        error_messages={"required": gettext_lazy("Enter the address to send the link to.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they will do here.")},
    )

    def __init__(self, *args: Any, roles: RoleChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class RoleForm(OnceForm):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they will do here.")},
    )

    def __init__(self, *args: Any, roles: RoleChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class WhyForm(OnceForm):
    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For the record. Name nobody."),
        max_length=500,
        error_messages={"required": gettext_lazy("Say in a few words why.")},
    )


class CloseForm(WhyForm):
    closed_on = DayField(
        label=gettext_lazy("Closed on"),
        last=date.max,  # refused below, with the remedy
        error_messages={"required": gettext_lazy("Enter the day it closed.")},
    )
    field_order = ["closed_on", "why"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closed_on(self) -> date:
        day: date = self.cleaned_data["closed_on"]
        if day > self.today:
            raise forms.ValidationError(
                _("Enter a day up to today, %(today)s; close it once it has closed.")
                % {"today": date_format(self.today, "j F Y")}
            )
        return day


class RelateForm(OnceForm):
    kind = forms.ChoiceField(label=gettext_lazy("It is"))
    other = forms.TypedChoiceField(
        label=gettext_lazy("Of which organisation"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the other organisation.")},
    )

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = relation_kinds()  # type: ignore[attr-defined]
        self.fields["other"].choices = others  # type: ignore[attr-defined]
