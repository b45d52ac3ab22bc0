"""Who may see a document, as boxes to tick: each box is one audience row, written as a word."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.documents.queries import AudienceFacts, DocumentRecord
from trellis.kernel.forms import OnceForm
from trellis.people import queries as people

Row = tuple[str, int | None, str, int | None, str]  # as `actions.Reader` takes it


class AudienceForm(OnceForm):
    """`roles` are held at its owner; `found` are bodies that were looked for, by id."""

    readers = forms.MultipleChoiceField(
        label=gettext_lazy("Besides its keepers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick all that apply."),
        error_messages={"invalid_choice": gettext_lazy("Tick only what is offered here")},
    )

    def __init__(
        self,
        *args: Any,
        record: DocumentRecord,
        roles: Collection[str],
        found: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = _offered(record, roles, found)
        self._rows = {_code(row): row for row, _words in offered}
        field = self.fields["readers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(_code(row), words) for row, words in offered]
        field.initial = [_code(_row_of(one)) for one in record.audience]

    def rows(self) -> list[Row]:
        return [self._rows[code] for code in self.cleaned_data["readers"]]


def _offered(
    record: DocumentRecord, roles: Collection[str], found: Mapping[int, str]
) -> list[tuple[Row, str]]:
    """The usual ones, those that are set, and those that were looked for; each once."""
    offered = [
        _plain("public", _("Everybody, also without signing in")),
        _plain("area", _("Everybody with a role in %(area)s") % {"area": record.area}),
        *_at_owner(record, roles),
        *((_row_of(one), one.words) for one in record.audience),
        *(_at_body(pk, name) for pk, name in found.items()),
    ]
    once: dict[Row, str] = {}
    for row, words in offered:
        once.setdefault(row, words)
    return list(once.items())


def _plain(kind: str, words: str) -> tuple[Row, str]:
    return (kind, None, "", None, ""), words


def _at_body(organisation_id: int, name: str) -> tuple[Row, str]:
    words = _("Everybody with a role at %(body)s") % {"body": name}
    return ("organisation", organisation_id, "", None, ""), words


def _at_owner(record: DocumentRecord, roles: Collection[str]) -> Iterable[tuple[Row, str]]:
    if record.owner_id is None:
        return
    yield _at_body(record.owner_id, record.owner)
    for role in people.roles():
        if role.code in roles:
            words = _("At %(body)s: %(role)s") % {"body": record.owner, "role": role.name}
            yield ("role", record.owner_id, role.code, None, ""), words


def _row_of(one: AudienceFacts) -> Row:
    return one.kind, one.organisation_id, one.role, one.place_id, one.capability


def _code(row: Row) -> str:
    return "-".join("" if part is None else str(part) for part in row)
