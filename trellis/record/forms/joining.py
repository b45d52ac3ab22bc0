"""Whether two activities are one."""

from django import forms
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import OnceForm


class JoinForm(OnceForm):
    """One thing or two."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        widget=forms.RadioSelect,
        choices=[
            ("one", gettext_lazy("One thing that we did together")),
            ("two", gettext_lazy("Two different things")),
        ],
        error_messages={"required": gettext_lazy("Say whether it is one thing or two.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Anything the others should know"), required=False, max_length=300
    )
