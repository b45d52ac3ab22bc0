"""Whoever keeps a framework stops looking at something, and what was found of it stays."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import make_reporting_line
from tests.performance.keeping import KEEPER, Keeping, errors_of, keeping, last_line
from tests.performance.reporting import SPRING, SUMMER, SYSTEM, Reporting, begin
from trellis.performance import actions
from trellis.performance.actions import Reporter
from trellis.performance.models import Framework, Indicator, ReportingLine, Retirement
from trellis.performance.queries import due_for
from trellis.performance.rules.codes import ChangeClass, ValueState

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    return reporting.indicator(number=1, title="Groups helped")


def retiring(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("retire_indicator", 1))


ENDS = {
    "last_on": "2026-06-30",
    "why": "Nobody asks any more",
    "decided_by": "Partnership board",
    "decided_on": "2026-06-12",
}


def test_it_is_looked_at_no_more_and_what_was_found_stays(
    reporting: Reporting, indicator: Indicator
) -> None:
    for letter in "ab":
        reporting.record(indicator, letter, 4, period=SPRING)
    assert len(due_for(reporting.cast.viewer("hub_worker"), TODAY)) == 1
    keeper = retiring(reporting)
    assert "Its 2 reporting lines end with it" in keeper.shown().content.decode()
    assert keeper.send(**ENDS)["Location"] == reporting.url("keep_indicator", 1)
    indicator.refresh_from_db()
    assert indicator.retired_on == date(2026, 7, 1)
    assert last_line() == (
        "performance.indicator.retired",
        ["retired_on"],
        "Nobody asks any more",
    )
    assert due_for(reporting.cast.viewer("hub_worker"), TODAY) == []
    assert reporting.lines() == {}
    found = reporting.line(indicator, span=SPRING).found
    assert (found.state, found.value) == (ValueState.MEASURED, Fraction(8))
    worker = reporting.cast.viewer("hub_worker")
    with pytest.raises(PermissionDenied):
        reporting.record(indicator, "a", 5, period=SUMMER, by=worker)
    page = StrictClient().get(reporting.url("indicator", 1)).content.decode()
    assert "Looked at until 30 June 2026" in page
    assert "Not looked at since 1 July 2026, decided by Partnership board on 12 June 2026" in page


def test_what_was_recorded_of_a_period_before_is_shown_though_it_ends_within(
    reporting: Reporting, indicator: Indicator
) -> None:
    reporting.record(indicator, "a", 4, period=SUMMER)
    retiring(reporting).send(**{**ENDS, "last_on": "2026-08-31"})
    assert list(reporting.lines()) == [1]


def test_each_line_ends_with_it_and_one_that_is_yet_to_begin_is_taken_back(
    reporting: Reporting, indicator: Indicator
) -> None:
    county, hub = reporting.county, reporting.cast.world.bodies["infrastructure"]
    make_reporting_line(indicator=indicator, place=county, provider=hub, from_on=date(2026, 10, 1))
    make_reporting_line(
        indicator=indicator, place=county, from_on=date(2026, 4, 1), until_on=date(2026, 5, 1)
    )
    retiring(reporting).send(**ENDS)
    ends = ReportingLine.objects.order_by("id").values_list("from_on", "until_on")
    assert list(ends) == [
        (date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 4, 1), date(2026, 5, 1)),
    ]


def test_until_its_day_it_is_looked_at_as_ever(reporting: Reporting, indicator: Indicator) -> None:
    keeper = retiring(reporting)
    keeper.send(**{**ENDS, "last_on": "2027-03-31"})
    assert list(reporting.lines()) == [1]
    assert reporting.line(indicator).found.due_on == date(2026, 10, 28)
    listed = keeper.client.get(reporting.url("keep_indicators"))
    assert [one.number for one, _lines, _target in listed.context["rows"]] == [1]


def test_a_retired_one_stands_apart_for_who_keeps_it(
    reporting: Reporting, indicator: Indicator
) -> None:
    reporting.indicator(number=2)
    keeper = retiring(reporting)
    keeper.send(**ENDS)
    listed = keeper.client.get(reporting.url("keep_indicators"))
    assert [one.number for one, _lines, _target in listed.context["rows"]] == [2]
    assert [one.number for one in listed.context["retired"]] == [1]
    form = keeper.client.get(reporting.url("expect_reports")).context["form"]
    assert [number for number, _said in form.fields["indicators"].choices] == [2]


def test_it_cannot_be_taken_up_again(reporting: Reporting, indicator: Indicator) -> None:
    keeper = retiring(reporting)
    hidden = keeper.hidden()
    keeper.send(hidden, **ENDS)
    assert keeper.shown()["Location"] == reporting.url("keep_indicator", 1)
    assert keeper.send(hidden, **ENDS).status_code == 302  # the same form again
    said = "Indicator 1 is looked at until 30 June 2026 only: add a new one instead."
    page = keeper.client.post(keeper.url, {**ENDS, "last_on": "2026-09-30"})
    assert errors_of(page) == {"__all__": [said]}
    reporter = [Reporter(reporting.district("a").pk, reporting.hub("a").pk)]
    with pytest.raises(ValidationError, match="is looked at until"):
        actions.expect_reports(
            by=SYSTEM, now=NOW, indicators=[indicator], reporters=reporter, every="quarter",
            from_on=SUMMER.start,
        )  # fmt: skip
    with pytest.raises(ValidationError, match="is looked at until"):
        actions.adopt_version(
            by=SYSTEM, now=NOW, indicator=indicator, valid_from=SUMMER.start, title="x",
            change_class=ChangeClass.WORDING, reason="x",
        )  # fmt: skip
    indicator.refresh_from_db()
    assert indicator.retired_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"last_on": ""}, {"last_on": ["Enter the last day."]}),
        ({"decided_by": ""}, {"decided_by": ["Say who decided it."]}),
        ({"decided_on": ""}, {"decided_on": ["Enter the day of the decision."]}),
        (
            {"decided_on": "2026-10-20"},
            {"decided_on": ["Enter the day of the decision, today at latest."]},
        ),
        ({"why": ""}, {"why": ["Say why it is retired."]}),
        (
            {"last_on": "2026-03-30"},
            {"last_on": ["Enter 31 March 2026, the day before it began, or a later day."]},
        ),
    ],
)
def test_what_does_not_fit_is_said_by_the_field(
    reporting: Reporting,
    indicator: Indicator,
    given: dict[str, str],
    errors: dict[str, list[str]],
) -> None:
    assert errors_of(retiring(reporting).send(**{**ENDS, **given})) == errors
    indicator.refresh_from_db()
    assert indicator.retired_on is None


def test_a_mistake_in_a_draft_is_retired_before_it_began(
    reporting: Reporting, indicator: Indicator
) -> None:
    Framework.objects.update(stage=Framework.Stage.DRAFT)
    assert retiring(reporting).send(last_on="2026-03-31").status_code == 302
    lines = ReportingLine.objects.values_list("from_on", "until_on")
    assert set(lines) == {(date(2026, 4, 1), date(2026, 4, 1))}
    assert not Retirement.objects.exists()


def test_only_who_keeps_the_framework_retires(reporting: Reporting, indicator: Indicator) -> None:
    url = reporting.url("retire_indicator", 1)
    may = {key for key in PARTS if reporting.cast.client(key).get(url).status_code == 200}
    assert may == {KEEPER}
