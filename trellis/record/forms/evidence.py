"""The form that puts a document behind something that was done."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.brought.words import refusal_of
from trellis.kernel.fields import FileField
from trellis.kernel.forms import OnceForm
from trellis.record.actions import Readers


class EvidenceForm(OnceForm):
    """`mine` are the parties that it can belong to, `group` whom the activity was for."""

    file = FileField(
        refusal=refusal_of,
        help_text=gettext_lazy(
            "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or plain text, up to 20 MB"
        ),
    )
    title = forms.CharField(
        label=gettext_lazy("What is it?"),
        max_length=200,
        help_text=gettext_lazy("Such as: attendance sheet of the workshop"),
        error_messages={"required": gettext_lazy("Say in a few words what the document is.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What does it show?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    provider = forms.TypedChoiceField(label=gettext_lazy("Whose document it is"), coerce=int)
    readers = forms.TypedChoiceField(
        label=gettext_lazy("Who may see it?"),
        coerce=Readers,
        widget=forms.RadioSelect,
        initial=Readers.PARTIES.value,
        error_messages={"required": gettext_lazy("Choose who may see it.")},
    )

    def __init__(
        self, *args: Any, mine: Sequence[tuple[int, str]], group: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("provider", list(mine))
        self._offer("readers", list(_readers(group)))
        if len(mine) == 1:
            self.fields["provider"].widget = forms.HiddenInput()
            self.fields["provider"].initial = mine[0][0]

    def _offer(self, name: str, offered: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered


def _readers(group: str) -> Any:
    yield Readers.PARTIES.value, _("Those who took part, and those who pay in this place")
    if group:
        yield Readers.GROUP.value, _("%(group)s, too") % {"group": group}
    yield Readers.PUBLIC.value, _("Everybody: it names nobody who has not agreed to it")
