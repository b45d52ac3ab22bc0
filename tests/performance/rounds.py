"""The round of the summer's figures, open on the tests' day: what tests of returns begin with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories.rounds import DATES
from tests.performance.reporting import SUMMER, SYSTEM, Reporting
from tests.performance.reporting import begin as begin_reporting
from trellis.performance import actions
from trellis.performance.models import Indicator, Return
from trellis.performance.queries import ReturnReport, return_report
from trellis.performance.rules.rounds import Dates


@dataclass(frozen=True)
class Rounds(Reporting):
    """Two hubs report two indicators; the council and the funder accept what they hand in."""

    first: Indicator
    second: Indicator

    def row(self, letter: str = "a") -> Return:
        return Return.objects.get(provider=self.hub(letter))

    def fill(self, letter: str = "a") -> None:
        for number, indicator in enumerate((self.first, self.second)):
            self.record(indicator, letter, 10 + number)

    def move(self, move: str, who: str, letter: str = "a", **given: Any) -> Return:
        usual: dict[str, Any] = {"now": NOW, "of_return": self.row(letter), "move": move}
        return actions.move_return(by=self.cast.viewer(who), **(usual | given))

    def hand_in(self, letter: str = "a", who: str = "hub_worker", **given: Any) -> Return:
        self.fill(letter)
        return self.move("hand_in", who, letter, **given)

    def accept(self, letter: str = "a") -> Return:
        self.hand_in(letter)
        self.move("check", "council_officer", letter)
        return self.move("accept", "funder", letter)

    def report(self, who: str, letter: str = "a", now: datetime = NOW) -> ReturnReport:
        return return_report(
            self.cast.viewer(who),
            self.facts,
            SUMMER,
            self.hub(letter).pk,
            now=now,
            today=now.date(),
        )

    def return_url(self, name: str = "return", letter: str = "a", *more: object) -> str:
        return self.url(name, SUMMER.code, self.hub(letter).pk, *more)


def begin(cast: Cast, **dates: Any) -> Rounds:
    reporting = begin_reporting(cast)
    first, second = reporting.indicator(), reporting.indicator()
    made = Rounds(reporting.cast, reporting.framework, first, second)
    actions.set_round_dates(
        by=SYSTEM,
        now=NOW,
        framework=made.framework,
        period=SUMMER,
        dates=Dates(**(DATES | dates)),
    )
    return made
