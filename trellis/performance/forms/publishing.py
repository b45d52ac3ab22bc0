"""Publishing a period, and restating it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import OnceForm, new_key


class PublishForm(OnceForm):
    why = forms.CharField(
        label=gettext_lazy("Why it is published all the same"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is printed in every file; name bodies, not people"),
        error_messages={"required": gettext_lazy("Say why it is published all the same.")},
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["why"]


class RestateForm(OnceForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is restated"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Such as: two sessions in July were counted twice. It is printed in every file; name "
            "bodies, not people"
        ),
        error_messages={"required": gettext_lazy("Say why it is restated.")},
    )
    effect = forms.CharField(
        label=gettext_lazy("What you would add about the effect"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The differences above are printed by themselves"),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def look_again(self, number: int) -> None:
        """Another publication came meanwhile: sending the form again means the differences that
        its page shows now."""
        if self.is_bound and isinstance(self.data, QueryDict):
            answers = self.data.copy()
            answers["seen"], answers["once"] = str(number), new_key()
            self.data = answers
