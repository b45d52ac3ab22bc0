"""Which answers of a survey make the figure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.forms import OnceForm
from trellis.questions.queries import Counted


class SurveyForm(OnceForm):
    """Answers of one question of a wave; `seen` is the row its writer had before them."""

    answers = forms.MultipleChoiceField(
        label=gettext_lazy("Count those who answered"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Tick answers to one question. The share is worked out of all who answered it."
        ),
        error_messages={"required": gettext_lazy("Tick the answers that are to be counted.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the earlier figure is replaced"),
        max_length=300,
        help_text=gettext_lazy("Both figures stay readable."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, counted: Sequence[Counted], is_correction: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.several = {one.key for one in counted if one.question.kind == "multiple"}
        answers = self.fields["answers"]
        assert isinstance(answers, forms.ChoiceField)
        answers.choices = [
            (
                one.text,
                [
                    (
                        f"{one.key}:{line.code}",
                        _("%(answer)s (%(count)s of %(n)s)")
                        % {"answer": line.text, "count": line.count, "n": one.n},
                    )
                    for line in one.lines
                ],
            )
            for one in counted
        ]
        if not is_correction:
            del self.fields["reason"]

    def clean_answers(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["answers"]
        keys = {one.rpartition(":")[0] for one in ticked}
        if len(keys) > 1:
            raise ValidationError(_("Tick answers to one question only."))
        if len(ticked) > 1 and keys & self.several:
            raise ValidationError(
                _("People could give several of these answers: tick one, or some count twice.")
            )
        return ticked

    def question(self) -> str:
        return str(self.cleaned_data["answers"][0]).rpartition(":")[0]

    def codes(self) -> list[str]:
        return [one.rpartition(":")[2] for one in self.cleaned_data["answers"]]
