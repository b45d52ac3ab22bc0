"""Whom to invite by letter, and what to tell them."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.kernel.forms import OnceForm
from trellis.questions.rules.inviting import pasted

Choices = Sequence[tuple[str, str]]
_SHOWN: Final = 20  # wrong lines by name
_MOST: Final = 5_000


class InviteForm(OnceForm):
    whom = forms.ChoiceField(
        label=gettext_lazy("Whom do you invite?"),
        widget=forms.RadioSelect,
        initial="list",
        choices=[
            ("list", gettext_lazy("The addresses in a list of mine")),
            ("organisations", gettext_lazy("Organisations, at the addresses on record")),
            ("people", gettext_lazy("People who act for organisations here")),
        ],
    )
    addresses = forms.CharField(
        label=gettext_lazy("The list"),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "One address on each line, five thousand at most; five at least where answers are kept "
            "without names."
        ),
        error_messages={"required": gettext_lazy("Paste the addresses, one on each line.")},
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Which kinds of organisation?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: all kinds."),
    )
    place = forms.TypedChoiceField(
        label=gettext_lazy("Working where?"), required=False, coerce=int, empty_value=None
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Why may we write to them?"),
        widget=forms.RadioSelect,
        choices=[
            ("consent", gettext_lazy("They agreed to be asked")),
            ("interests", gettext_lazy("They use our work or take part in it")),
            (
                "organisation",
                gettext_lazy("They are addresses of organisations, not of persons"),
            ),
        ],
        help_text=gettext_lazy("It stands in the letter. A survey must not advertise anything."),
    )
    why = forms.CharField(
        label=gettext_lazy("Why you ask them"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "One sentence to them, such as “You came to a course of ours this spring.”"
        ),
    )

    def __init__(self, *args: Any, kinds: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addresses"].required = self.data.get("whom", "list") == "list"
        for name, choices in (("kinds", kinds), ("place", [("", _("Anywhere")), *places])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("whom") == "list" and "addresses" in given:
            try:
                given["found"] = self._listed(given["addresses"])
            except ValidationError as wrong:
                self.add_error("addresses", wrong)
        return given

    def _listed(self, text: str) -> tuple[str, ...]:
        found = pasted(text)
        if found.wrong:
            raise ValidationError([*_named(found.wrong[:_SHOWN]), *_more(found.wrong)])
        if not found.addresses:
            raise ValidationError(_("Paste the addresses, one on each line."))
        if len(found.addresses) > _MOST:
            raise ValidationError(_("The list has more than five thousand addresses. Split it."))
        return found.addresses


def _named(wrong: Sequence[tuple[int, str]]) -> list[str]:
    said = _("Line %(number)s, “%(typed)s”, is no e-mail address. Put it right or take it out.")
    return [said % {"number": number, "typed": typed[:60]} for number, typed in wrong]


def _more(wrong: Sequence[tuple[int, str]]) -> list[str]:
    count = len(wrong) - _SHOWN
    said = ngettext("And one more like it.", "And %(count)d more like these.", count)
    return [said % {"count": count}] if count > 0 else []
