"""What an organisation says of what was done for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import OnceForm

SO, OTHERWISE = "so", "otherwise"


class AnswerForm(OnceForm):
    answer = forms.ChoiceField(
        label=gettext_lazy("Was it so?"),
        choices=(
            (SO, gettext_lazy("Yes, it was so")),
            (OTHERWISE, gettext_lazy("No, it was otherwise")),
        ),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("How it was"),
        help_text=gettext_lazy(
            "Needed where it was otherwise. Those who recorded it read this: name nobody."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].depends = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == OTHERWISE and not given.get("words"):
            self.add_error("words", _("How it was: say it in a few words."))
        return given

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "confirms": given["answer"] == SO,
            "words": given["words"],
            "once": given["once"],
        }


class ConfirmForm(OnceForm):
    """Those that were shown: what came after is not confirmed with them."""

    shown = forms.CharField(max_length=2_000, widget=forms.HiddenInput)

    def clean_shown(self) -> list[int]:
        ids = self.cleaned_data["shown"].split()
        return [int(one) for one in ids if one.isascii() and one.isdecimal() and len(one) < 19]
