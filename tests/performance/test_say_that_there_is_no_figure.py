"""The form asks for the figure first; that there is none, and why, is the other answer."""

from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.performance.reporting import Reporting, begin, values_of
from trellis.performance.rules.codes import IndicatorKind, ValueState

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.mark.parametrize("kind", IndicatorKind)
def test_the_figure_is_met_first_and_that_there_is_none_after_it(
    reporting: Reporting, kind: IndicatorKind
) -> None:
    indicator = reporting.indicator(hubs="a", kind=kind)
    client = reporting.cast.client("hub_worker")
    form = client.get(reporting.record_url(indicator, "a")).context["form"]
    first = {
        IndicatorKind.PERCENTAGE: ["numerator", "denominator", "value"],
        IndicatorKind.MILESTONE: ["reached_on"],
        IndicatorKind.NARRATIVE: ["words"],
    }.get(kind, ["value"])
    shown = [field.name for field in form.visible_fields()]
    assert shown[: len(first) + 1] == [*first, "state"]
    assert form["state"].value() == ValueState.MEASURED  # whoever types a figure chooses nothing


@pytest.mark.parametrize(
    ("kind", "typed", "errors"),
    [
        (
            "number",
            {"state": "not_measured", "value": "1,200"},
            {
                "value": [
                    "You entered 1,200, and chose “Not measured: nobody counted it this time”. "
                    "Clear it, or choose “Yes: it is entered above”."
                ]
            },
        ),
        (
            "number",
            {"state": "zero", "value": "12"},
            {
                "value": [
                    "You entered 12, and chose “Zero: it was counted, and there was none”. "
                    "Clear it, or choose “Yes: it is entered above”."
                ]
            },
        ),
        (
            "percentage",
            {"state": "missing", "numerator": "7", "denominator": "10"},
            {
                "numerator": [
                    "You entered 7, and chose “Missing: it is due, and we cannot give it”. "
                    "Clear it, or choose “Yes: it is entered above”."
                ]
            },
        ),
        (
            "milestone",
            {"state": "zero", "reached_on": "1 July 2026"},
            {
                "reached_on": [
                    "You entered 1 July 2026, and chose “No: it is not reached”. "
                    "Clear it, or choose “Yes: on the day above”."
                ]
            },
        ),
    ],
)
def test_a_figure_and_that_there_is_none_are_two_answers(
    reporting: Reporting, kind: str, typed: dict[str, str], errors: dict[str, list[str]]
) -> None:
    indicator = reporting.indicator(hubs="a", kind=kind)
    client = reporting.cast.client("hub_worker")
    page = client.post(reporting.record_url(indicator, "a"), typed)
    assert page.context["form"].errors == errors
    assert values_of(indicator) == []


def test_zero_may_be_typed_and_chosen_at_once(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    client = reporting.cast.client("hub_worker")
    client.post(reporting.record_url(indicator, "a"), {"state": "zero", "value": "0"})
    assert values_of(indicator) == [("zero", Decimal(0), "")]
