"""What the pages of the scrutiny ask for: a look at a drawn line, a challenge and its steps."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import EditForm, OnceForm


def words_field(label: Any, missing: Any, **more: Any) -> forms.CharField:
    """A few sentences, which have to be there."""
    return forms.CharField(
        label=label,
        max_length=more.pop("max_length", 2_000),
        widget=forms.Textarea(attrs={"rows": more.pop("rows", 4)}),
        error_messages={"required": missing},
        **more,
    )


class LookForm(EditForm):
    """What was found under a line that was drawn by lot."""

    result = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        widget=forms.RadioSelect,
        choices=[
            ("stands", gettext_lazy("It stands: what is under it gives this figure")),
            (
                "cannot_be_followed",
                gettext_lazy("It cannot be followed: something is not there, or not clear"),
            ),
            ("differs", gettext_lazy("It differs: what is under it gives another figure")),
        ],
        error_messages={"required": gettext_lazy("Choose what you found.")},
    )
    instead = forms.CharField(
        label=gettext_lazy("What did you find instead?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only where it differs, such as: 38 groups"),
    )
    words = words_field(
        gettext_lazy("What did you look at?"),
        gettext_lazy("Say in a few words what you looked at."),
        help_text=gettext_lazy("Name bodies and documents, not people."),
    )


class ReplyForm(OnceForm):
    """What a provider says to a finding or a challenge."""

    words = words_field(
        gettext_lazy("Your reply"),
        gettext_lazy("Write your reply."),
        help_text=gettext_lazy("Name bodies and documents, not people."),
    )


class ForABodyForm(OnceForm):
    """Said for one of these bodies. Whoever acts for one only is not asked for which."""

    body = forms.TypedChoiceField(label=gettext_lazy("For which organisation?"), coerce=int)

    def __init__(self, *args: Any, bodies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(bodies)
        if len(bodies) == 1:
            field.widget = field.hidden_widget()
            field.initial = bodies[0][0]


class ChallengeForm(ForABodyForm):
    """A question to another’s figure."""

    question = forms.CharField(
        label=gettext_lazy("What do you ask?"),
        max_length=300,
        help_text=gettext_lazy("One question, such as: Are the two open mornings counted twice?"),
        error_messages={"required": gettext_lazy("Write your question.")},
    )
    reason = words_field(
        gettext_lazy("Why do you ask?"),
        gettext_lazy("Say why you ask."),
        help_text=gettext_lazy(
            "What you know that does not fit. Name bodies and documents, not people."
        ),
    )


class OutcomeForm(OnceForm):
    """What comes of a challenge, said by somebody who is neither of the two."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What comes of it?"),
        widget=forms.RadioSelect,
        choices=[
            ("uphold", gettext_lazy("Upheld: the provider is to correct the figure")),
            ("not_uphold", gettext_lazy("Not upheld: the figure stands")),
            ("settle", gettext_lazy("Settled: the two have agreed between themselves")),
        ],
        error_messages={"required": gettext_lazy("Choose what comes of it.")},
    )
    words = words_field(
        gettext_lazy("Why?"),
        gettext_lazy("Say why, so that both can follow it."),
        help_text=gettext_lazy("Everybody can read it from now on."),
    )


class WithdrawForm(OnceForm):
    """Why a challenge is taken back."""

    words = words_field(
        gettext_lazy("Why do you withdraw it?"), gettext_lazy("Say why you withdraw it.")
    )
