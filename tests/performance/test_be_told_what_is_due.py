"""What the room puts on a Today page: figures that are owed, with how their day was worked out."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import PARTS, Cast
from tests.conftest import TODAY
from tests.factories import make_reporting_line
from tests.performance.reporting import SPRING, SUMMER, Reporting, begin
from trellis.kernel.periods import Span, financial_year, month
from trellis.kernel.viewer import STRANGER
from trellis.performance import queries
from trellis.performance.models import Framework
from trellis.performance.queries import due_for
from trellis.performance.rules.codes import ValueState

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast, short_title="Ambley together")


def titles(reporting: Reporting, key: str = "hub_worker", today: date = TODAY) -> list[str]:
    return [due.title for due in due_for(reporting.cast.viewer(key), today)]


def test_a_hub_worker_is_told_what_the_hub_owes(reporting: Reporting) -> None:
    for _ in range(2):
        indicator = reporting.indicator(hubs="a")
        reporting.record(indicator, "a", 1, period=SPRING)
    [due] = due_for(reporting.cast.viewer("hub_worker"), TODAY)
    assert due.title == "2 figures for July to September 2026 (Q2 2026/27) are not recorded"
    assert (due.why, due.step) == ("Ambley together", "Record them")
    assert (due.due, due.is_urgent) == (date(2026, 10, 28), False)
    assert due.url == reporting.url("owed") + "?period=2026-Q2"
    assert due.explained == (
        "Figures for a period: 20 working days from 30 September 2026, so due by the end of "
        "28 October 2026. No bank holiday falls in between. Source: Ambley together."
    )


def test_the_explanation_names_the_holidays_stepped_over(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    reporting.record(indicator, "a", 1, period=SUMMER)
    reporting.record(indicator, "a", 1, period=SPRING)
    [due] = due_for(reporting.cast.viewer("hub_worker"), date(2027, 1, 4))
    assert due.due == date(2027, 1, 29)
    assert due.explained == (
        "Figures for a period: 20 working days from 31 December 2026, so due by the end of "
        "29 January 2027. Not counted: weekends and 1 January 2027. Source: Ambley together."
    )


def test_it_is_urgent_on_its_last_day_and_late_the_day_after(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    reporting.record(indicator, "a", 1, period=SPRING)
    worker = reporting.cast.viewer("hub_worker")
    days = (date(2026, 10, 27), date(2026, 10, 28), date(2026, 10, 29))
    dues = [due_for(worker, day)[0] for day in days]
    assert [due.due for due in dues] == [date(2026, 10, 28)] * 3
    assert [due.is_urgent for due in dues] == [False, True, True]


def test_nothing_is_due_of_a_period_that_is_not_over(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    reporting.record(indicator, "a", 1, period=SPRING)
    assert titles(reporting, today=date(2026, 9, 30)) == []
    assert len(titles(reporting, today=date(2026, 10, 1))) == 1


def test_what_is_recorded_is_no_longer_due_even_when_it_says_that_there_is_none(
    reporting: Reporting,
) -> None:
    first, second = (reporting.indicator(hubs="a") for _ in range(2))
    for indicator in (first, second):
        reporting.record(indicator, "a", 1, period=SPRING)
    reporting.record(first, "a", 1)
    assert titles(reporting) == ["1 figure for July to September 2026 (Q2 2026/27) is not recorded"]
    reporting.record(second, "a", state=ValueState.NOT_MEASURED)
    assert titles(reporting) == []


def test_what_is_owed_of_the_quarter_before_stays(reporting: Reporting) -> None:
    reporting.indicator(hubs="a")
    assert titles(reporting) == [
        "1 figure for April to June 2026 (Q1 2026/27) is not recorded",
        "1 figure for July to September 2026 (Q2 2026/27) is not recorded",
    ]
    first, _second = due_for(reporting.cast.viewer("hub_worker"), TODAY)
    assert first.due == date(2026, 7, 28)


def test_every_month_is_due_by_itself(reporting: Reporting) -> None:
    """July is late when September is not yet due."""
    indicator = reporting.indicator(hubs="a", every="month")
    for number in (4, 5, 6, 8):
        reporting.record(indicator, "a", 1, period=month(date(2026, number, 1)))
    dues = due_for(reporting.cast.viewer("hub_worker"), TODAY)
    assert [(due.title, due.due) for due in dues] == [
        ("1 figure for July 2026 is not recorded", date(2026, 8, 28)),
        ("1 figure for September 2026 is not recorded", date(2026, 10, 28)),
    ]


def test_a_yearly_figure_is_due_when_the_year_is_over(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", every="year")
    assert titles(reporting, today=date(2027, 3, 31)) == []
    assert titles(reporting, today=date(2027, 4, 1)) == ["1 figure for 2026/27 is not recorded"]
    reporting.record(indicator, "a", 1, period=financial_year(TODAY))
    assert titles(reporting, today=date(2027, 4, 1)) == []


def test_a_line_that_has_ended_or_not_begun_is_not_due(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="")
    line = {"place": reporting.district("a"), "provider": reporting.hub("a")}
    make_reporting_line(indicator=indicator, until_on=date(2026, 4, 1), **line)
    make_reporting_line(indicator=indicator, from_on=date(2026, 10, 1), **line)
    assert titles(reporting) == []


@pytest.mark.parametrize("stage", [Framework.Stage.DRAFT, Framework.Stage.CLOSED])
def test_nothing_is_due_in_a_framework_that_is_not_live(
    reporting: Reporting, stage: Framework.Stage
) -> None:
    reporting.indicator(hubs="a")
    reporting.framework.stage = stage
    reporting.framework.save()
    assert titles(reporting) == []


def test_nobody_else_is_told(reporting: Reporting) -> None:
    reporting.indicator(hubs="a")
    told = {key for key in PARTS if titles(reporting, key)}
    assert told == {"hub_worker"}
    assert due_for(reporting.cast.viewer("hub_worker", elsewhere=True), TODAY) == []
    assert due_for(STRANGER, TODAY) == []


def test_it_stands_on_the_today_page(reporting: Reporting) -> None:
    reporting.indicator(hubs="a")
    page = reporting.cast.client("hub_worker").get("/today/")
    assert [due.title for due in page.context["late"]] == [
        "1 figure for April to June 2026 (Q1 2026/27) is not recorded"
    ]
    assert [due.title for due in page.context["later"]] == [
        "1 figure for July to September 2026 (Q2 2026/27) is not recorded"
    ]
    shown = page.content.decode()
    assert [words in shown for words in titles(reporting)] == [True, True]
    other = reporting.cast.client("other_hub_worker").get("/today/").content.decode()
    assert "is not recorded" not in other


def test_our_figures_lists_what_is_expected_recorded_or_not(reporting: Reporting) -> None:
    quarterly = reporting.indicator(hubs="a", number=1, title="Groups helped")
    monthly = reporting.indicator(hubs="a", every="month", number=2, title="Enquiries")
    reporting.record(quarterly, "a", 12)
    reporting.record(monthly, "a", 4, period=month(date(2026, 8, 1)))
    owed = queries.owed(reporting.cast.viewer("hub_worker"), reporting.facts, SUMMER, today=TODAY)
    months = [month(date(2026, number, 1)) for number in (7, 8, 9)]
    listed = [(one.line.indicator.number, one.span, one.is_recorded) for one in owed]
    assert listed == [
        (1, SUMMER, True),
        (2, months[0], False),
        (2, months[1], True),
        (2, months[2], False),
    ]
    page = reporting.cast.client("hub_worker").get(reporting.url("owed") + "?period=2026-Q2")
    assert "2 of 4 figures are recorded." in page.content.decode()


def test_the_years_figure_is_not_the_quarters(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    reporting.record(indicator, "a", 40, period=financial_year(TODAY))
    worker = reporting.cast.viewer("hub_worker")
    [one] = queries.owed(worker, reporting.facts, SUMMER, today=TODAY)
    assert not one.is_recorded


def test_our_figures_are_for_those_who_record(reporting: Reporting) -> None:
    reporting.indicator(hubs="a")
    url = reporting.url("owed") + "?period=2026-Q2"
    answers = {key: reporting.cast.client(key).get(url).status_code for key in PARTS}
    assert {key for key, status in answers.items() if status == 200} == {"hub_worker"}
    # Others of the world who record, for bodies of whom nothing is expected, find nothing.
    found_nothing = {key for key, status in answers.items() if status == 404}
    assert found_nothing == {"other_hub_worker", "infrastructure_officer", "infrastructure_manager"}
    assert set(answers.values()) == {200, 302, 403, 404}
    with pytest.raises(PermissionDenied):
        queries.owed(STRANGER, reporting.facts, SUMMER, today=TODAY)


def test_a_period_outside_the_framework_asks_for_nothing(reporting: Reporting) -> None:
    reporting.indicator(hubs="a")
    worker = reporting.cast.viewer("hub_worker")
    for span in (
        Span(date(2031, 4, 1), date(2031, 7, 1)),
        Span(date(2011, 4, 1), date(2012, 4, 1)),
    ):
        assert queries.owed(worker, reporting.facts, span, today=TODAY) == []


def test_nothing_is_owed_to_a_record_that_became_history(reporting: Reporting) -> None:
    reporting.indicator(hubs="a")
    assert titles(reporting) != []
    reporting.county.standing = "documented"
    reporting.county.save()
    assert titles(reporting) == []
