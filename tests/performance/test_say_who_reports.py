"""Whoever keeps a framework says who reports what for which place, and until when."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY
from tests.factories import make_organisation, make_reporting_line
from tests.performance.keeping import KEEPER, Keeping, errors_of, keeping, last_line
from tests.performance.reporting import (
    SPRING,
    SUMMER,
    SYSTEM,
    Reporting,
    begin,
    fields_of,
    values_of,
)
from trellis.kernel.models import AuditLine
from trellis.organisations.models import Organisation
from trellis.performance import actions
from trellis.performance.actions import Reporter
from trellis.performance.models import Framework, Indicator, ReportingLine
from trellis.performance.queries import due_for, lines_of
from trellis.performance.rules.codes import ValueState

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    return reporting.indicator(hubs="", number=1, title="Groups helped")


def expecting(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("expect_reports"))


def test_before_anything_is_looked_at_the_page_says_what_comes_first(reporting: Reporting) -> None:
    page = expecting(reporting).shown().content.decode()
    assert "First there is something to report: an indicator." in page
    assert "Expect it of them" not in page


def ticked(reporting: Reporting, *letters: str) -> list[str]:
    return [f"{reporting.hub(one).pk}-{reporting.district(one).pk}" for one in letters]


def lines() -> list[tuple[int, str, str, str, date, date | None]]:
    rows = ReportingLine.objects.select_related("indicator", "place", "provider")
    return [
        (
            row.indicator.number,
            row.provider.name if row.provider else "",
            row.place.name,
            row.every,
            row.from_on,
            row.until_on,
        )
        for row in rows.order_by("indicator__number", "provider__name", "place__name", "from_on")
    ]


WHEN = {"every": "quarter", "from_on": "2026-04-01"}
APRIL = date(2026, 4, 1)


def test_several_indicators_are_expected_of_several_providers_at_once(
    reporting: Reporting, indicator: Indicator
) -> None:
    reporting.indicator(hubs="", number=2)
    sent = expecting(reporting).send(
        indicators=["1", "2"], reporters=ticked(reporting, "a", "b"), **WHEN
    )
    assert sent["Location"] == reporting.url("keep_reporters")
    assert lines() == [
        (number, f"Ambley hub {letter}", f"Ambley {letter.upper()}", "quarter", APRIL, None)
        for number in (1, 2)
        for letter in "ab"
    ]
    assert last_line() == ("performance.reports.expected", ["reporters"], "")
    assert AuditLine.objects.filter(verb="performance.reports.expected").count() == 1


def test_the_hub_is_told_what_it_owes(reporting: Reporting, indicator: Indicator) -> None:
    worker = reporting.cast.viewer("hub_worker")
    assert due_for(worker, TODAY) == []
    expecting(reporting).send(indicators=["1"], reporters=ticked(reporting, "a"), **WHEN)
    assert [due.title for due in due_for(worker, TODAY)] == [
        "1 figure for April to June 2026 (Q1 2026/27) is not recorded",
        "1 figure for July to September 2026 (Q2 2026/27) is not recorded",
    ]
    page = reporting.cast.client("hub_worker").get(reporting.url("owed"), {"period": SUMMER.code})
    assert "Groups helped" in page.content.decode()


def test_a_provider_may_report_for_a_place_it_does_not_cover(
    reporting: Reporting, indicator: Indicator
) -> None:
    hub, place = reporting.hub("a"), reporting.district("b")
    assert (
        expecting(reporting)
        .send(indicators=["1"], provider=str(hub.pk), place=str(place.pk), **WHEN)
        .status_code
        == 302
    )
    assert lines() == [(1, "Ambley hub a", "Ambley B", "quarter", APRIL, None)]


def test_those_who_keep_the_framework_may_report_for_the_area(
    reporting: Reporting, indicator: Indicator
) -> None:
    choice = f"0-{reporting.county.pk}"
    expecting(reporting).send(indicators=["1"], reporters=[choice], **{**WHEN, "every": "year"})
    assert lines() == [(1, "", "Ambley", "year", APRIL, None)]


def test_what_is_offered_is_every_provider_for_each_place_it_covers(
    reporting: Reporting, indicator: Indicator
) -> None:
    closed = make_organisation(area=reporting.county, kind="hub", closed_on=TODAY)
    form = expecting(reporting).shown().context["form"]
    offered = [str(said) for _code, said in form.fields["reporters"].choices]
    assert offered == [
        "Those who keep this framework, for Ambley as a whole",
        "Ambley hub a, for Ambley A",
        "Ambley hub b, for Ambley B",
        "Ambley infrastructure, for Ambley",
    ]
    assert closed.name not in {str(name) for _pk, name in form.fields["provider"].choices}


def test_what_is_added_to_a_live_one_is_expected_from_this_quarter_on(
    reporting: Reporting, indicator: Indicator
) -> None:
    url = reporting.url("expect_reports")
    keeper = reporting.cast.client(KEEPER)
    form = keeper.get(url, {"indicator": "1"}).context["form"]
    assert (form["indicators"].value(), form["from_on"].value()) == (["1"], date(2026, 10, 1))
    Framework.objects.update(stage=Framework.Stage.DRAFT)
    assert keeper.get(url).context["form"]["from_on"].value() == APRIL


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"indicators": []}, {"indicators": ["Tick at least one indicator."]}),
        ({"reporters": []}, {"reporters": ["Tick at least one provider."]}),
        ({"every": ""}, {"every": ["Choose how often."]}),
        ({"from_on": ""}, {"from_on": ["Enter the first day."]}),
        (
            {"from_on": "2029-04-01"},
            {"from_on": ["The framework ends on 31 March 2029: enter that day or an earlier one."]},
        ),
        ({"provider": "hub_a"}, {"place": ["Choose the place it reports for."]}),
        ({"place": "a"}, {"provider": ["Choose who reports for that place."]}),
        ({"provider": "elsewhere"}, {"provider": ["Choose a provider of this area."]}),
        ({"place": "elsewhere"}, {"place": ["Choose a place of this area."]}),
        (
            {"reporters": ["elsewhere"]},
            {"reporters": ["Tick a provider of this area, for a place in it."]},
        ),
    ],
)
def test_what_does_not_fit_is_said_by_the_field(
    reporting: Reporting, indicator: Indicator, given: dict[str, Any], errors: dict[str, Any]
) -> None:
    other = reporting.cast.other_world
    known = {
        "hub_a": str(reporting.hub("a").pk),
        "a": str(reporting.district("a").pk),
    }
    usual: dict[str, Any] = {"indicators": ["1"], "reporters": ticked(reporting, "a"), **WHEN}
    sent = {name: known.get(str(value), value) for name, value in (usual | given).items()}
    if given.get("provider") == "elsewhere":
        sent |= {"provider": str(other.bodies["hub_a"].pk), "place": known["a"]}
    if given.get("place") == "elsewhere":
        sent |= {"place": str(other.districts["a"].pk), "provider": known["hub_a"]}
    if given.get("reporters") == ["elsewhere"]:
        sent["reporters"] = [f"{other.bodies['hub_a'].pk}-{other.districts['a'].pk}"]
    page = expecting(reporting).send(**sent)
    assert errors_of(page) == errors
    assert page.context["form"]["every"].value() == (given.get("every", "quarter"))
    assert lines() == []


def test_nobody_reports_the_same_twice(reporting: Reporting, indicator: Indicator) -> None:
    make_reporting_line(
        indicator=indicator, place=reporting.district("a"), provider=reporting.hub("a")
    )
    page = expecting(reporting).send(
        indicators=["1"], reporters=ticked(reporting, "a", "b"), **{**WHEN, "every": "month"}
    )
    assert errors_of(page) == {
        "__all__": [
            "Ambley hub a reports indicator 1 for Ambley A already, from 1 April 2026 on. Leave "
            "it out, or end that first."
        ]
    }
    assert page.context["form"]["reporters"].value() == ticked(reporting, "a", "b")
    assert len(lines()) == 1


def test_a_form_sent_twice_expects_once(reporting: Reporting, indicator: Indicator) -> None:
    keeper = expecting(reporting)
    hidden = keeper.hidden()
    answers = {"indicators": ["1"], "reporters": ticked(reporting, "a"), **WHEN}
    sent = [keeper.send(hidden, **answers).status_code for _ in range(2)]
    assert (sent, len(lines())) == ([302, 302], 1)


def deed(reporting: Reporting, indicator: Indicator, **given: Any) -> list[ReportingLine]:
    usual: dict[str, Any] = {
        "by": reporting.cast.viewer(KEEPER),
        "now": NOW,
        "indicators": [indicator],
        "reporters": [Reporter(reporting.district("a").pk, reporting.hub("a").pk)],
        "every": "quarter",
        "from_on": APRIL,
    }
    return actions.expect_reports(**(usual | given))


def test_the_act_refuses_who_and_what_is_not_of_the_area(
    reporting: Reporting, indicator: Indicator
) -> None:
    other = reporting.cast.other_world
    hub = reporting.hub("b")
    Organisation.objects.filter(pk=hub.pk).update(closed_on=TODAY)
    place = reporting.district("a").pk
    refused = {
        "place": [Reporter(other.districts["a"].pk)],
        "provider": [Reporter(place, other.bodies["hub_a"].pk)],
        "closed": [Reporter(place, hub.pk)],
    }
    for reporters in refused.values():
        with pytest.raises(ValidationError):
            deed(reporting, indicator, reporters=reporters)
    with pytest.raises(ValidationError, match="Ambley hub b: closed, or not on record"):
        deed(reporting, indicator, reporters=refused["closed"])
    stranger = begin(reporting.cast).indicator(hubs="")
    with pytest.raises(ValidationError, match="indicators of one framework"):
        deed(reporting, indicator, indicators=[indicator, stranger])
    with pytest.raises(ValidationError, match="a last day on or after the first"):
        deed(reporting, indicator, until_on=APRIL)
    assert lines() == []


@pytest.mark.parametrize(
    ("from_on", "until_on", "meets"),
    [
        (date(2026, 7, 1), date(2026, 10, 1), True),
        (date(2026, 4, 1), None, True),
        (date(2026, 10, 1), None, False),
        (date(2026, 4, 1), date(2026, 7, 1), False),
        (date(2026, 4, 1), date(2026, 7, 2), True),
        (date(2026, 9, 30), date(2026, 10, 1), True),
    ],
)
def test_only_times_that_meet_are_refused(
    reporting: Reporting,
    indicator: Indicator,
    from_on: date,
    until_on: date | None,
    meets: bool,  # noqa: FBT001
) -> None:
    deed(reporting, indicator, from_on=date(2026, 7, 1), until_on=date(2026, 10, 1))
    if meets:
        with pytest.raises(ValidationError, match="already"):
            deed(reporting, indicator, from_on=from_on, until_on=until_on)
    else:
        deed(reporting, indicator, from_on=from_on, until_on=until_on)
    assert len(lines()) == (1 if meets else 2)


def ending(reporting: Reporting, line: ReportingLine) -> Keeping:
    return keeping(reporting.cast, reporting.url("end_reports", line.pk))


@pytest.fixture
def line(reporting: Reporting, indicator: Indicator) -> ReportingLine:
    return make_reporting_line(
        indicator=indicator, place=reporting.district("a"), provider=reporting.hub("a")
    )


def test_a_line_ends_and_what_was_recorded_stays(
    reporting: Reporting, indicator: Indicator, line: ReportingLine
) -> None:
    reporting.record(indicator, "a", 4, period=SPRING)
    keeper = ending(reporting, line)
    assert errors_of(keeper.send(last_on="2026-06-30")) == {"why": ["Say why it ends."]}
    sent = keeper.send(last_on="2026-06-30", why="The hub moved out")
    assert sent["Location"] == reporting.url("keep_reporters") + "?indicator=1"
    assert (
        "It is reported until 30 June 2026." in keeper.client.get(sent["Location"]).content.decode()
    )
    assert lines()[0][4:] == (APRIL, date(2026, 7, 1))
    assert last_line() == ("performance.reports.ended", ["until_on"], "The hub moved out")
    assert due_for(reporting.cast.viewer("hub_worker"), TODAY) == []
    assert values_of(indicator)[0][0] == ValueState.MEASURED
    worker = reporting.cast.viewer("hub_worker")
    with pytest.raises(PermissionDenied):
        reporting.record(indicator, "a", 5, period=SUMMER, by=worker)
    page = keeper.client.get(reporting.url("keep_reporters")).content.decode()
    assert "every quarter, from 1 April 2026 to 30 June 2026" in page


def test_a_line_that_was_a_mistake_is_taken_back_and_may_be_meant_after_all(
    reporting: Reporting, indicator: Indicator, line: ReportingLine
) -> None:
    keeper = ending(reporting, line)
    sent = keeper.send(last_on="2026-03-31", why="A slip")
    assert "It is taken back." in keeper.client.get(sent["Location"]).content.decode()
    assert due_for(reporting.cast.viewer("hub_worker"), TODAY) == []
    page = keeper.client.get(reporting.url("keep_reporters")).content.decode()
    assert "Say who reports it" in page
    deed(reporting, indicator)
    meant = (1, "Ambley hub a", "Ambley A", "quarter", APRIL)
    assert lines() == [(*meant, APRIL), (*meant, None)]
    assert len(lines_of(reporting.facts, [indicator.pk])) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reporting_line(indicator=indicator, place=line.place, provider=line.provider)


def test_it_cannot_end_before_it_began(reporting: Reporting, line: ReportingLine) -> None:
    page = ending(reporting, line).send(last_on="2026-03-30", why="x")
    assert errors_of(page) == {
        "last_on": ["Enter 31 March 2026, to take it back altogether, or a later day."]
    }
    assert "enter 31 March 2026, the day before it began" in page.content.decode()


def test_an_end_cannot_be_moved_into_the_line_that_follows(
    reporting: Reporting, indicator: Indicator, line: ReportingLine
) -> None:
    ending(reporting, line).send(last_on="2026-06-30", why="x")
    deed(reporting, indicator, from_on=date(2026, 7, 1))
    page = ending(reporting, line).send(last_on="2026-09-30", why="x")
    assert list(errors_of(page)) == ["__all__"]
    assert lines()[0][5] == date(2026, 7, 1)


def test_of_two_who_end_it_the_second_sees_both(reporting: Reporting, line: ReportingLine) -> None:
    keeper = ending(reporting, line)
    earlier = keeper.hidden()
    keeper.send(last_on="2026-06-30", why="x")
    page = keeper.send(earlier, last_on="2026-09-30", why="y")
    assert page.status_code == 409
    told = [(one.in_record, one.entered) for one in page.context["edited"].differences]
    assert told == [("30 June 2026", "30 September 2026")]
    again = {**fields_of(page.content.decode()), "last_on": "2026-09-30", "why": "y"}
    assert keeper.client.post(keeper.url, again).status_code == 302
    assert lines()[0][5] == date(2026, 10, 1)


def test_the_same_end_again_is_no_act(reporting: Reporting, line: ReportingLine) -> None:
    keeper = ending(reporting, line)
    keeper.send(last_on="2026-06-30", why="x")
    before = AuditLine.objects.count()
    assert keeper.send(last_on="2026-06-30", why="x").status_code == 302
    assert AuditLine.objects.count() == before


def test_a_line_of_another_framework_is_not_found(reporting: Reporting) -> None:
    stranger = make_reporting_line()
    assert ending(reporting, stranger).shown().status_code == 404


def test_only_who_keeps_the_framework_says_who_reports(
    reporting: Reporting, indicator: Indicator, line: ReportingLine
) -> None:
    for url in (reporting.url("keep_reporters"), reporting.url("expect_reports"),
                reporting.url("end_reports", line.pk)):  # fmt: skip
        may = {key for key in PARTS if reporting.cast.client(key).get(url).status_code == 200}
        assert may == {KEEPER}
    with pytest.raises(PermissionDenied):
        actions.end_reports(
            by=reporting.cast.viewer("hub_worker"), now=NOW, line=line, until_on=SUMMER.end
        )
    assert actions.end_reports(by=SYSTEM, now=NOW, line=line, until_on=SUMMER.end, why="x")
