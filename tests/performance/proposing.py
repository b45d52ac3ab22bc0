"""What the tests share of how a change is proposed, asked about and decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.cast import Cast
from tests.conftest import NOW, TODAY
from tests.performance.keeping import KEEPER
from tests.performance.reporting import SYSTEM, Reporting, begin
from trellis.kernel.viewer import Viewer
from trellis.performance import actions
from trellis.performance.lifecycle import Change, Opinion
from trellis.performance.models import Indicator, Proposal

NEW_YEAR = date(2027, 1, 1)
DECIDED = {
    "decided_by": "Partnership board",
    "decision": "It costs more than it tells",
    "answer": "Two hubs were for it, nobody against",
}


@dataclass(frozen=True)
class Proposing:
    """A framework with indicator 1, and what its people do about changing it."""

    reporting: Reporting
    indicator: Indicator

    @property
    def cast(self) -> Cast:
        return self.reporting.cast

    def viewer(self, who: str) -> Viewer:
        return self.cast.viewer(who)

    def body(self, who: str) -> int:
        [(body, _role)] = self.viewer(who).roles
        return body

    def propose(self, change: Change = Change.RETIRE, who: str = "hub_worker", **given: Any) -> Any:
        usual: dict[str, Any] = {
            "by": self.viewer(who),
            "now": NOW - timedelta(days=40),
            "framework": self.reporting.framework,
            "change": change,
            "organisation_id": self.body(who),
            "why": "Nobody uses it",
            "from_on": NEW_YEAR,
            "indicator": None if change is Change.NEW else self.indicator,
        }
        return actions.propose_change(**(usual | given))

    def asked(self, change: Change = Change.RETIRE, **given: Any) -> Proposal:
        """Proposed, and people can comment from five weeks ago until two weeks from today."""
        opens_on = TODAY - timedelta(days=35)
        return actions.consult_on(
            by=self.viewer(KEEPER),
            now=NOW - timedelta(days=35),
            proposal=self.propose(change, **given),
            opens_on=opens_on,
            closes_on=TODAY + timedelta(days=14),
        )

    def closed(self, change: Change = Change.RETIRE, **given: Any) -> Proposal:
        """People could comment until yesterday."""
        opens_on = TODAY - timedelta(days=35)
        return actions.consult_on(
            by=self.viewer(KEEPER),
            now=NOW - timedelta(days=35),
            proposal=self.propose(change, **given),
            opens_on=opens_on,
            closes_on=TODAY - timedelta(days=1),
        )

    def say(
        self,
        proposal: Proposal,
        who: str,
        opinion: Opinion = Opinion.SUPPORT,
        words: str = "",
        *,
        now: datetime = NOW,
    ) -> Any:
        return actions.comment_on(
            by=self.viewer(who),
            now=now,
            proposal=proposal,
            organisation_id=self.body(who),
            opinion=opinion,
            words=words,
        )

    def adopt(self, proposal: Proposal, who: str = KEEPER, **given: Any) -> Proposal:
        usual: dict[str, Any] = {
            "decided_on": TODAY,
            "from_on": proposal.from_on,
            **DECIDED,
        }
        by = SYSTEM if who == "system" else self.viewer(who)
        return actions.adopt_proposal(by=by, now=NOW, proposal=proposal, **(usual | given))

    def turn_down(self, proposal: Proposal, who: str = KEEPER, **given: Any) -> Proposal:
        usual: dict[str, Any] = {"decided_on": TODAY, **DECIDED}
        return actions.turn_down_proposal(
            by=self.viewer(who), now=NOW, proposal=proposal, **(usual | given)
        )

    def url(self, name: str, *args: object) -> str:
        return self.reporting.url(name, *args)


def proposing_in(cast: Cast) -> Proposing:
    reporting = begin(cast)
    return Proposing(reporting, reporting.indicator(number=1, title="Groups helped"))
