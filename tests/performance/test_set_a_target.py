"""Whoever keeps the framework says what is wanted; an earlier target stays readable."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.cast import PARTS, Cast
from tests.conftest import StrictClient
from tests.performance.reporting import (
    SUMMER,
    SYSTEM,
    Reporting,
    at,
    begin,
    fields_of,
    rows_of,
)
from trellis.kernel.models import AuditLine
from trellis.performance import actions, queries
from trellis.performance.models import Framework, Indicator, Target
from trellis.performance.rules.codes import IndicatorKind, TargetState, ValueState
from trellis.performance.rules.ratings import Outcome, Reason

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    return reporting.indicator(hubs="a")


def url(reporting: Reporting, indicator: Indicator) -> str:
    return reporting.url("set_target", indicator.number)


def answers(reporting: Reporting, **given: str) -> dict[str, str]:
    usual = {
        "place": reporting.county.code,
        "period": "2026-Q2",
        "state": "set",
        "comparison": "at_least",
        "value": "12",
        "reason": "Agreed in May",
    }
    return usual | given


def test_the_manager_sets_a_target_and_the_figure_is_rated_by_it(
    reporting: Reporting, indicator: Indicator
) -> None:
    reporting.record(indicator, "a", 12)
    client = reporting.cast.client("infrastructure_manager")
    page = client.get(url(reporting, indicator))
    sent = client.post(
        url(reporting, indicator), {**fields_of(page.content.decode()), **answers(reporting)}
    )
    assert (sent.status_code, sent["Location"]) == (
        302,
        reporting.url("indicator", indicator.number),
    )
    [target] = Target.objects.all()
    assert (target.value, target.reason, target.recorded_by) == (
        Decimal(12),
        "Agreed in May",
        reporting.cast.account("infrastructure_manager"),
    )
    assert reporting.line(indicator).rating.outcome is Outcome.MET
    audit = AuditLine.objects.latest("id")
    assert (audit.verb, audit.why) == ("performance.target.set", "Agreed in May")


def test_a_later_target_takes_the_place_and_both_stay_readable(
    reporting: Reporting, indicator: Indicator
) -> None:
    reporting.record(indicator, "a", 12)
    for day, value in ((1, 20), (2, 12)):
        reporting.target(indicator, value, recorded_at=at(day))
    assert reporting.line(indicator).rating.outcome is Outcome.MET
    ever = queries.targets_ever(reporting.facts, indicator.pk)
    assert [(span, place, wanted.value) for span, place, wanted in ever] == [
        (SUMMER, "Ambley", Fraction(20)),
        (SUMMER, "Ambley", Fraction(12)),
    ]


def test_a_target_may_be_taken_back(reporting: Reporting, indicator: Indicator) -> None:
    reporting.record(indicator, "a", 12)
    reporting.target(indicator, 20, recorded_at=at(1))
    client = reporting.cast.client("infrastructure_manager")
    sent = answers(reporting, state="not_set", value="", comparison="", reason="Too early to say")
    assert client.post(url(reporting, indicator), sent).status_code == 302
    line = reporting.line(indicator)
    assert (line.rating.reason, line.wanted.reason) == (Reason.NO_TARGET, "Too early to say")


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"value": ""}, {"value": ["Enter the figure to be reached."]}),
        (
            {"comparison": ""},
            {"comparison": ["Choose how the value is compared with the target."]},
        ),
        (
            {"comparison": "by_date"},
            {"comparison": ["Met when the value is: choose one of those offered."]},
        ),
        ({"value": "-4"}, {"value": ["Figure: enter 0 or more."]}),
        (
            {"value": "a dozen"},
            {"value": ["Figure: “a dozen” is not a number. Enter it like 1,200.50."]},
        ),
        (
            {"state": "not_set"},
            {"state": ["Remove the figure, or say that a target is set."]},
        ),
        ({"reason": ""}, {"reason": ["Say why, such as who agreed it and when."]}),
    ],
)
def test_what_does_not_fit_is_said_by_the_field(
    reporting: Reporting, indicator: Indicator, given: dict[str, str], errors: dict[str, Any]
) -> None:
    client = reporting.cast.client("infrastructure_manager")
    page = client.post(url(reporting, indicator), answers(reporting, **given))
    assert (page.status_code, page.context["form"].errors) == (200, errors)
    assert Target.objects.count() == 0


def test_the_form_asks_only_what_fits_the_kind(reporting: Reporting) -> None:
    client = reporting.cast.client("infrastructure_manager")
    always = {"once", "place", "period", "state", "reason"}
    asked = {
        IndicatorKind.NUMBER: {"comparison", "value"},
        IndicatorKind.MONEY: {"comparison", "value"},
        IndicatorKind.PERCENTAGE: {"comparison", "value"},
        IndicatorKind.MILESTONE: {"by_date"},
        IndicatorKind.NARRATIVE: set[str](),
    }
    for kind, fields in asked.items():
        form = client.get(url(reporting, reporting.indicator(kind=kind))).context["form"]
        assert set(form.fields) == always | fields


def test_a_target_is_taken_as_people_write_it(reporting: Reporting) -> None:
    client = reporting.cast.client("infrastructure_manager")
    money = reporting.indicator(kind=IndicatorKind.MONEY, unit="GBP", combine="sum_money")
    milestone = reporting.indicator(kind=IndicatorKind.MILESTONE, unit="", combine="milestone")
    client.post(url(reporting, money), answers(reporting, value="£1.2 million"))
    given = answers(reporting, by_date="30 June 2027", comparison="", value="")
    client.post(url(reporting, milestone), given)
    assert [(one.value, one.by_date) for one in Target.objects.order_by("id")] == [
        (Decimal(1_200_000), None),
        (None, date(2027, 6, 30)),
    ]


def test_an_account_in_words_can_only_be_said_to_have_no_target(reporting: Reporting) -> None:
    client = reporting.cast.client("infrastructure_manager")
    told = reporting.indicator(kind=IndicatorKind.NARRATIVE, unit="", combine="none")
    page = client.post(url(reporting, told), answers(reporting, comparison="", value=""))
    assert list(page.context["form"].errors) == ["state"]
    sent = client.post(url(reporting, told), answers(reporting, state="not_applicable"))
    assert (sent.status_code, Target.objects.get().state) == (302, "not_applicable")


def test_only_a_place_and_period_of_the_framework_can_be_chosen(
    reporting: Reporting, indicator: Indicator
) -> None:
    client = reporting.cast.client("infrastructure_manager")
    elsewhere = reporting.cast.other_world.districts["a"].code
    for given, field in (({"place": elsewhere}, "place"), ({"period": "1066-Q1"}, "period")):
        page = client.post(url(reporting, indicator), answers(reporting, **given))
        assert list(page.context["form"].errors) == [field]
    assert Target.objects.count() == 0


def test_a_form_sent_twice_sets_one_target(reporting: Reporting, indicator: Indicator) -> None:
    client = reporting.cast.client("infrastructure_manager")
    hidden = fields_of(client.get(url(reporting, indicator)).content.decode())
    sent = {**hidden, **answers(reporting)}
    statuses = [client.post(url(reporting, indicator), sent).status_code for _ in range(2)]
    assert (statuses, Target.objects.count()) == ([302, 302], 1)


def test_only_whoever_keeps_the_framework_sets_targets(
    reporting: Reporting, indicator: Indicator
) -> None:
    may = set()
    for key in PARTS:
        client = reporting.cast.client(key)
        status = client.post(url(reporting, indicator), answers(reporting)).status_code
        assert status in {302, 403}
        if status == 302:
            may.add(key)
    assert may == {"infrastructure_manager"}
    elsewhere = reporting.cast.client("infrastructure_manager", elsewhere=True)
    assert elsewhere.post(url(reporting, indicator), answers(reporting)).status_code == 403
    assert Target.objects.count() == 1


@pytest.mark.parametrize("how", ["closed", "documented"])
def test_what_is_over_takes_no_more_targets(
    reporting: Reporting, indicator: Indicator, how: str
) -> None:
    if how == "closed":
        reporting.framework.stage = Framework.Stage.CLOSED
        reporting.framework.save()
    else:
        reporting.county.standing = "documented"
        reporting.county.save()
    manager = reporting.cast.viewer("infrastructure_manager")
    with pytest.raises(PermissionDenied):
        set_target(reporting, indicator, by=manager)
    client = reporting.cast.client("infrastructure_manager")
    assert client.post(url(reporting, indicator), answers(reporting)).status_code == 403
    assert Target.objects.count() == 0


def set_target(reporting: Reporting, indicator: Indicator, **given: Any) -> Target:
    usual: dict[str, Any] = {
        "by": SYSTEM,
        "now": at(1),
        "indicator": indicator,
        "place_id": reporting.county.pk,
        "period": SUMMER,
        "state": TargetState.SET,
        "comparison": "at_least",
        "value": Decimal(12),
    }
    return actions.set_target(**(usual | given))


def test_the_database_refuses_a_set_target_that_says_nothing(
    reporting: Reporting, indicator: Indicator
) -> None:
    for given in ({"value": None}, {"comparison": ""}, {"comparison": "by_date", "value": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            set_target(reporting, indicator, **given)
    assert Target.objects.count() == 0


def test_a_milestone_is_held_against_its_day(reporting: Reporting) -> None:
    outcomes = {}
    for day in (29, 30, 31):
        milestone = reporting.indicator(
            hubs="", kind=IndicatorKind.MILESTONE, combine="milestone", unit=""
        )
        set_target(
            reporting, milestone, comparison="by_date", value=None, by_date=date(2026, 8, 30)
        )
        reporting.record(milestone, "", reached_on=date(2026, 8, day))
        outcomes[day] = reporting.line(milestone).rating.outcome
    assert outcomes == {29: Outcome.MET, 30: Outcome.MET, 31: Outcome.NOT_MET}


def test_a_milestone_that_is_not_reached_waits_for_its_day_and_then_is_missed(
    reporting: Reporting,
) -> None:
    milestone = reporting.indicator(
        hubs="a",
        number=1,
        title="One strategy",
        kind=IndicatorKind.MILESTONE,
        combine="milestone",
        unit="",
    )
    reporting.record(milestone, "a", state=ValueState.ZERO)
    said = []
    for day, by in ((1, date(2026, 9, 30)), (2, date(2026, 9, 29))):
        for place in (reporting.county, reporting.district("a")):
            set_target(
                reporting, milestone, now=at(day), place_id=place.pk, comparison="by_date",
                value=None, by_date=by,
            )  # fmt: skip
            rating = reporting.line(milestone, place).rating
            said.append((rating.outcome, rating.reason))
    waits = (Outcome.NOT_RATED, Reason.DATE_NOT_YET_PASSED)
    missed = (Outcome.NOT_MET, Reason.COMPARED)
    assert said == [waits, waits, missed, missed]
    page = StrictClient().get(reporting.url("area") + "?period=2026-Q2").content.decode()
    row = rows_of(page, "Indicators of Ambley")["1. One strategy"]
    assert (row["Result"].words, row["Rating"].words) == ("not reached", "Not met")


@pytest.mark.parametrize(
    ("runs", "offered"),
    [
        (
            (date(2026, 4, 1), date(2029, 4, 1)),
            ["2026-FY", "2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1",
             "2027-FY", "2027-Q4", "2027-Q3", "2027-Q2", "2027-Q1"],
        ),
        (
            (date(2025, 10, 1), date(2026, 7, 1)),
            ["2026-FY", "2026-Q1", "2025-FY", "2025-Q4", "2025-Q3"],
        ),
        (
            (date(2030, 4, 1), date(2031, 4, 1)),
            ["2030-FY", "2030-Q4", "2030-Q3", "2030-Q2", "2030-Q1"],
        ),
    ],
)  # fmt: skip
def test_the_periods_offered_are_those_of_the_framework(
    reporting: Reporting, indicator: Indicator, runs: tuple[date, date], offered: list[str]
) -> None:
    Framework.objects.update(starts_on=runs[0], ends_on=runs[1])
    page = reporting.cast.client("infrastructure_manager").get(url(reporting, indicator))
    choices = page.context["form"].fields["period"].choices
    assert [code for code, _words in choices] == offered
