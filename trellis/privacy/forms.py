"""What the pages of this room ask for."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import speak_plainly
from trellis.kernel.forms import OnceForm
from trellis.privacy.words import SAID_HINT, SAID_LABEL

LONGEST: Final = 2_000
Choices = Sequence[tuple[str, str]]


class AskForm(OnceForm):
    """`areas` are the records that could be asked; one alone is not asked about."""

    area = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    said = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, kind: str, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(areas)
        if len(areas) == 1:
            field.widget = forms.HiddenInput()
            field.initial = areas[0][0]
        said = self.fields["said"]
        said.label, said.help_text = str(SAID_LABEL[kind]), str(SAID_HINT[kind])
        said.required = kind == "correction"
        said.error_messages["required"] = gettext_lazy("Say what is wrong, and what would be right")


class AnswerForm(OnceForm):
    """Words that the person is told."""

    answer = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(
        self, *args: Any, label: str, hint: str, required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label, field.help_text, field.required = label, hint, required
        speak_plainly([field])


class EraseForm(OnceForm):
    takes_name = forms.BooleanField(
        label=gettext_lazy("I have looked at what was found by the name alone: it is about them"),
        required=False,
    )
