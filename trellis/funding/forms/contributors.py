"""Who else pays into an agreement."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.funding.forms.terms import amount_field, in_pence, in_pounds
from trellis.funding.queries import AgreementFacts
from trellis.kernel.choosing import Find, one_named
from trellis.kernel.forms import EditForm

FEWEST_ROWS: Final = 3


class ContributorsForm(EditForm):
    """A row for each who pays into it, and some more. A row left empty is none."""

    def __init__(self, *args: Any, find: Find, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        self.rows = range(1, rows + 1)
        for row in self.rows:
            self.fields[f"body_{row}"] = forms.CharField(
                label=_("Organisation %(row)s") % {"row": row}, max_length=200, required=False
            )
            self.fields[f"amount_{row}"] = amount_field(
                _("What organisation %(row)s pays, in pounds") % {"row": row}
            )
            for name in (f"body_{row}", f"amount_{row}"):
                self.fields[name].depends = True  # type: ignore[attr-defined]

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        return [(self[f"body_{row}"], self[f"amount_{row}"]) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.shares: dict[int, int | None] = {}
        for row in self.rows:
            self._take(row, given.get(f"body_{row}", ""), given.get(f"amount_{row}"))
        return given

    def _take(self, row: int, typed: str, amount: Decimal | None) -> None:
        if not typed:
            if amount is not None:
                self.add_error(f"body_{row}", _("Enter who pays this, or empty the amount."))
            return
        try:
            body = one_named(typed, self._find)
        except ValidationError as refused:
            self.add_error(f"body_{row}", refused)
            return
        if body in self.shares:
            self.add_error(f"body_{row}", _("It stands above already. Leave one of the two out."))
        self.shares[body] = in_pence(amount)

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"shares": self.shares, "seen": given["seen"], "once": given["once"]}


def answers_of_contributors(facts: AgreementFacts) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for row, one in enumerate(facts.contributors, start=1):
        shown |= {f"body_{row}": one.name, f"amount_{row}": in_pounds(one.amount_pence)}
    return shown
