"""Shares that differ from the rule: what one party asks for, and what the others say."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import NumberField, speak_plainly
from trellis.kernel.forms import OnceForm
from trellis.record.queries import PartFacts
from trellis.record.rules.shares import Part


class SharesForm(OnceForm):
    """A share for each who took part, in per cent."""

    reason = forms.CharField(
        label=gettext_lazy("Why it should be shared so"),
        help_text=gettext_lazy("For the others to read before they agree."),
        max_length=300,
    )

    def __init__(self, *args: Any, parts: Sequence[PartFacts], **kwargs: Any) -> None:
        self.parts = parts
        super().__init__(*args, **kwargs)
        for part in parts:
            self.fields[f"share_{part.provider_id}"] = NumberField(
                label=part.name,
                help_text=_("In per cent; it is %(share)s now.") % {"share": part.share},
                signs=("%",),
                min_value=Decimal(0),
                max_value=Decimal(100),
                max_digits=5,
                decimal_places=2,
                initial=part.share,
            )
            speak_plainly([self.fields[f"share_{part.provider_id}"]])
        self.order_fields([*(f"share_{part.provider_id}" for part in parts), "reason"])

    def shared(self) -> list[Part]:
        return [
            Part(
                part.provider_id,
                part.role,
                int(self.cleaned_data[f"share_{part.provider_id}"] * 100),
            )
            for part in self.parts
        ]

    def clean(self) -> dict[str, Any]:
        """The sum is asked for here, where what is missing can be said in per cent."""
        given = super().clean() or {}
        held = [given.get(f"share_{part.provider_id}") for part in self.parts]
        known = [one for one in held if one is not None]
        if len(known) == len(held) and (whole := sum(known)) != 100:
            words = _("The shares add up to %(whole)s %%. Change them so that they add up to 100.")
            self.add_error(f"share_{self.parts[-1].provider_id}", words % {"whole": whole})
        return given


class ShareAnswerForm(OnceForm):
    """Whether one agrees with what another party asks for."""

    agrees = forms.ChoiceField(
        label=gettext_lazy("Do you agree?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("Yes, share it so")),
            ("no", gettext_lazy("No, leave it as it is")),
        ],
        error_messages={"required": gettext_lazy("Say whether you agree.")},
    )
    words = forms.CharField(
        label=gettext_lazy("How you see it"),
        help_text=gettext_lazy("Needed where you do not agree."),
        required=False,
        max_length=300,
    )
