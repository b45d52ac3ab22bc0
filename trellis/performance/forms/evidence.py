"""The form that puts a document behind a value."""

from django import forms
from django.utils.translation import gettext_lazy

from trellis.kernel.brought.words import refusal_of
from trellis.kernel.fields import FileField
from trellis.kernel.forms import OnceForm


class EvidenceForm(OnceForm):
    """A document that stands behind one value."""

    file = FileField(
        refusal=refusal_of,
        help_text=gettext_lazy(
            "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or plain text, up to 20 MB"
        ),
    )
    title = forms.CharField(
        label=gettext_lazy("What is it?"),
        max_length=200,
        help_text=gettext_lazy("Such as: attendance sheets of the three workshops"),
        error_messages={"required": gettext_lazy("Say in a few words what the document is.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What does it show?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    readers = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        widget=forms.RadioSelect,
        choices=[
            ("appraisers", gettext_lazy("We, and those who appraise the evidence of this place")),
            ("public", gettext_lazy("Everybody: it names nobody who has not agreed to it")),
        ],
        initial="appraisers",
        error_messages={"required": gettext_lazy("Choose who may see it.")},
    )
