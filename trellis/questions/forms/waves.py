"""Opening a wave, changing it, handing out links."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField, WholeField
from trellis.kernel.forms import OnceForm

_USUAL: Final = timedelta(weeks=4)
ASKED: Final = gettext_lazy("How many people do you ask?")


class ChangeWaveForm(OnceForm):
    title = forms.CharField(
        label=gettext_lazy("What is this time of asking called?"),
        max_length=120,
        help_text=gettext_lazy("Such as “Autumn 2026”."),
        error_messages={"required": gettext_lazy("Give it a name, such as “Autumn 2026”.")},
    )
    asked = WholeField(
        label=ASKED,
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=gettext_lazy(
            "On every way taken together: by letter, e-mail and paper. Those whom you invite by "
            "e-mail from here are counted by themselves: leave them out. Without it nobody can say "
            "what share of them answered."
        ),
    )
    closes_on = DayField(label=gettext_lazy("Last day for answers"))


class OpenWaveForm(ChangeWaveForm):
    opens_on = DayField(label=gettext_lazy("First day"))
    access = forms.ChoiceField(
        label=gettext_lazy("Who can answer?"),
        widget=forms.RadioSelect,
        initial="open",
        choices=[
            ("open", gettext_lazy("Everybody who has the address")),
            ("links", gettext_lazy("Only with a one-use link, so that nobody answers twice")),
        ],
    )
    naming = forms.ChoiceField(
        label=gettext_lazy("Do people say who they are?"),
        widget=forms.RadioSelect,
        initial="anonymous",
        choices=[
            ("anonymous", gettext_lazy("No: nothing leads from an answer to whoever gave it")),
            ("named", gettext_lazy("Yes: each answer has a name, which you see")),
        ],
        help_text=gettext_lazy("This is promised to them and cannot be changed later."),
    )
    asks_equality = forms.BooleanField(
        label=gettext_lazy("Then also ask the questions of equality monitoring"),
        required=False,
        help_text=gettext_lazy(
            "On a page of its own after the answers are sent, tied to none of them."
        ),
    )
    field_order = (
        "title", "asked", "opens_on", "closes_on", "access", "naming", "asks_equality",
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"opens_on": today, "closes_on": today + _USUAL}
        super().__init__(*args, **kwargs)


class LinksForm(OnceForm):
    count = WholeField(
        label=gettext_lazy("How many links?"),
        min_value=1,
        max_value=500,
        help_text=gettext_lazy("One for each person. Each can be used once."),
    )


class BreakdownForm(OnceForm):
    """By which question answers are told apart; once for all."""

    question = forms.ChoiceField(
        label=gettext_lazy("Tell the answers apart by"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.fields["question"]
        assert isinstance(question, forms.ChoiceField)
        question.choices = list(offered)
