"""What people say they want by mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.kernel.forms import OnceForm
from trellis.messages.actions import Often, Wish

_HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class WishForm(OnceForm):
    often = forms.ChoiceField(
        label=_("A letter with what is new for you"),
        choices=[
            (Often.DAILY, _("At most once a day")),
            (Often.WEEKLY, _("At most once a week")),
            (Often.NEVER, _("Never: I look here")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Only when there is something new that you have not read here."),
    )
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), coerce=int, choices=_HOURS)
    quiet_until = forms.TypedChoiceField(
        label=_("Quiet until"),
        coerce=int,
        choices=_HOURS,
        help_text=_("No letter comes between these two. The same hour twice: none is quiet."),
    )
    quiet_weekends = forms.BooleanField(
        label=_("Leave me in peace on Saturdays and Sundays"), required=False
    )

    def __init__(self, *args: Any, wish: Wish, **kwargs: Any) -> None:
        super().__init__(*args, initial=vars(wish), **kwargs)

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            Often(given["often"]),
            given["quiet_from"],
            given["quiet_until"],
            given["quiet_weekends"],
        )
