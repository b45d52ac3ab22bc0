"""What the pages of challenges to shares ask for."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import NumberField
from trellis.kernel.forms import OnceForm
from trellis.performance.forms.scrutiny import ForABodyForm, words_field
from trellis.record.queries import PartFacts


class ShareChallengeForm(OnceForm):
    """Why the shares that stand are challenged."""

    reason = words_field(
        gettext_lazy("Why is it to be shared otherwise?"),
        gettext_lazy("Say why it is to be shared otherwise."),
        help_text=gettext_lazy(
            "For whoever took part and whoever decides. Name bodies and documents, not people."
        ),
    )


class ShareReplyForm(ForABodyForm):
    """How another party sees it."""

    words = words_field(
        gettext_lazy("How do you see it?"),
        gettext_lazy("Say how you see it."),
        help_text=gettext_lazy("Name bodies and documents, not people."),
    )


class ShareOutcomeForm(OnceForm):
    """What comes of it, said by somebody who took no part; where it is upheld, with a share for
    each party, in per cent."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What comes of it?"),
        widget=forms.RadioSelect,
        choices=[
            ("uphold", gettext_lazy("Upheld: it counts by the shares below from now on")),
            ("not_uphold", gettext_lazy("Not upheld: the shares that stand stay")),
        ],
        error_messages={"required": gettext_lazy("Choose what comes of it.")},
    )
    words = words_field(
        gettext_lazy("Why?"),
        gettext_lazy("Say why, so that all of them can follow it."),
        max_length=300,
        rows=3,
        help_text=gettext_lazy(
            "It stands beside the shares for whoever reads the activity. At most 300 characters."
        ),
    )

    def __init__(
        self,
        *args: Any,
        parts: Sequence[PartFacts],
        asked: Sequence[PartFacts] = (),
        **kwargs: Any,
    ) -> None:
        self.parts = parts
        super().__init__(*args, **kwargs)
        wanted = {part.provider_id: part.share for part in asked}
        for part in parts:
            self.fields[self._name(part)] = NumberField(
                label=part.name,
                help_text=_("In per cent; it is %(now)s now, and %(wanted)s was asked for.")
                % {"now": _plain(part.share), "wanted": _plain(wanted.get(part.provider_id))},
                signs=("%",),
                min_value=Decimal(0),
                max_value=Decimal(100),
                max_digits=5,
                decimal_places=2,
                # Asked for of what is upheld; where nothing is upheld, none is read.
                required=not self.is_bound or self.data.get("outcome") == "uphold",
                error_messages={
                    "required": _("Enter a share of %(body)s, which may be 0.")
                    % {"body": part.name}
                },
                initial=wanted.get(part.provider_id),
            )
        self.order_fields(["outcome", *(self._name(part) for part in parts), "words"])

    @staticmethod
    def _name(part: PartFacts) -> str:
        return f"share_{part.provider_id}"

    def share_fields(self) -> list[forms.BoundField]:
        return [self[self._name(part)] for part in self.parts]

    def shares(self) -> dict[int, int]:
        """By party, in basis points; none unless it is upheld."""
        if self.cleaned_data["outcome"] != "uphold":
            return {}
        return {
            part.provider_id: int(self.cleaned_data[self._name(part)] * 100) for part in self.parts
        }

    def clean(self) -> dict[str, Any]:
        """What is upheld says a share of each, and they add up."""
        given = super().clean() or {}
        if given.get("outcome") != "uphold":
            return given
        held = [given.get(self._name(part)) for part in self.parts]
        known = [one for one in held if one is not None]
        if self.parts and len(known) == len(held) and (whole := sum(known)) != 100:
            words = _("The shares add up to %(whole)s %%. Change them so that they add up to 100.")
            self.add_error(self._name(self.parts[-1]), words % {"whole": _plain(whole)})
        return given


def _plain(share: Decimal | int | None) -> str:
    """Without the noughts that say nothing."""
    return "–" if share is None else f"{Decimal(share).normalize():f}"
