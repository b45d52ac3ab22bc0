"""Adding a document, saying something else of it, adding a version, withdrawing."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.documents.queries import kinds
from trellis.documents.rules.details import LONGEST_TAG, MOST_TAGS, Details, tags_in
from trellis.kernel.brought.words import refusal_of
from trellis.kernel.fields import DayField, FileField
from trellis.kernel.forms import OnceForm

Choices = Sequence[tuple[Any, Any]]
PUBLIC, AREA, BODY, KEEPERS = "public", "area", "organisation", "keepers"
_TAKEN_IN: Final = gettext_lazy(
    "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or plain text, up to 20 MB"
)

_OLDEST_DEED: Final = date(1500, 1, 1)


class DetailsForm(OnceForm):
    """What is said of a document. `seen` is the edition that was open in the form."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the title of the document")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        error_messages={"required": gettext_lazy("Choose what kind of document it is")},
    )
    about = forms.CharField(
        label=gettext_lazy("What is in it?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences. Name nobody who has not agreed to it."),
    )
    dated_on = DayField(
        label=gettext_lazy("Date of the document"), required=False, first=_OLDEST_DEED
    )
    author = forms.CharField(
        label=gettext_lazy("Who wrote or published it?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only where that is somebody else than whose document it is"),
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=(LONGEST_TAG + 2) * MOST_TAGS,
        help_text=gettext_lazy("Words to find it by, with commas between them; ten at most"),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, shown: Details | None = None, **kwargs: Any) -> None:
        if shown is not None:
            kwargs["initial"] = {**vars(shown), "tags": ", ".join(shown.tags)} | kwargs.get(
                "initial", {}
            )
        super().__init__(*args, **kwargs)
        _offer(self, "kind", [("", _("Choose one")), *kinds()])
        self.before = shown

    def clean_tags(self) -> tuple[str, ...]:
        found = tags_in(self.cleaned_data["tags"])
        if len(found) > MOST_TAGS:
            raise forms.ValidationError(_("Enter ten tags at most."))
        if any(len(word) > LONGEST_TAG for word in found):
            raise forms.ValidationError(
                _("Put commas between the tags; each has forty letters at most.")
            )
        return found

    def details(self) -> Details:
        """What was entered; what the form does not ask for stays as it was."""
        kept = vars(self.before) if self.before else {}
        asked = ("title", "kind", "about", "dated_on", "author", "tags")
        return Details(**{**kept, **{name: self.cleaned_data[name] for name in asked}})


class AddForm(DetailsForm):
    file = FileField(refusal=refusal_of, help_text=_TAKEN_IN)
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Whose document is it?"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose whose document it is")},
    )
    readers = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("You can say it in more detail afterwards."),
        error_messages={"required": gettext_lazy("Choose who may see it")},
    )
    field_order = ["file", "owner", "title", "kind", "about", "dated_on", "author", "tags"]

    def __init__(self, *args: Any, owners: Choices, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "owner", owners)
        _offer(
            self,
            "readers",
            [
                (PUBLIC, _("Everybody, also without signing in")),
                (AREA, _("Everybody with a role in %(area)s") % {"area": area}),
                (BODY, _("Everybody with a role at the organisation it belongs to")),
                (KEEPERS, _("Only those who keep that organisation’s documents")),
            ],
        )
        if len(owners) == 1:
            self.fields["owner"].widget = forms.HiddenInput()
            self.fields["owner"].initial = owners[0][0]


class VersionForm(OnceForm):
    file = FileField(refusal=refusal_of, help_text=_TAKEN_IN)
    changes = forms.CharField(
        label=gettext_lazy("What has changed?"),
        max_length=300,
        help_text=gettext_lazy("In a few words; it stands beside the version."),
        error_messages={"required": gettext_lazy("Say in a few words what has changed")},
    )


class WithdrawForm(OnceForm):
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("For the record. Name nobody."),
        error_messages={"required": gettext_lazy("Say in a few words why.")},
    )


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
