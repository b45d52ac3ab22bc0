"""What indicators take and what they were for: said by those who know, and set side by side."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import (
    make_appraisal,
    make_collection_cost,
    make_decision_informed,
    make_proposal,
    make_reporting_line,
)
from tests.performance.keeping import KEEPER, errors_of, keeping, last_line
from tests.performance.reporting import SPRING, SYSTEM, Reporting, at, begin
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.viewer import STRANGER
from trellis.performance import actions, queries
from trellis.performance.models import CollectionCost, DecisionInformed, Framework, Indicator
from trellis.performance.templatetags.worth_words import hours, minutes

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    return reporting.indicator(number=1, title="Groups helped")


def rows(reporting: Reporting, **given: Any) -> dict[int, queries.WorthRow]:
    found = queries.worth(STRANGER, reporting.facts, today=TODAY, **given)
    return {row.indicator.number: row for row in found.rows}


def field(reporting: Reporting, letter: str, number: int = 1) -> str:
    return f"minutes_{number}_{reporting.hub(letter).pk}"


# --- what it takes


def test_a_provider_says_what_its_figures_take(reporting: Reporting, indicator: Indicator) -> None:
    reporting.indicator(number=2, hubs="b")
    page = keeping(reporting.cast, reporting.url("effort"), "hub_worker")
    shown = page.shown()
    assert [line.number for line in shown.context["form"].lines] == [1]  # 2 is the other hub's
    assert page.send(**{field(reporting, "a"): "45"})["Location"] == reporting.url("owed")
    assert last_line()[:2] == ("performance.costs.stated", ["minutes"])
    cost = rows(reporting)[1].cost
    assert (cost.minutes, cost.hours_a_year, cost.stated, cost.unknown) == (
        Fraction(45),
        Fraction(3),
        1,
        1,
    )
    page.send(**{field(reporting, "a"): "60"})
    page.send(**{field(reporting, "a"): "60"})  # as it is already
    page.send(**{field(reporting, "a"): ""})  # says nothing
    assert list(CollectionCost.objects.values_list("minutes", flat=True)) == [45, 60]
    assert rows(reporting)[1].cost.hours_a_year == 4


def test_the_page_is_reached_from_our_figures(reporting: Reporting, indicator: Indicator) -> None:
    client = reporting.cast.client("hub_worker")
    assert reporting.url("effort") in client.get(reporting.url("owed")).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("an hour", "1. Groups helped: “an hour” is not a number. Enter it like 1,200."),
        ("-5", "1. Groups helped: enter 0 or more."),
        ("6001", "1. Groups helped: enter 6000 or less."),
    ],
)
def test_what_is_no_number_of_minutes_is_said_by_the_field(
    reporting: Reporting, indicator: Indicator, typed: str, said: str
) -> None:
    page = keeping(reporting.cast, reporting.url("effort"), "hub_worker")
    name = field(reporting, "a")
    assert errors_of(page.send(**{name: typed})) == {name: [said]}


def test_of_two_at_one_hub_the_second_sees_what_the_first_said(
    reporting: Reporting, indicator: Indicator
) -> None:
    page = keeping(reporting.cast, reporting.url("effort"), "hub_worker")
    before, name = page.hidden(), field(reporting, "a")
    page.send(**{name: "45"})
    answer = page.send(before, **{name: "90"})
    assert answer.status_code == 409
    [told] = answer.context["edited"].differences
    assert (told.label, told.in_record, told.entered) == ("1. Groups helped", "45", "90")
    with pytest.raises(EditedMeanwhileError):
        actions.state_costs(
            by=SYSTEM, now=NOW, framework=reporting.framework, seen="other",
            stated=[(indicator.pk, reporting.hub("a").pk, 9)],
        )  # fmt: skip


def test_an_estimate_stands_until_a_provider_says(
    reporting: Reporting, indicator: Indicator
) -> None:
    page = keeping(reporting.cast, reporting.url("keep_effort"))
    assert page.send(minutes_1_0="30")["Location"] == reporting.url("keep")
    cost = rows(reporting)[1].cost
    assert (cost.minutes, cost.is_estimate, cost.hours_a_year) == (Fraction(30), True, Fraction(4))
    make_collection_cost(indicator=indicator, provider=reporting.hub("a"), minutes=90)
    cost = rows(reporting)[1].cost
    assert (cost.minutes, cost.is_estimate, cost.hours_a_year) == (Fraction(90), False, Fraction(8))
    assert (cost.stated, cost.estimated) == (1, 1)


def test_who_reports_for_two_places_collects_once(
    reporting: Reporting, indicator: Indicator
) -> None:
    hub = reporting.hub("a")
    make_reporting_line(indicator=indicator, place=reporting.county, provider=hub, every="month")
    make_collection_cost(indicator=indicator, provider=hub, minutes=60)
    assert rows(reporting)[1].cost.hours_a_year == 12


def test_nobody_speaks_for_others(reporting: Reporting, indicator: Indicator) -> None:
    def says(who: str, provider_id: int | None) -> None:
        actions.state_costs(
            by=reporting.cast.viewer(who), now=NOW, framework=reporting.framework,
            stated=[(indicator.pk, provider_id, 5)],
        )  # fmt: skip

    for who, provider in (
        ("hub_worker", reporting.hub("b").pk),
        ("hub_worker", None),
        ("council_officer", None),
        (KEEPER, reporting.hub("a").pk),
    ):
        with pytest.raises(PermissionDenied):
            says(who, provider)
    other = begin(reporting.cast).indicator(number=1)
    with pytest.raises(PermissionDenied):  # nothing of this framework
        actions.state_costs(
            by=SYSTEM, now=NOW, framework=reporting.framework, stated=[(other.pk, None, 5)]
        )
    Framework.objects.update(stage=Framework.Stage.CLOSED)
    with pytest.raises(PermissionDenied):
        says("hub_worker", reporting.hub("a").pk)
    assert not CollectionCost.objects.exists()


# --- what it was for


DECISION = {
    "words": "A second adviser for the north",
    "decided_on": "2026-06-12",
    "decided_by": "County council",
    "source": "Minute 9",
    "link": "https://example.org/minutes",
}


def test_who_decides_with_it_says_what_was_decided(
    reporting: Reporting, indicator: Indicator
) -> None:
    assert "never, as far as is recorded" in (
        StrictClient().get(reporting.url("indicator", 1)).content.decode()
    )
    page = keeping(reporting.cast, reporting.url("informed", 1), "council_officer")
    hidden = page.hidden()
    for _ in range(2):  # a double click
        sent = page.send(hidden, **DECISION)
        assert sent["Location"] == reporting.url("indicator", 1)
    assert DecisionInformed.objects.count() == 1
    html = StrictClient().get(reporting.url("indicator", 1)).content.decode()
    for said in ("A second adviser for the north", "County council, 12 June 2026", "Minute 9"):
        assert said in html
    assert "never, as far as is recorded" not in html
    assert 'href="https://example.org/minutes"' in html


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"words": ""}, {"words": ["Say what was decided."]}),
        ({"link": "minute nine"}, {"link": ["Enter an address like https://example.org/minutes."]}),
        ({"link": "javascript:alert(1)"}, {"link": ["Enter an address like "
                                                    "https://example.org/minutes."]}),
        (
            {"decided_on": "2026-10-20"},
            {"decided_on": ["Day of the decision: enter a day from 1 January 1900 to 19 October "
                            "2026."]},
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_by_the_field(
    reporting: Reporting, indicator: Indicator, given: dict[str, str], errors: dict[str, Any]
) -> None:
    page = keeping(reporting.cast, reporting.url("informed", 1))
    assert errors_of(page.send(**{**DECISION, **given})) == errors


def test_only_who_appraises_or_keeps_says_what_it_informed(
    reporting: Reporting, indicator: Indicator
) -> None:
    url = reporting.url("informed", 1)
    may = {key for key in PARTS if reporting.cast.client(key).get(url).status_code == 200}
    assert may == {KEEPER, "council_officer", "funder"}


def test_nothing_said_is_ever_changed(indicator: Indicator) -> None:
    for row in (make_decision_informed(indicator=indicator), make_collection_cost()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).delete()


# --- side by side


def test_the_dearest_that_informed_nothing_stands_first(reporting: Reporting) -> None:
    for number, taken, was_used in ((1, 10, True), (2, 30, False), (3, 60, False), (4, 90, True),
                                    (5, None, False)):  # fmt: skip
        row = reporting.indicator(number=number, hubs="a")
        if taken:
            make_collection_cost(indicator=row, provider=reporting.hub("a"), minutes=taken)
        if was_used:
            make_decision_informed(indicator=row)
    found = queries.worth(STRANGER, reporting.facts, today=TODAY)
    assert [row.indicator.number for row in found.rows] == [3, 2, 5, 4, 1]
    assert (found.hours, found.unknown, found.idle) == (Fraction(190 * 4, 60), 1, 3)


def test_evidence_and_rating_are_those_seen_last(
    reporting: Reporting, indicator: Indicator
) -> None:
    value = reporting.record(indicator, "a", 12, period=SPRING)
    make_appraisal(value=value, strength=2)
    make_appraisal(value=value, strength=4)
    assert rows(reporting)[1].rated is None
    spring = {"period_start": SPRING.start, "period_end": SPRING.end}
    reporting.target(indicator, 10, place=reporting.district("a"), **spring)
    reporting.target(indicator, 10, place=reporting.district("a"))  # no figure for it yet
    row = rows(reporting)[1]
    assert (row.strength, row.rated) == ((4, SPRING), SPRING)


def test_a_page_of_the_past_knows_what_was_known(
    reporting: Reporting, indicator: Indicator
) -> None:
    make_collection_cost(indicator=indicator, provider=reporting.hub("a"), stated_at=at(10))
    make_decision_informed(indicator=indicator, recorded_at=at(10))
    then, now = rows(reporting, known_at=at(5))[1], rows(reporting)[1]
    assert (then.cost.minutes, then.informed) == (None, None)
    assert (now.cost.minutes, now.informed is not None) == (Fraction(45), True)


def test_what_is_retired_is_not_asked_about(reporting: Reporting, indicator: Indicator) -> None:
    Indicator.objects.update(retired_on=date(2026, 10, 1))
    assert rows(reporting) == {}
    page = StrictClient().get(reporting.url("worth")).content.decode()
    assert "No indicator is looked at" in page


def test_the_next_step_is_for_who_has_a_say(reporting: Reporting, indicator: Indicator) -> None:
    link = f"{reporting.url('propose', 'retire')}?indicator=1"
    shown = {
        key: link in reporting.cast.client(key).get(reporting.url("worth")).content.decode()
        for key in ("resident", "hub_worker", "funder")
    }
    assert shown == {"resident": False, "hub_worker": True, "funder": True}
    number = make_proposal(indicator=indicator).number
    html = reporting.cast.client("funder").get(reporting.url("worth")).content.decode()
    assert (link in html, f"See proposal {number}" in html) == (False, True)


def test_one_indicator_or_three_take_as_many_questions(
    reporting: Reporting, indicator: Indicator
) -> None:
    def asked() -> int:
        client = StrictClient()
        client.get(reporting.url("worth"))
        with CaptureQueriesContext(connection) as caught:
            client.get(reporting.url("worth"))
        return len(caught)

    make_decision_informed(indicator=indicator)
    few = asked()
    for number in (2, 3):
        row = reporting.indicator(number=number)
        make_decision_informed(indicator=row)
        make_collection_cost(indicator=row, provider=reporting.hub("a"))
        reporting.record(row, "a", 3)
        reporting.target(row, 3, place=reporting.district("a"))
    assert asked() == few


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (minutes(Fraction(1)), "1 minute"),
        (minutes(Fraction(45)), "45 minutes"),
        (minutes(Fraction(60)), "1 hour"),
        (minutes(Fraction(301, 2)), "2 hours 31 minutes"),
        (minutes(Fraction(0)), "0 minutes"),
        (hours(Fraction(1)), "1 hour"),
        (hours(Fraction(5, 2)), "2.5 hours"),
        (hours(Fraction(1234)), "1,234 hours"),
        (hours(Fraction(641, 10)), "64 hours"),
    ],
)
def test_time_is_said_as_people_say_it(found: str, said: str) -> None:
    assert found == said
