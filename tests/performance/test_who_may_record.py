"""Who records which figure, for which periods, and that nobody else does."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import PARTS, Cast
from tests.factories import make_reporting_line
from tests.performance.reporting import Reporting, begin, values_of
from trellis.kernel.periods import span_from_code
from trellis.performance.models import Framework, Value

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


def test_only_the_provider_of_a_line_records_it(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    given = {"state": "measured", "value": "1"}
    answers = {}
    for key in PARTS:
        client = reporting.cast.client(key)
        answers[key] = client.post(reporting.record_url(indicator, "a"), given).status_code
    assert {key for key, status in answers.items() if status != 403} == {"hub_worker"}
    assert answers["hub_worker"] == 302
    assert len(values_of(indicator)) == 1


def test_a_line_nobody_expects_is_not_the_hubs_to_record(reporting: Reporting) -> None:
    """Not of another indicator, nor of another place."""
    expected, other = reporting.indicator(hubs="a"), reporting.indicator(hubs="b")
    worker = reporting.cast.viewer("hub_worker")
    for indicator, letter in ((other, "a"), (expected, "b")):
        with pytest.raises(PermissionDenied):
            reporting.record(
                indicator, letter, 1, by=worker, provider_id=reporting.hub("a").pk
            )  # fmt: skip
    assert Value.objects.count() == 0


@pytest.mark.parametrize(
    "period",
    ["2026-08", "2026-FY", "2025-Q4", "2029-Q1", "2027-Q1", "2026-07-10--2026-07-12"],
)
def test_a_hub_records_the_periods_it_is_to_report_and_no_others(
    reporting: Reporting, period: str
) -> None:
    """Not a month of a quarter, not before its line began or after it or the framework ended."""
    indicator = reporting.indicator(hubs="")
    line = {"place": reporting.district("a"), "provider": reporting.hub("a")}
    make_reporting_line(indicator=indicator, until_on=date(2027, 4, 1), **line)
    worker = reporting.cast.viewer("hub_worker")
    with pytest.raises(PermissionDenied):
        reporting.record(indicator, "a", 1, by=worker, period=span_from_code(period))
    client = reporting.cast.client("hub_worker")
    assert client.get(reporting.record_url(indicator, "a", period)).status_code == 403
    reporting.record(indicator, "a", 1, by=worker, period=span_from_code("2026-Q4"))
    assert len(values_of(indicator)) == 1


def test_a_line_without_a_provider_is_for_whoever_keeps_the_framework(
    reporting: Reporting,
) -> None:
    indicator = reporting.indicator(hubs="")
    answers = {}
    for key in PARTS:
        try:
            reporting.record(indicator, "", 1, by=reporting.cast.viewer(key))
            answers[key] = True
        except PermissionDenied:
            answers[key] = False
    assert {key for key, done in answers.items() if done} == {"infrastructure_manager"}


def test_the_same_role_in_another_world_records_nothing_here(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    for key in ("hub_worker", "infrastructure_manager"):
        viewer = reporting.cast.viewer(key, elsewhere=True)
        for letter in ("a", ""):
            with pytest.raises(PermissionDenied):
                reporting.record(indicator, letter, 1, by=viewer)
        url = reporting.record_url(indicator, "a")
        assert reporting.cast.client(key, elsewhere=True).get(url).status_code == 403


@pytest.mark.parametrize("how", ["closed", "documented"])
def test_what_is_over_takes_no_more_figures(reporting: Reporting, how: str) -> None:
    indicator = reporting.indicator(hubs="a")
    if how == "closed":
        reporting.framework.stage = Framework.Stage.CLOSED
        reporting.framework.save()
    else:
        reporting.county.standing = "documented"
        reporting.county.save()
    worker = reporting.cast.viewer("hub_worker")
    with pytest.raises(PermissionDenied):
        reporting.record(indicator, "a", 1, by=worker)
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    assert [client.get(url).status_code, client.post(url, {}).status_code] == [403, 403]
    assert values_of(indicator) == []
