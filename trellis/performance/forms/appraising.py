"""Saying how strong the evidence under a value is."""

from django import forms
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import OnceForm


class AppraisalForm(OnceForm):
    """How strong the evidence under a value is."""

    strength = forms.TypedChoiceField(
        label=gettext_lazy("How strong is the evidence"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (0, gettext_lazy("0: said, with nothing under it")),
            (1, gettext_lazy("1: described, with dates and names of bodies")),
            (2, gettext_lazy("2: documents or counts are attached")),
            (3, gettext_lazy("3: those it was for, or somebody outside, confirm it")),
            (4, gettext_lazy("4: two independent sources agree, and limits are stated")),
            (5, gettext_lazy("5: checked independently")),
        ],
        error_messages={"required": gettext_lazy("Choose how strong the evidence is.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("What you looked at"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say in a few words what you looked at.")},
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        widget=forms.RadioSelect,
        choices=[
            ("summative", gettext_lazy("To judge: everybody sees it beside the figure")),
            (
                "formative",
                gettext_lazy(
                    "To improve: only the provider, its partners and its reviewers see it"
                ),
            ),
        ],
        initial="summative",
        error_messages={"required": gettext_lazy("Choose what it is for.")},
    )
