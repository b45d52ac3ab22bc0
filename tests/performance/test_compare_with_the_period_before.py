"""Movement since the period before, and which target a figure is held against."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import make_indicator_version
from tests.performance.reporting import SPRING, SUMMER, Reporting, begin
from trellis.kernel.periods import financial_year
from trellis.kernel.viewer import STRANGER
from trellis.performance import queries
from trellis.performance.models import Indicator
from trellis.performance.rules.codes import ChangeClass, Combine, IndicatorKind, TargetState
from trellis.performance.rules.movement import Bearing, Course
from trellis.performance.rules.ratings import Outcome, Reason

LATE = date(2026, 10, 29)


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


def record_both(reporting: Reporting, indicator: Indicator, before: object, after: object) -> None:
    reporting.record(indicator, "a", before, period=SPRING)
    reporting.record(indicator, "a", after, period=SUMMER)


@pytest.mark.parametrize(
    ("before", "after", "course", "bearing"),
    [
        (10, 12, Course.UP, Bearing.BETTER),
        (12, 10, Course.DOWN, Bearing.WORSE),
        (12, 12, Course.SAME, Bearing.NEITHER),
    ],
)
def test_a_count_moves_by_what_it_differs(
    reporting: Reporting, before: int, after: int, course: Course, bearing: Bearing
) -> None:
    indicator = reporting.indicator(hubs="a")
    record_both(reporting, indicator, before, after)
    line = reporting.line(indicator)
    assert (line.movement.course, line.movement.bearing) == (course, bearing)
    assert line.before is not None
    assert line.before.value == before


def test_a_share_that_chance_explains_has_no_clear_change(reporting: Reporting) -> None:
    shares: dict[str, Any] = {"kind": IndicatorKind.PERCENTAGE, "combine": Combine.RATIO}
    few, many = (reporting.indicator(hubs="a", **shares) for _ in range(2))
    for indicator, size in ((few, 10), (many, 1000)):
        reporting.record(indicator, "a", period=SPRING, numerator=5 * size // 10, denominator=size)
        reporting.record(indicator, "a", period=SUMMER, numerator=7 * size // 10, denominator=size)
    courses = [reporting.line(one).movement.course for one in (few, many)]
    assert courses == [Course.NO_CLEAR_CHANGE, Course.UP]


@pytest.mark.parametrize("change", [one for one in ChangeClass if one is not ChangeClass.INITIAL])
def test_no_movement_is_shown_across_a_change_of_definition(
    reporting: Reporting, change: ChangeClass
) -> None:
    indicator = reporting.indicator(hubs="a")
    record_both(reporting, indicator, 10, 12)
    make_indicator_version(
        indicator=indicator, number=2, valid_from=SUMMER.start, change_class=change
    )
    line = reporting.line(indicator)
    broken = change is not ChangeClass.WORDING
    assert line.movement.course is (Course.NONE_ACROSS_BREAK if broken else Course.UP)
    assert (line.broke_with is not None) == broken
    if broken:
        assert (line.movement.change, line.movement.bearing) == (None, Bearing.NEITHER)


def test_a_change_within_the_period_before_breaks_too_and_an_older_one_does_not(
    reporting: Reporting,
) -> None:
    courses = []
    for day in (date(2026, 4, 2), date(2026, 5, 1), SUMMER.start, SUMMER.end):
        indicator = reporting.indicator(hubs="a")
        record_both(reporting, indicator, 10, 12)
        make_indicator_version(
            indicator=indicator, number=2, valid_from=day, change_class=ChangeClass.LEVEL
        )
        courses.append(reporting.line(indicator).movement.course)
    breaks = Course.NONE_ACROSS_BREAK
    assert courses == [breaks, breaks, breaks, Course.UP]


def test_a_part_of_the_districts_is_not_compared_with_all_of_them(reporting: Reporting) -> None:
    """Neither when this period is partial, nor when the one before was."""
    now, before = reporting.indicator(), reporting.indicator()
    reporting.record(now, "a", 10)
    reporting.record(before, "a", 10, period=SPRING)
    for letter in "ab":
        reporting.record(now, letter, 10, period=SPRING, reason="again")
        reporting.record(before, letter, 10)
    courses = [reporting.line(one, today=LATE).movement.course for one in (now, before)]
    assert courses == [Course.NOT_COMPARABLE, Course.NOT_COMPARABLE]


def test_the_history_says_what_the_page_of_each_period_says(reporting: Reporting) -> None:
    """A quarter in which a hub is missing is partial in its indicator's history as well."""
    indicator = reporting.indicator()
    reporting.target(indicator, 15)
    reporting.target(indicator, 15, period_start=SPRING.start, period_end=SPRING.end)
    reporting.record(indicator, "a", 20, period=SPRING)
    for letter in "ab":
        reporting.record(indicator, letter, 10)
    facts = queries.indicator(reporting.facts, indicator.number, SUMMER)
    assert facts is not None
    report = queries.indicator_report(STRANGER, reporting.facts, facts, SUMMER, today=LATE)
    assert [line.span for line in report.history] == [SPRING, SUMMER]
    for line in report.history:
        shown = reporting.line(indicator, span=line.span, today=LATE)
        assert (line.found, line.rating, line.movement) == (
            shown.found,
            shown.rating,
            shown.movement,
        )
    assert [line.found.is_partial for line in report.history] == [True, False]


def test_a_target_is_that_of_exactly_its_line_and_period(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    reporting.record(indicator, "a", 12)
    year = financial_year(TODAY)
    reporting.target(indicator, 100, period_start=year.start, period_end=year.end)
    reporting.target(indicator, 9, period_start=SPRING.start, period_end=SPRING.end)
    reporting.target(indicator, 7, place=reporting.district("b"))
    reporting.target(indicator, 5, place=reporting.district("a"), provider=reporting.hub("a"))
    county = reporting.line(indicator)
    assert (county.wanted.state, county.rating.reason) == (
        TargetState.NOT_SET,
        Reason.NO_TARGET,
    )
    reporting.target(indicator, 13)
    assert reporting.line(indicator).rating.outcome is Outcome.NEARLY  # within a tenth of 13
    reporting.target(indicator, 12)
    assert reporting.line(indicator).rating.outcome is Outcome.MET


def test_the_rule_in_force_on_the_last_day_rates(reporting: Reporting) -> None:
    from tests.factories import make_rating_rule
    from trellis.performance.rules.ratings import RuleKind

    make_rating_rule(
        framework=reporting.framework,
        kind=RuleKind.MET_OR_NOT,
        amber_within=None,
        valid_from=date(2026, 9, 30),
    )
    indicator = reporting.indicator(hubs="a")
    record_both(reporting, indicator, 12, 12)
    reporting.target(indicator, 13)
    reporting.target(indicator, 13, period_start=SPRING.start, period_end=SPRING.end)
    outcomes = [reporting.line(indicator, span=span).rating.outcome for span in (SPRING, SUMMER)]
    assert outcomes == [Outcome.NEARLY, Outcome.NOT_MET]
