"""Giving a link to a document to somebody without an account."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.documents.rules.links import LONGEST, MOST_DOWNLOADS, USUAL
from trellis.kernel.fields import DayField, WholeField
from trellis.kernel.forms import OnceForm

NEWEST = "newest"


class GiveLinkForm(OnceForm):
    """`versions` are the files it may always open: number and words."""

    label = forms.CharField(
        label=gettext_lazy("Whom is it for?"),
        max_length=120,
        help_text=gettext_lazy(
            "Such as: the auditor. Only those who keep the document see this; it tells you which "
            "link to revoke."
        ),
        error_messages={"required": gettext_lazy("Say in a few words whom the link is for")},
    )
    until = DayField(
        label=gettext_lazy("Last day on which it opens"),
        help_text=gettext_lazy("At most ninety days ahead"),
    )
    number = forms.TypedChoiceField(
        label=gettext_lazy("What does it open?"),
        coerce=lambda chosen: None if chosen == NEWEST else int(chosen),
        initial=NEWEST,
        widget=forms.RadioSelect,
    )
    most = WholeField(
        label=gettext_lazy("How often may it be downloaded?"),
        required=False,
        min_value=1,
        max_value=MOST_DOWNLOADS,
        help_text=gettext_lazy("Leave it empty for as often as they like."),
    )

    def __init__(
        self, *args: Any, versions: Sequence[tuple[int, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        until, number = self.fields["until"], self.fields["number"]
        assert isinstance(until, DayField)
        until.initial, until.first, until.last = today + USUAL, today, today + LONGEST
        assert isinstance(number, forms.ChoiceField)
        newest = _("The newest version, whichever it is on the day")
        always = _("Always version %(number)s (%(file)s)")
        number.choices = [
            (NEWEST, newest),
            *((one, always % {"number": one, "file": words}) for one, words in versions),
        ]
