"""A hub worker records what was found: who may, what counts as a figure, and what does not."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_indicator_version
from tests.performance.reporting import SPRING, SUMMER, Reporting, begin, fields_of, values_of
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.models import AuditLine
from trellis.performance.models import Value
from trellis.performance.rules.codes import Combine, IndicatorKind, ValueState
from trellis.performance.rules.ratings import Outcome, Reason

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


def test_a_hub_worker_records_and_the_figure_counts_at_once(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    reporting.target(indicator, 10)
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    page = client.get(url)
    sent = client.post(
        url, {**fields_of(page.content.decode()), "state": "measured", "value": "12"}
    )

    assert (sent.status_code, sent["Location"]) == (302, reporting.url("owed") + "?period=2026-Q2")
    assert values_of(indicator) == [("measured", Decimal(12), "")]
    [row] = Value.objects.all()
    assert row.recorded_by == reporting.cast.account("hub_worker")
    assert row.version == indicator.versions.get()
    line = reporting.line(indicator)
    assert (line.found.value, line.rating.outcome) == (Fraction(12), Outcome.MET)
    [audit] = AuditLine.objects.filter(verb="performance.value.recorded")
    assert (audit.of, audit.fields) == (f"indicator:{indicator.pk}", ["state", "value"])
    assert audit.actor_id == row.recorded_by_id


def test_the_form_asks_only_what_fits_the_kind(reporting: Reporting) -> None:
    client = reporting.cast.client("hub_worker")
    asked = {
        IndicatorKind.NUMBER: {"value"},
        IndicatorKind.MONEY: {"value"},
        IndicatorKind.PERCENTAGE: {"value", "numerator", "denominator"},
        IndicatorKind.MILESTONE: {"reached_on"},
        IndicatorKind.NARRATIVE: set[str](),
    }
    for kind, fields in asked.items():
        indicator = reporting.indicator(hubs="a", kind=kind)
        form = client.get(reporting.record_url(indicator, "a")).context["form"]
        assert set(form.fields) == fields | {"once", "state", "words", "seen"}


def test_the_states_that_a_kind_can_have(reporting: Reporting) -> None:
    silent = ["not_measured", "cannot_be_measured", "not_applicable", "missing"]
    offered = {
        IndicatorKind.NUMBER: ["measured", "zero", *silent],
        IndicatorKind.MONEY: ["measured", "zero", *silent],
        IndicatorKind.PERCENTAGE: ["measured", *silent, "suppressed"],
        IndicatorKind.MILESTONE: ["measured", "zero", *silent],
        IndicatorKind.NARRATIVE: ["measured", *silent],
    }
    client = reporting.cast.client("hub_worker")
    for kind, states in offered.items():
        indicator = reporting.indicator(hubs="a", kind=kind)
        form = client.get(reporting.record_url(indicator, "a")).context["form"]
        assert [code for code, _words in form.fields["state"].choices] == states


def test_zero_is_a_count_and_not_a_blank(reporting: Reporting) -> None:
    counted, silent = reporting.indicator(hubs="a"), reporting.indicator(hubs="a")
    for indicator in (counted, silent):
        reporting.target(indicator, 10)
    reporting.record(counted, "a", state=ValueState.ZERO)
    reporting.record(silent, "a", state=ValueState.NOT_MEASURED)

    zero, nothing = reporting.line(counted), reporting.line(silent)
    assert values_of(counted) == [("zero", Decimal(0), "")]
    assert (zero.found.state, zero.found.value) == (ValueState.ZERO, Fraction(0))
    assert (zero.rating.outcome, zero.rating.reason) == (Outcome.NOT_MET, Reason.COMPARED)
    assert (nothing.found.state, nothing.found.value) == (ValueState.NOT_MEASURED, None)
    assert (nothing.rating.outcome, nothing.rating.reason) == (
        Outcome.NOT_RATED,
        Reason.VALUE_NOT_MEASURED,
    )


@pytest.mark.parametrize("state", [state for state in ValueState if not state.is_known])
def test_what_is_not_known_has_no_figure(reporting: Reporting, state: ValueState) -> None:
    indicator = reporting.indicator(hubs="a")
    with pytest.raises(ValidationError) as refused:
        reporting.record(indicator, "a", 3, state=state)
    assert refused.value.message_dict == {
        "state": ["Remove the figure, or say that it was measured."]
    }
    reporting.record(indicator, "a", state=state)
    assert reporting.line(indicator, reporting.district("a")).found.state is state


def test_a_percentage_is_worked_out_from_its_numbers(reporting: Reporting) -> None:
    indicator = reporting.indicator(
        hubs="a", kind=IndicatorKind.PERCENTAGE, combine=Combine.RATIO, unit="percent"
    )
    reporting.record(indicator, "a", numerator=2, denominator=3)
    found = reporting.line(indicator, reporting.district("a")).found

    assert values_of(indicator) == [("measured", Decimal("66.6667"), "")]
    assert found.value is not None
    assert found.value * 3 == 200  # unrounded, from the numbers


def test_a_percentage_with_nobody_in_it_is_nought_and_measured(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", kind=IndicatorKind.PERCENTAGE, combine=Combine.RATIO)
    reporting.record(indicator, "a", numerator=0, denominator=3)
    found = reporting.line(indicator).found
    assert (found.state, found.value, found.numerator) == (ValueState.MEASURED, Fraction(0), 0)


@pytest.mark.parametrize(
    ("kind", "parts", "field"),
    [
        (IndicatorKind.NUMBER, {}, "value"),
        (IndicatorKind.MONEY, {}, "value"),
        (IndicatorKind.PERCENTAGE, {}, "value"),
        (IndicatorKind.PERCENTAGE, {"numerator": 4, "denominator": 3}, "numerator"),
        (IndicatorKind.PERCENTAGE, {"denominator": 3}, "numerator"),
        (IndicatorKind.NARRATIVE, {}, "words"),
        (IndicatorKind.NUMBER, {"state": ValueState.ZERO, "value": Decimal(5)}, "value"),
        (IndicatorKind.MILESTONE, {}, "reached_on"),
        (
            IndicatorKind.MILESTONE,
            {"state": ValueState.ZERO, "reached_on": date(2026, 7, 1)},
            "reached_on",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_the_field(
    reporting: Reporting, kind: IndicatorKind, parts: dict[str, object], field: str
) -> None:
    indicator = reporting.indicator(hubs="a", kind=kind)
    with pytest.raises(ValidationError) as refused:
        reporting.record(indicator, "a", **parts)
    assert list(refused.value.message_dict) == [field]
    assert values_of(indicator) == []


def test_a_refused_form_says_what_to_do_and_keeps_what_was_written(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", kind=IndicatorKind.PERCENTAGE)
    client = reporting.cast.client("hub_worker")
    answers = {"state": "measured", "numerator": "7", "denominator": "", "words": "By telephone"}
    page = client.post(reporting.record_url(indicator, "a"), answers)

    assert page.status_code == 200
    assert page.context["form"].errors == {"denominator": ["Enter both numbers, or neither."]}
    assert "By telephone" in page.content.decode()
    assert values_of(indicator) == []


@pytest.mark.parametrize(
    ("kind", "combine", "unit", "typed", "recorded"),
    [
        ("money", "sum_money", "GBP", {"value": "£1,200"}, Decimal(1200)),
        ("money", "sum_money", "GBP", {"value": " 1.5k "}, Decimal(1500)),
        ("number", "count_events", "groups", {"value": "12 groups"}, Decimal(12)),
        ("percentage", "ratio", "percent", {"value": "75 %"}, Decimal(75)),
        (
            "percentage",
            "ratio",
            "percent",
            {"numerator": "1,200", "denominator": "1,600"},
            Decimal(75),
        ),
        (
            "percentage",
            "ratio",
            "percent",
            {"value": "66.7", "numerator": "2", "denominator": "3"},
            Decimal("66.6667"),
        ),
    ],
)
def test_a_figure_is_taken_as_people_write_it(
    reporting: Reporting,
    kind: str,
    combine: str,
    unit: str,
    typed: dict[str, str],
    recorded: Decimal,
) -> None:
    indicator = reporting.indicator(hubs="a", kind=kind, combine=combine, unit=unit)
    client = reporting.cast.client("hub_worker")
    sent = client.post(reporting.record_url(indicator, "a"), {"state": "measured", **typed})
    assert sent.status_code == 302
    assert values_of(indicator) == [("measured", recorded, "")]


def test_a_nought_that_was_typed_is_a_zero_that_was_counted(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    client = reporting.cast.client("hub_worker")
    client.post(reporting.record_url(indicator, "a"), {"state": "measured", "value": "0"})
    assert values_of(indicator) == [("zero", Decimal(0), "")]


@pytest.mark.parametrize(
    ("kind", "typed", "errors"),
    [
        (
            "number",
            {"value": "a dozen"},
            {"value": ["Figure: “a dozen” is not a number. Enter it like 1,200.50."]},
        ),
        (
            "number",
            {"value": "-5"},
            {"value": ["Enter 0 or more: there cannot be fewer than none."]},
        ),
        (
            "percentage",
            {"value": "80", "numerator": "121", "denominator": "162"},
            {
                "value": [
                    "121 of 162 is 74.7%, not 80%. Correct one of them, or leave the percentage "
                    "empty: it is worked out."
                ]
            },
        ),
        (
            "percentage",
            {"numerator": "many", "denominator": "10"},
            {"numerator": ["How many: “many” is not a number. Enter it like 1,200."]},
        ),
        (
            "milestone",
            {"reached_on": "31/02/2026"},
            {
                "reached_on": [
                    "Reached on: there is no such day as 31/02/2026. Check day and month."
                ]
            },
        ),
        (
            "milestone",
            {"reached_on": "01/04/2099"},
            {
                "reached_on": [
                    "Enter a day up to today, 19 October 2026: what is to come is a target."
                ]
            },
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    reporting: Reporting, kind: str, typed: dict[str, str], errors: dict[str, list[str]]
) -> None:
    indicator = reporting.indicator(hubs="a", kind=kind)
    client = reporting.cast.client("hub_worker")
    page = client.post(reporting.record_url(indicator, "a"), {"state": "measured", **typed})
    assert page.context["form"].errors == errors
    assert all(f'value="{one}"' in page.content.decode() for one in typed.values())
    assert values_of(indicator) == []


def test_a_form_sent_twice_records_once(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    client = reporting.cast.client("hub_worker")
    url = reporting.record_url(indicator, "a")
    answers = {
        **fields_of(client.get(url).content.decode()),
        "state": "measured",
        "value": "12",
    }
    first, second = client.post(url, answers), client.post(url, answers)

    assert (first.status_code, first["Location"]) == (
        302,
        reporting.url("owed") + "?period=2026-Q2",
    )
    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])
    assert values_of(indicator) == [("measured", Decimal(12), "")]


def test_one_key_is_used_for_one_act(reporting: Reporting) -> None:
    indicator = reporting.indicator()
    reporting.record(indicator, "a", 1, once="k")
    with pytest.raises(AlreadyDoneError):
        reporting.record(indicator, "b", 1, once="k")
    assert len(values_of(indicator)) == 1


def test_a_figure_takes_the_version_in_force_at_the_end_of_its_period(
    reporting: Reporting,
) -> None:
    indicator = reporting.indicator(hubs="a")
    make_indicator_version(
        indicator=indicator, number=2, valid_from=date(2026, 7, 1), change_class="numerator"
    )
    spring = reporting.record(indicator, "a", 1, period=SPRING)
    summer = reporting.record(indicator, "a", 2, period=SUMMER)
    assert (spring.version.number, summer.version.number) == (1, 2)


def test_an_account_in_words_counts_as_told_and_is_not_rated(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", kind=IndicatorKind.NARRATIVE, combine=Combine.NONE)
    reporting.record(indicator, "a", words="Two open mornings.", now=NOW)
    line = reporting.line(indicator, reporting.district("a"))
    assert line.rating.outcome is Outcome.NOT_RATED


@pytest.mark.parametrize("value", ["-0.1", "100.1"])
def test_a_share_of_more_than_all_is_refused(reporting: Reporting, value: str) -> None:
    indicator = reporting.indicator(kind="percentage", hubs="a")
    with pytest.raises(ValidationError, match="from 0 to 100"):
        reporting.record(indicator, "a", value=Decimal(value))
