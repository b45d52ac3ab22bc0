"""What an agreement pays for, kind by kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.funding import words
from trellis.funding.queries import Said
from trellis.funding.rules import Scope
from trellis.kernel.forms import EditForm


class ScopeForm(EditForm):
    """One answer for each kind that is recorded in the area."""

    why = forms.CharField(
        label=gettext_lazy("Where that is agreed, or why it is changed"),
        help_text=gettext_lazy("A schedule of the contract, say. It stands in the audit: name "
                               "nobody."),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Say where that is agreed, or why it is changed.")
        },
    )  # fmt: skip

    def __init__(self, *args: Any, said: Said, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._said = said
        for kind in said.kinds:
            field = forms.TypedChoiceField(
                label=kind.name,
                help_text=_unpaid_above() if kind.is_unpaid_above else "",
                choices=list(words.ANSWERS.items()),
                coerce=Scope,
                empty_value=Scope.NOT_SAID,
                required=False,
                widget=forms.RadioSelect,
            )
            field.depends = True  # type: ignore[attr-defined]
            self.fields[_name(kind.id)] = field

    @property
    def headings(self) -> list[tuple[str, list[Any]]]:
        return [
            (one.name, [self[_name(kind.id)] for kind in one.kinds]) for one in self._said.headings
        ]

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        answers = {kind.id: given[_name(kind.id)] for kind in self._said.kinds}
        paid_for = {
            pk: scope is Scope.INSIDE
            for pk, scope in answers.items()
            if scope is not Scope.NOT_SAID
        }
        return {"paid_for": paid_for, **{name: given[name] for name in ("why", "seen", "once")}}


def answers_of_scope(said: Said) -> dict[str, Any]:
    return {_name(kind.id): kind.scope for kind in said.kinds}


def _name(kind_id: int) -> str:
    return f"kind_{kind_id}"


def _unpaid_above() -> str:
    return _("An agreement that it is paid out of does not pay for this.")
