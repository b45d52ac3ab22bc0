"""The forms that the gallery shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.kernel.fields import DayField, FileField


class SpecimenPeriodForm(forms.Form):
    """A small form that stands in a bar above a report."""

    period = forms.ChoiceField(
        label=_("Period"), choices=[("q1", _("Quarter 1")), ("q2", _("Quarter 2"))]
    )
    known_on = DayField(label=_("As known on"), required=False)


class SpecimenForm(forms.Form):
    """One field of each kind; sent without an answer it shows each kind of refusal."""

    name = forms.CharField(
        label=_("Name of the group"),
        max_length=120,
        help_text=_("As on its bank account or constitution"),
        error_messages={"required": _("Enter the name of the group")},
    )
    reach = forms.ChoiceField(
        label=_("Whom does it reach?"),
        choices=[("village", _("One village")), ("district", _("One district"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom the group reaches")},
    )
    open_mornings = forms.ChoiceField(
        label=_("Is it open in the mornings?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("not_said", _("Not said"))],
        widget=forms.RadioSelect,
        required=False,
    )
    needs = forms.MultipleChoiceField(
        label=_("What does it ask for?"),
        choices=[("advice", _("Advice")), ("training", _("Training")), ("money", _("Funding"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all that apply"),
        error_messages={"required": _("Tick at least one thing the group asks for")},
    )
    kind = forms.ChoiceField(
        label=_("What kind of group is it?"),
        choices=[("", _("Choose one")), ("charity", _("Charity")), ("club", _("Club"))],
        error_messages={"required": _("Choose what kind of group it is")},
    )
    founded_on = DayField(label=_("When did it begin?"), required=False)
    members = forms.IntegerField(label=_("How many members has it?"), required=False, min_value=0)
    about = forms.CharField(
        label=_("What does it do?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences, up to 500 letters"),
    )
    constitution = FileField(label=_("Its constitution"), required=False)
    agrees = forms.BooleanField(
        label=_("The committee has agreed to this"),
        help_text=_("A committee minute is enough"),
        error_messages={"required": _("Tick to say that the committee has agreed")},
    )
