"""A figure is corrected by a later one with a reason; two people at one line lose nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, sign_in
from tests.conftest import StrictClient
from tests.factories import make_account, make_membership
from tests.performance.reporting import SUMMER, Reporting, at, begin, fields_of, values_of
from trellis.kernel.models import AuditLine
from trellis.performance.actions import LineChangedError
from trellis.performance.models import Indicator, Value
from trellis.performance.rules.codes import ValueState

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    return reporting.indicator(hubs="a")


@pytest.fixture
def colleague(reporting: Reporting) -> StrictClient:
    """A second worker of hub A."""
    account = make_account()
    make_membership(person=account.person, organisation=reporting.hub("a"), role="hub_worker")
    client = StrictClient()
    sign_in(client, account)
    return client


def test_a_correction_counts_and_the_earlier_figure_stays_readable(
    reporting: Reporting, indicator: Indicator
) -> None:
    earlier = reporting.record(indicator, "a", 12, now=at(5))
    worker = reporting.cast.viewer("hub_worker")
    reason = "One group was counted twice"
    reporting.record(
        indicator, "a", 11, now=at(6), by=worker, seen=earlier.pk, reason=reason
    )  # fmt: skip

    assert values_of(indicator) == [
        ("measured", Decimal(12), ""),
        ("measured", Decimal(11), reason),
    ]
    line = reporting.line(indicator, reporting.district("a"))
    assert line.found.value == 11
    assert [part.found.is_corrected for part in line.made_of] == [True]
    audit = AuditLine.objects.latest("id")
    assert (audit.why, audit.fields) == (reason, ["correction", "state", "value"])

    made = reporting.url("made", indicator.number, reporting.district("a").code, SUMMER.code)
    page = StrictClient().get(f"{made}?provider={reporting.hub('a').pk}").content.decode()
    assert [words in page for words in ("12 measured", "11 measured", reason)] == [True] * 3


def test_a_correction_without_a_reason_is_refused(
    reporting: Reporting, indicator: Indicator
) -> None:
    earlier = reporting.record(indicator, "a", 12, now=at(5))
    with pytest.raises(ValidationError) as refused:
        reporting.record(indicator, "a", 11, now=at(6), seen=earlier.pk)
    assert refused.value.message_dict == {
        "reason": ["Say why the earlier figure is replaced; both stay readable."]
    }
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    answers = {**fields_of(client.get(url).content.decode()), "state": "measured", "value": "11"}
    page = client.post(url, answers)
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["reason"])
    assert values_of(indicator) == [("measured", Decimal(12), "")]


def test_two_people_begin_one_line_and_neither_loses_a_word(
    reporting: Reporting, indicator: Indicator, colleague: StrictClient
) -> None:
    """Both open the empty form; who sends second is shown the first, and sends again."""
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    mine = {**fields_of(client.get(url).content.decode()), "state": "measured", "value": "12"}
    theirs = {**fields_of(colleague.get(url).content.decode()), "state": "measured", "value": "14"}
    assert colleague.post(url, theirs).status_code == 302

    conflict = client.post(url, {**mine, "words": "By hand"})
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "It now reads: 14 measured." in page
    assert ['value="12"' in page, "By hand" in page] == [True, True]
    assert values_of(indicator) == [("measured", Decimal(14), "")]

    again = {**fields_of(page), "state": "measured", "value": "12", "words": "By hand"}
    assert client.post(url, again).context["form"].errors == {
        "reason": ["Say why the earlier figure is replaced; both stay readable."]
    }
    assert client.post(url, {**again, "reason": "Checked twice"}).status_code == 302
    assert values_of(indicator) == [
        ("measured", Decimal(14), ""),
        ("measured", Decimal(12), "Checked twice"),
    ]


def test_two_people_correct_one_figure_and_neither_loses_a_word(
    reporting: Reporting, indicator: Indicator, colleague: StrictClient
) -> None:
    reporting.record(indicator, "a", 10, now=at(5))
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    common = {"state": "measured", "reason": "Counted again"}
    mine = {**fields_of(client.get(url).content.decode()), **common, "value": "12"}
    theirs = {**fields_of(colleague.get(url).content.decode()), **common, "value": "14"}
    assert colleague.post(url, theirs).status_code == 302

    conflict = client.post(url, mine)
    assert conflict.status_code == 409
    again = {**fields_of(conflict.content.decode()), **common, "value": "12"}
    assert client.post(url, again).status_code == 302
    assert [value for _state, value, _reason in values_of(indicator)] == [10, 14, 12]


def test_a_correction_sent_twice_corrects_once(reporting: Reporting, indicator: Indicator) -> None:
    reporting.record(indicator, "a", 10, now=at(5))
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    answers = {
        **fields_of(client.get(url).content.decode()),
        "state": "measured",
        "value": "12",
        "reason": "Counted again",
    }
    assert [client.post(url, answers).status_code for _ in range(2)] == [302, 302]
    assert [value for _state, value, _reason in values_of(indicator)] == [10, 12]


def test_whoever_did_not_see_the_newest_row_is_shown_it(
    reporting: Reporting, indicator: Indicator
) -> None:
    first = reporting.record(indicator, "a", 10, now=at(5))
    second = reporting.record(indicator, "a", 11, now=at(6), seen=first.pk, reason="Again")
    worker = reporting.cast.viewer("hub_worker")
    for seen in (None, first.pk, second.pk + 1):
        with pytest.raises(LineChangedError) as changed:
            reporting.record(indicator, "a", 12, now=at(7), by=worker, seen=seen, reason="Mine")
        assert changed.value.newer == second
    assert Value.objects.count() == 2


def test_a_figure_that_should_not_be_there_is_taken_back_by_saying_so(
    reporting: Reporting, indicator: Indicator
) -> None:
    first = reporting.record(indicator, "a", 10, now=at(5))
    reporting.record(
        indicator,
        "a",
        now=at(6),
        state=ValueState.NOT_APPLICABLE,
        seen=first.pk,
        reason="The service ended in June",
    )
    found = reporting.line(indicator, reporting.district("a")).found
    assert (found.state, found.value) == (ValueState.NOT_APPLICABLE, None)


def test_corrections_of_one_moment_stand_in_the_order_they_were_made(
    reporting: Reporting, indicator: Indicator
) -> None:
    for value in (1, 2, 3):
        reporting.record(indicator, "a", value, now=at(5), reason="Again")
    assert reporting.line(indicator).found.value == 3


@pytest.mark.postgres
def test_whoever_records_the_same_indicator_at_the_same_moment_waits(
    reporting: Reporting, indicator: Indicator
) -> None:
    """SQLite lets one writer in at a time anyway."""
    with CaptureQueriesContext(connection) as asked:
        reporting.record(indicator, "a", 12)
    statements = [one["sql"] for one in asked]
    held = next(n for n, sql in enumerate(statements) if "FOR UPDATE" in sql)
    looked = next(n for n, sql in enumerate(statements) if 'FROM "performance_value"' in sql)
    assert held < looked


def test_what_was_recorded_stands_in_the_fields_as_a_browser_takes_it(reporting: Reporting) -> None:
    """A day in the calendar's own form, and a large round sum without an exponent."""
    milestone = reporting.indicator(hubs="a", kind="milestone", combine="milestone", unit="")
    reporting.record(milestone, "a", reached_on=date(2026, 5, 25))
    money = reporting.indicator(hubs="a", kind="money", combine="sum_money", unit="GBP")
    reporting.record(money, "a", 184_700)
    client = reporting.cast.client("hub_worker")
    pages = [
        client.get(reporting.record_url(one, "a")).content.decode() for one in (milestone, money)
    ]
    assert 'type="date" name="reached_on" value="2026-05-25"' in pages[0]
    assert 'name="value" value="184700"' in pages[1]
