"""The base of every form that writes."""

import secrets
from typing import Any

from django import forms


def new_key() -> str:
    return secrets.token_urlsafe(18)


class OnceForm(forms.Form):
    """A form with a one-use key, so that a double click or a lost reply does the thing once."""

    once = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=new_key)
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
