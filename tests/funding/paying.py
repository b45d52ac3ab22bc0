"""The council of Ambley pays the infrastructure organisation, which pays hub A on out of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.cast import Cast
from tests.conftest import NOW
from trellis.funding import actions
from trellis.funding.actions import Terms
from trellis.funding.models import Agreement
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer

YEAR = Span(date(2026, 4, 1), date(2027, 4, 1))


def terms(**given: Any) -> Terms:
    usual = {
        "reference": "A/1",
        "title": "Infrastructure services",
        "runs": YEAR,
        "is_reported": True,
        "amount_pence": 100_000_00,
    }
    return Terms(**{**usual, **given})


@dataclass(frozen=True)
class Paying:
    cast: Cast

    def body(self, key: str) -> int:
        return self.cast.world.bodies[key].pk

    @property
    def area_id(self) -> int:
        return self.cast.world.area.pk

    @property
    def council(self) -> Viewer:
        return self.cast.viewer("council_officer")

    @property
    def prime(self) -> Viewer:
        return self.cast.viewer("infrastructure_manager")

    def main(self, **given: Any) -> Agreement:
        """As the council puts it down; `by` somebody else where that is given."""
        who = {"payer_id": self.body("council"), "provider_id": self.body("infrastructure")}
        return self.make(self.council, **{**who, **given})

    def sub(self, under: Agreement, **given: Any) -> Agreement:
        who = {"payer_id": self.body("infrastructure"), "provider_id": self.body("hub_a")}
        said = {"terms": terms(reference="A/2", title="A hub", amount_pence=40_000_00)}
        return self.make(self.prime, under_id=under.pk, **{**who, **said, **given})

    def make(self, viewer: Viewer, **given: Any) -> Agreement:
        usual = {"area_id": self.area_id, "terms": terms(), "by": viewer, "now": NOW}
        return actions.make_agreement(**{**usual, **given})

    def change(self, row: Agreement, **given: Any) -> Agreement:
        return self._do(actions.change_agreement, row, {"why": "It was wrong"} | given)

    def end(self, row: Agreement, ends_on: date, **given: Any) -> Agreement:
        return self._do(actions.end_agreement, row, {"ends_on": ends_on, "why": "Sold"} | given)

    def share(self, row: Agreement, shares: dict[int, int | None], **given: Any) -> Agreement:
        return self._do(actions.set_contributors, row, {"shares": shares} | given)

    def say(self, row: Agreement, paid_for: dict[int, bool], **given: Any) -> Agreement:
        said = {"paid_for": paid_for, "why": "As in schedule 2"}
        return self._do(actions.set_scope, row, said | given)

    def _do(self, deed: Any, row: Agreement, given: dict[str, Any]) -> Agreement:
        by = self.council if row.payer_id == self.body("council") else self.prime
        found: Agreement = deed(**{"agreement_id": row.pk, "by": by, "now": NOW, **given})
        return found

    def url(self, row: Agreement | None = None, move: str = "") -> str:
        whole = f"/funding/{self.cast.world.area.slug}/"
        return f"{whole}agreements/{row.pk}/{move}" if row else whole + move
