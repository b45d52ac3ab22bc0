"""What the pages of a peer review ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField
from trellis.kernel.forms import OnceForm
from trellis.performance.forms.scrutiny import words_field
from trellis.performance.queries import ActionFacts

Choices = Sequence[tuple[Any, str]]


class WhoseForm(forms.Form):
    """Whose year is reviewed; asked first, because who can review it follows from it."""

    use_required_attribute = False
    provider = forms.ChoiceField(label=gettext_lazy("Whose figures are reviewed?"))

    def __init__(self, *args: Any, providers: Choices, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(providers)


class PlanForm(OnceForm):
    """Which year, when it begins, and whose people review."""

    year = forms.ChoiceField(label=gettext_lazy("Which year?"), widget=forms.RadioSelect)
    starts_on = DayField(
        label=gettext_lazy("When does it begin?"),
        error_messages={"required": gettext_lazy("Enter the day on which it begins.")},
    )
    reviewers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Whose people review it?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Bodies of other districts that do not accept its returns."),
        error_messages={"required": gettext_lazy("Choose at least one body of another district.")},
    )

    def __init__(self, *args: Any, years: Choices, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("year", years), ("reviewers", bodies)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class NoteForm(OnceForm):
    """One finding of a review."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        widget=forms.RadioSelect,
        choices=[
            ("strength", gettext_lazy("A strength: others can learn from it")),
            ("concern", gettext_lazy("A concern: it needs an answer")),
            ("suggestion", gettext_lazy("A suggestion: it could be better")),
        ],
        error_messages={"required": gettext_lazy("Choose what it is.")},
    )
    line = forms.TypedChoiceField(
        label=gettext_lazy("What is it about?"), coerce=int, required=False, empty_value=None
    )
    words = words_field(
        gettext_lazy("What did you find?"),
        gettext_lazy("Say what you found."),
        help_text=gettext_lazy("Name bodies and documents, not people."),
    )

    def __init__(self, *args: Any, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", gettext_lazy("In general")), *lines]


class ReportForm(OnceForm):
    """What the reviewers say on the whole, as they hand their findings over."""

    report = words_field(
        gettext_lazy("What do you say on the whole?"),
        gettext_lazy("Say in a few sentences what you found on the whole."),
        max_length=4_000,
        rows=6,
    )


class ActionForm(OnceForm):
    """One action of a plan."""

    what = forms.CharField(
        label=gettext_lazy("What will be done?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what will be done.")},
    )
    post = forms.CharField(
        label=gettext_lazy("Which post does it?"),
        max_length=100,
        help_text=gettext_lazy("The post, not the person, such as: hub manager"),
        error_messages={"required": gettext_lazy("Name the post that does it.")},
    )
    by_on = DayField(
        label=gettext_lazy("By when?"),
        error_messages={"required": gettext_lazy("Enter the day by which it is done.")},
    )


class ResponseForm(OnceForm):
    """What the provider says to the findings, handed in with its plan."""

    response = words_field(
        gettext_lazy("Your response"),
        gettext_lazy("Say in a few sentences what you make of the findings."),
        max_length=4_000,
        rows=6,
    )


class ProgressForm(OnceForm):
    """How far each action has come, and what is to be said of it all."""

    def __init__(self, *args: Any, actions: Sequence[ActionFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = actions
        for one in actions:
            self.fields[f"state_{one.id}"] = forms.ChoiceField(
                label=one.what,
                widget=forms.RadioSelect,
                choices=_STATES,
                error_messages={"required": gettext_lazy("Choose how far it has come.")},
            )
            self.fields[f"words_{one.id}"] = forms.CharField(
                label=gettext_lazy("In a few words"), required=False, max_length=500
            )
        self.fields["progress"] = words_field(
            gettext_lazy("What do you say on the whole?"),
            gettext_lazy("Say in a few sentences what came of the review."),
            max_length=4_000,
        )

    @property
    def states(self) -> dict[int, tuple[str, str]]:
        given = self.cleaned_data
        return {one.id: (given[f"state_{one.id}"], given[f"words_{one.id}"])
                for one in self.actions}  # fmt: skip


_STATES = [
    ("done", gettext_lazy("Done")),
    ("under_way", gettext_lazy("Under way")),
    ("not_begun", gettext_lazy("Not begun")),
    ("dropped", gettext_lazy("Dropped: it is not needed any more")),
]


class CallOffForm(OnceForm):
    """Why a review does not take place."""

    why = forms.CharField(
        label=gettext_lazy("Why does it not take place?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why it does not take place.")},
    )
