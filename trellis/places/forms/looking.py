"""Looking a place up."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.places.rules.postcodes import NotAPostcodeError, outcode_of


class PostcodeForm(forms.Form):
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        max_length=12,
        help_text=gettext_lazy("Or its first half, such as LE1"),
        error_messages={"required": gettext_lazy("Enter a postcode, such as LE1 1AA")},
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_postcode(self) -> str:
        typed = str(self.cleaned_data["postcode"])
        try:
            outcode_of(typed)
        except NotAPostcodeError as fault:
            raise forms.ValidationError(
                _("“%(typed)s” is not a postcode. Write it like LE1 1AA.") % {"typed": typed}
            ) from fault
        return typed
