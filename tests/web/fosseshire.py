"""Reading the invented county as it stands on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trellis.kernel.periods import Span, quarter
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.organisations.models import Organisation
from trellis.organisations.queries import viewer_for
from trellis.people.models import Account
from trellis.performance import queries
from trellis.performance.queries import FrameworkFacts, IndicatorReport, Line
from trellis.web.examples import fosseshire
from trellis.web.examples.cast import CAST
from trellis.web.examples.fosseshire.bodies import BODIES, COUNTY_CODE, DISTRICTS
from trellis.web.examples.fosseshire.figures import QUARTERS


@dataclass(frozen=True)
class Fosseshire:
    """Districts by their key, "" for the county; quarters by their place: -1 is the newest."""

    today: date

    @cached_property
    def facts(self) -> FrameworkFacts:
        return queries.framework(STRANGER, fosseshire.SLUG)

    @cached_property
    def quarters(self) -> list[Span]:
        spans = [quarter(self.today).before()]
        while len(spans) < QUARTERS:
            spans.insert(0, spans[0].before())
        return spans

    def lines(self, district: str, position: int) -> dict[int, Line]:
        report = queries.place_report(
            STRANGER, self.facts, self.quarters[position], today=self.today, code=_code(district)
        )
        return {line.indicator.number: line for line in report.lines}

    def line(self, number: int, district: str, position: int) -> Line:
        return self.lines(district, position)[number]

    def hub_line(self, number: int, district: str, position: int) -> Line:
        [name] = [body.name for body in BODIES if body.key == f"{district}_hub"]
        hub = Organisation.objects.get(name=name)
        span = self.quarters[position]
        return queries.one_line(
            STRANGER, self.facts, number, _code(district), hub.pk, span, today=self.today
        )

    def indicator(self, number: int, position: int) -> IndicatorReport:
        span = self.quarters[position]
        found = queries.indicator(self.facts, number, span)
        assert found is not None
        return queries.indicator_report(STRANGER, self.facts, found, span, today=self.today)

    def viewer(self, key: str) -> Viewer:
        account = self.account(key)
        return viewer_for(account.pk, today=self.today, second_factor_passed=True)

    @staticmethod
    def account(key: str) -> Account:
        [member] = [one for one in CAST if one.key == key]
        return Account.objects.get(email=member.email)


def _code(district: str) -> str:
    return next((one.code for one in DISTRICTS if one.key == district), COUNTY_CODE)
