"""Whoever keeps the round sets its days once, and moves those that have not passed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.conftest import NOW, TODAY
from tests.factories import make_publication
from tests.factories.rounds import DATES
from tests.performance.reporting import SPRING, SUMMER, fields_of
from tests.performance.rounds import Rounds, begin
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.periods import Span, span_from_code
from trellis.kernel.viewer import STRANGER
from trellis.performance import actions, queries
from trellis.performance.models import Return, ReturnAcceptor, RoundDates
from trellis.performance.rules.rounds import Dates, Phase

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def rounds(cast: Cast) -> Rounds:
    return begin(cast)


def _set(rounds: Rounds, who: str = "council_officer", **given: object) -> RoundDates:
    usual = {"now": NOW, "framework": rounds.framework, "period": SUMMER, "dates": Dates(**DATES)}
    return actions.set_round_dates(by=rounds.cast.viewer(who), **(usual | given))  # type: ignore[arg-type]


def _mark(rounds: Rounds) -> str:
    return queries.rounds(rounds.facts)[0].mark


def test_every_provider_that_is_to_report_then_has_a_return_and_who_accepts_it(
    rounds: Rounds,
) -> None:
    assert {row.provider for row in Return.objects.all()} == {rounds.hub("a"), rounds.hub("b")}
    bodies = rounds.cast.world.bodies
    named = ReturnAcceptor.objects.filter(of_return=rounds.row("a"))
    assert {one.organisation for one in named} == {bodies["council"], bodies["funder"]}


def test_a_date_to_come_is_moved_with_a_reason_and_the_earlier_one_stays(rounds: Rounds) -> None:
    later = Dates(**(DATES | {"due_on": date(2026, 10, 30)}))
    _set(rounds, dates=later, reason="Half-term", seen=_mark(rounds))

    [held] = queries.rounds(rounds.facts)
    assert (held.dates.due_on, held.reason) == (date(2026, 10, 30), "Half-term")
    assert RoundDates.objects.count() == 2
    # A page of the day before shows what was due then.
    assert queries.rounds(rounds.facts, known_at=NOW - timedelta(seconds=1)) == []


def test_figures_are_due_on_the_day_of_their_round(rounds: Rounds) -> None:
    """The framework's own deadline says 28 October; the round was moved to the 30th."""
    later = Dates(**(DATES | {"due_on": date(2026, 10, 30)}))
    _set(rounds, dates=later, reason="Half-term", seen=_mark(rounds))
    line = rounds.line(rounds.first, rounds.district("a"), today=date(2026, 10, 29))
    assert (line.found.state, line.found.due_on) == ("not_due", date(2026, 10, 30))
    late = rounds.line(rounds.first, rounds.district("a"), today=date(2026, 10, 31))
    assert late.found.state == "missing"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"due_on": date(2026, 9, 30)}, "due_on", "Enter today or a later day."),
        ({"opens_on": date(2026, 10, 5)}, "opens_on", "1 October 2026 has passed"),
        ({"checked_by": date(2026, 10, 27)}, "checked_by", "Enter 28 October 2026 or later"),
        ({"publishes_on": date(2026, 11, 17)}, "publishes_on", "Enter 18 November 2026 or later"),
    ],
)
def test_a_day_that_has_passed_stays_and_the_others_keep_their_order(
    rounds: Rounds, change: dict[str, date], field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        _set(rounds, dates=Dates(**(DATES | change)), reason="So", seen=_mark(rounds))
    assert words in refused.value.message_dict[field][0]
    assert RoundDates.objects.count() == 1


def test_a_round_opens_when_its_period_is_over(rounds: Rounds) -> None:
    early = Dates(**(DATES | {"opens_on": date(2026, 12, 20), "due_on": date(2027, 1, 28)}))
    autumn = span_from_code("2026-Q3")
    with pytest.raises(ValidationError) as refused:
        _set(rounds, period=autumn, dates=early)
    assert "1 January 2027" in refused.value.message_dict["opens_on"][0]


def test_rounds_do_not_overlap_nor_lie_outside_the_framework(rounds: Rounds) -> None:
    half = Span(date(2026, 8, 1), date(2026, 11, 1))
    with pytest.raises(ValidationError, match="Another round covers a part of it"):
        _set(rounds, period=half)
    with pytest.raises(ValidationError, match="within the time of the framework"):
        _set(rounds, period=span_from_code("2025-Q4"))


def test_a_published_round_keeps_its_dates(rounds: Rounds) -> None:
    make_publication(framework=rounds.framework)
    later = Dates(**(DATES | {"publishes_on": date(2026, 11, 30)}))
    with pytest.raises(ValidationError, match="It was published"):
        _set(rounds, dates=later, reason="So", seen=_mark(rounds))


def test_of_two_who_move_dates_at_once_the_second_is_told(rounds: Rounds) -> None:
    seen = _mark(rounds)
    later = Dates(**(DATES | {"meets_on": date(2026, 11, 20)}))
    _set(rounds, dates=later, reason="The hall is let", seen=seen)
    with pytest.raises(EditedMeanwhileError):
        _set(rounds, dates=later, reason="So", seen=seen)


@pytest.mark.parametrize("who", ["hub_worker", "funder", "councillor", "infrastructure_officer"])
def test_nobody_else_sets_them(rounds: Rounds, who: str) -> None:
    with pytest.raises(PermissionDenied):
        _set(rounds, who, reason="So")


def test_where_a_round_stands_follows_from_the_day(rounds: Rounds) -> None:
    [held] = queries.rounds(rounds.facts)
    days = {
        date(2026, 9, 30): Phase.PLANNED,
        date(2026, 10, 1): Phase.OPEN,
        date(2026, 10, 28): Phase.OPEN,
        date(2026, 10, 29): Phase.SCRUTINY,
        date(2026, 11, 12): Phase.MEETING,
        date(2026, 11, 19): Phase.PUBLISHING,
        date(2026, 11, 26): Phase.LATE,
    }
    assert {day: held.phase(day) for day in days} == days
    make_publication(framework=rounds.framework)
    [held] = queries.rounds(rounds.facts)
    assert held.phase(date(2026, 11, 26)) == Phase.PUBLISHED


def test_a_year_is_planned_on_one_page(rounds: Rounds) -> None:
    client = rounds.cast.client("council_officer")
    url = rounds.url("plan_rounds")
    assert client.get(url).status_code == 200
    answers = "?year=2026-FY&due=20&checked=10&meets=5&publishes=5"
    page = client.get(url + answers)
    shown = page.content.decode()
    assert "Thu 28 Jan 2027" not in shown  # New Year's Day is left out
    assert "Fri 29 Jan 2027" in shown
    sent = client.post(url + answers, fields_of(shown))
    assert (sent.status_code, sent["Location"]) == (302, rounds.url("rounds"))
    spans = {one.span.code for one in queries.rounds(rounds.facts)}
    assert spans == {"2026-Q2", "2026-Q3", "2026-Q4"}  # the spring was due before


def test_wrong_lengths_are_said_beside_their_field(rounds: Rounds) -> None:
    client = rounds.cast.client("council_officer")
    page = client.get(rounds.url("plan_rounds") + "?year=2026-FY&due=x&checked=0&meets=5")
    errors = page.context["form"].errors
    assert set(errors) == {"due", "checked", "publishes"}


def test_everybody_sees_the_days_and_only_partners_who_has_handed_in(rounds: Rounds) -> None:
    url = rounds.url("round", SUMMER.code)
    public = rounds.cast.client("anonymous").get(url).content.decode()
    assert "Wednesday 28 October 2026" in public
    assert rounds.hub("a").name not in public
    partner = rounds.cast.client("council_officer").get(url).content.decode()
    assert rounds.hub("a").name in partner
    assert rounds.cast.client("anonymous").get(rounds.url("round", SPRING.code)).status_code == 404


def test_a_round_asks_as_much_of_the_database_for_one_return_as_for_two(rounds: Rounds) -> None:
    [held] = queries.rounds(rounds.facts)
    viewer = rounds.cast.viewer("council_officer")

    def ask() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.round_report(viewer, rounds.facts, held, today=TODAY)
        return len(caught)

    two = ask()
    ReturnAcceptor.objects.filter(of_return__provider=rounds.hub("b")).delete()
    Return.objects.filter(provider=rounds.hub("b")).delete()
    assert ask() == two


def test_a_stranger_does_not_plan(rounds: Rounds) -> None:
    assert queries.rounds(queries.framework(STRANGER, rounds.framework.slug))
    assert rounds.cast.client("anonymous").get(rounds.url("plan_rounds")).status_code in (302, 403)
