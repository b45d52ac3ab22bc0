"""What the tests of the scrutiny begin with: hub A's return of the summer, in its scrutiny."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.conftest import NOW, StrictClient
from tests.factories import (
    make_membership,
    make_return,
    make_return_acceptor,
    make_round_dates,
    make_value,
)
from tests.performance.reporting import Reporting, at, begin
from trellis.organisations.models import Organisation
from trellis.performance.models import Framework, Return, Value

# The morning of 19 October 2026 is two working days after the figures were due.
DATES = {
    "opens_on": date(2026, 10, 1),
    "due_on": date(2026, 10, 15),
    "checked_by": date(2026, 10, 30),
    "meets_on": date(2026, 11, 18),
    "publishes_on": date(2026, 11, 25),
}
AFTER = NOW + timedelta(days=30)  # every deadline of ten working days is over


@dataclass(frozen=True)
class Scrutiny:
    """Hub A reports, the funder accepts its return, hub B reports beside it."""

    reporting: Reporting
    of_return: Return
    value: Value

    @property
    def cast(self) -> Cast:
        return self.reporting.cast

    @property
    def framework(self) -> Framework:
        return self.reporting.framework

    def body(self, key: str) -> Organisation:
        return self.cast.world.bodies[key]

    def url(self, name: str, *args: object) -> str:
        return self.reporting.url(name, *args)


def scrutiny(cast: Cast, *, figures: int = 1) -> Scrutiny:
    """Hub A's first figure is 40 groups; each further one, of an indicator of its own, 10."""
    reporting = begin(cast, short_title="Ambley together")
    framework, hub = reporting.framework, cast.world.bodies["hub_a"]
    make_round_dates(framework=framework, **DATES)
    values = [
        _recorded(reporting, number, 40 if number == 1 else 10) for number in range(1, figures + 1)
    ]
    of_return = make_return(
        framework=framework,
        provider=hub,
        stage=Return.Stage.SUBMITTED,
        submitted_at=at(12),
        submitted_by=cast.account("hub_worker"),
    )
    make_return_acceptor(of_return=of_return, organisation=cast.world.bodies["funder"])
    return Scrutiny(reporting, of_return, values[0])


def _recorded(reporting: Reporting, number: int, figure: int) -> Value:
    indicator = reporting.indicator(number=number, title=f"Groups supported {number}")
    return make_value(
        indicator=indicator,
        place=reporting.district("a"),
        provider=reporting.hub("a"),
        value=Decimal(figure),
        recorded_at=at(8),
        recorded_by=reporting.cast.account("hub_worker"),
    )


def colleague(cast: Cast, key: str, organisation: Organisation, role: str) -> None:
    """Somebody of the cast acts for another body as well."""
    make_membership(
        person=cast.account(key).person,
        organisation=organisation,
        role=role,
        starts_on=date(2020, 1, 1),
    )


def questions(client: StrictClient, url: str) -> int:
    """How many questions a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def moment(day: int, month: int = 10) -> datetime:
    return NOW.replace(day=day, month=month)
