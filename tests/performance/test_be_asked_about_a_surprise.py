"""A figure far from last time's is asked about once, before it is recorded; nothing is refused."""

from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.factories import make_indicator_version
from tests.performance.reporting import SPRING, SUMMER, Reporting, begin, fields_of, values_of
from trellis.performance.models import Indicator
from trellis.performance.rules.codes import Combine, IndicatorKind, ValueState

pytestmark = pytest.mark.usefixtures("clock")
QUESTION = "Last time it was 12. Is 1,200 right? Tick that it is, or correct it."


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    found = reporting.indicator(hubs="a")
    reporting.record(found, "a", 12, period=SPRING)
    return found


def test_a_hundred_times_as_much_is_asked_about_and_a_tick_answers(
    reporting: Reporting, indicator: Indicator
) -> None:
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    empty = client.get(url).content.decode()
    assert 'name="is_right"' not in empty
    answers = {**fields_of(empty), "state": "measured", "value": "1200"}
    asked = client.post(url, answers)
    page = asked.content.decode()
    assert (asked.status_code, asked.context["form"].errors) == (200, {"is_right": [QUESTION]})
    assert ["Yes, it is right" in page, "Last time, Q1 2026/27: 12." in page] == [True, True]
    assert 'value="1200"' in page

    assert client.post(url, {**answers, "is_right": "on"}).status_code == 302
    assert values_of(indicator)[-1] == ("measured", Decimal(1200), "")


def test_the_figure_put_right_goes_through_without_a_tick(
    reporting: Reporting, indicator: Indicator
) -> None:
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    assert client.post(url, {"state": "measured", "value": "1200"}).status_code == 200
    assert client.post(url, {"state": "measured", "value": "14"}).status_code == 302
    assert values_of(indicator)[-1] == ("measured", Decimal(14), "")


@pytest.mark.parametrize("typed", [{"state": "zero"}, {"state": "measured", "value": "0"}])
def test_nought_after_many_is_asked_about_however_it_is_said(
    reporting: Reporting, indicator: Indicator, typed: dict[str, str]
) -> None:
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    assert list(client.post(url, typed).context["form"].errors) == ["is_right"]
    assert client.post(url, {**typed, "is_right": "on"}).status_code == 302
    assert values_of(indicator)[-1] == ("zero", Decimal(0), "")


def test_a_share_is_asked_about_as_it_will_be_worked_out(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", kind=IndicatorKind.PERCENTAGE, combine=Combine.RATIO)
    reporting.record(indicator, "a", period=SPRING, numerator=1, denominator=2)
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    numbers = {"state": "measured", "numerator": "9", "denominator": "10"}
    assert client.post(url, numbers).context["form"].errors == {
        "is_right": ["Last time it was 50%. Is 90% right? Tick that it is, or correct it."]
    }
    assert client.post(url, {**numbers, "numerator": "8"}).status_code == 302


def test_that_there_is_no_figure_is_never_a_surprise(
    reporting: Reporting, indicator: Indicator
) -> None:
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    assert client.post(url, {"state": "not_measured"}).status_code == 302


def test_it_is_compared_with_the_last_one_that_was_a_figure(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    assert client.post(url, {"state": "measured", "value": "1200"}).status_code == 302

    other = reporting.indicator(hubs="a")
    reporting.record(other, "a", state=ValueState.NOT_MEASURED, period=SPRING)
    reporting.record(other, "a", 12, period=SPRING.before())
    url = reporting.record_url(other, "a")
    sent = client.post(url, {"state": "measured", "value": "1200"})
    assert sent.context["form"].errors == {"is_right": [QUESTION]}


def test_what_is_counted_otherwise_now_is_not_compared(
    reporting: Reporting, indicator: Indicator
) -> None:
    make_indicator_version(
        indicator=indicator, number=2, valid_from=SUMMER.start, change_class="numerator"
    )
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    assert client.post(url, {"state": "measured", "value": "1200"}).status_code == 302
