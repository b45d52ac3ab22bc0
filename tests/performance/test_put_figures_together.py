"""The county's figure is put together from its parts: whole, partial, waiting, or not at all."""

from datetime import date
from fractions import Fraction

import pytest

from tests.cast import Cast
from tests.conftest import TODAY
from tests.performance.reporting import SPRING, SUMMER, Reporting, begin
from trellis.kernel.periods import financial_year, month
from trellis.performance.rules.codes import Combine, IndicatorKind, ValueState
from trellis.performance.rules.combine import Refusal
from trellis.performance.rules.ratings import Outcome, Reason
from trellis.performance.words import headline

# Twenty working days after 30 September 2026.
LAST_DAY_ON_TIME = date(2026, 10, 28)
LATE = date(2026, 10, 29)


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


def test_events_of_the_districts_are_added_up(reporting: Reporting) -> None:
    indicator = reporting.indicator()
    reporting.target(indicator, 20)
    reporting.record(indicator, "a", 12)
    reporting.record(indicator, "b", 8)
    line = reporting.line(indicator)
    assert (line.found.value, line.found.state) == (Fraction(20), ValueState.MEASURED)
    assert (line.found.given, line.found.due, line.found.is_partial) == (2, 2, False)
    assert line.rating.outcome is Outcome.MET  # exactly on target is met
    hubs = [f"{reporting.hub(one).name}, {reporting.district(one).name}" for one in "ab"]
    assert [(part.name, part.found.value) for part in line.made_of] == [
        (hubs[0], Fraction(12)),
        (hubs[1], Fraction(8)),
    ]


def test_money_is_added_to_the_penny(reporting: Reporting) -> None:
    indicator = reporting.indicator(kind=IndicatorKind.MONEY, combine=Combine.SUM_MONEY)
    reporting.record(indicator, "a", "0.10")
    reporting.record(indicator, "b", "0.20")
    assert reporting.line(indicator).found.value == Fraction(3, 10)


def test_a_share_is_sum_by_sum_and_no_mean_of_percentages(reporting: Reporting) -> None:
    indicator = reporting.indicator(kind=IndicatorKind.PERCENTAGE, combine=Combine.RATIO)
    reporting.record(indicator, "a", numerator=1, denominator=2)  # 50 %
    reporting.record(indicator, "b", numerator=10, denominator=100)  # 10 %
    found = reporting.line(indicator).found
    assert (found.numerator, found.denominator) == (11, 102)
    assert found.value == Fraction(1100, 102)


def test_percentages_without_their_numbers_are_not_put_together(reporting: Reporting) -> None:
    indicator = reporting.indicator(kind=IndicatorKind.PERCENTAGE, combine=Combine.RATIO)
    reporting.record(indicator, "a", 50)
    reporting.record(indicator, "b", numerator=10, denominator=100)
    found = reporting.line(indicator).found
    assert (found.value, found.refusal) == (None, Refusal.NUMBERS_NOT_KNOWN)
    assert found.state is ValueState.CANNOT_BE_MEASURED


def test_distinct_groups_of_two_places_are_not_added(reporting: Reporting) -> None:
    indicator = reporting.indicator(combine=Combine.COUNT_DISTINCT)
    reporting.record(indicator, "a", 5)
    reporting.record(indicator, "b", 7)
    found = reporting.line(indicator).found
    assert (found.value, found.refusal) == (None, Refusal.MEMBERS_NOT_KNOWN)


@pytest.mark.parametrize(
    ("combine", "kind", "refusal"),
    [
        (Combine.NONE, IndicatorKind.NUMBER, Refusal.NOT_ADDITIVE),
        (Combine.NARRATIVE_SCORE, IndicatorKind.NARRATIVE, Refusal.NARRATIVE),
    ],
)
def test_some_things_are_never_put_together_and_say_so(
    reporting: Reporting, combine: Combine, kind: IndicatorKind, refusal: Refusal
) -> None:
    indicator = reporting.indicator(combine=combine, kind=kind)
    told = kind is IndicatorKind.NARRATIVE
    for letter in "ab":
        reporting.record(indicator, letter, None if told else 3, words="Done." if told else "")
    line = reporting.line(indicator)
    assert (line.found.refusal, line.found.state) == (refusal, ValueState.NOT_APPLICABLE)
    assert (line.found.is_partial, line.rating.outcome) == (False, Outcome.NOT_RATED)


def test_a_missing_line_makes_the_total_partial_and_unrated(reporting: Reporting) -> None:
    indicator = reporting.indicator()
    reporting.target(indicator, 10)
    reporting.record(indicator, "a", 12)
    line = reporting.line(indicator, today=LATE)
    assert (line.found.value, line.found.given, line.found.due) == (Fraction(12), 1, 2)
    assert line.found.is_partial
    assert (line.rating.outcome, line.rating.reason) == (Outcome.NOT_RATED, Reason.NO_VALUE)
    missing = reporting.line(indicator, reporting.district("b"), today=LATE)
    assert (missing.found.state, missing.found.due_on) == (ValueState.MISSING, LAST_DAY_ON_TIME)


def test_before_the_deadline_nothing_is_missing_and_the_total_waits(reporting: Reporting) -> None:
    """The target is reached only when both are in: a part of the sum is not rated against it."""
    indicator = reporting.indicator()
    reporting.target(indicator, 20)
    reporting.record(indicator, "a", 12)
    for today in (TODAY, LAST_DAY_ON_TIME):
        county = reporting.line(indicator, today=today)
        assert (county.found.is_partial, county.rating.outcome) == (True, Outcome.NOT_RATED)
        waiting = reporting.line(indicator, reporting.district("b"), today=today)
        assert waiting.found.state is ValueState.NOT_DUE
        assert waiting.found.due_on == LAST_DAY_ON_TIME
    reporting.record(indicator, "b", 8)
    assert reporting.line(indicator).rating.outcome is Outcome.MET


def test_nothing_in_yet_is_not_due_and_then_missing(reporting: Reporting) -> None:
    indicator = reporting.indicator()
    states = [reporting.line(indicator, today=day).found.state for day in (LAST_DAY_ON_TIME, LATE)]
    assert states == [ValueState.NOT_DUE, ValueState.MISSING]


def test_what_nobody_is_to_report_is_not_measured_and_never_missing(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="")
    states = [reporting.line(indicator, today=day).found.state for day in (LAST_DAY_ON_TIME, LATE)]
    assert states == [ValueState.NOT_MEASURED, ValueState.NOT_MEASURED]


def test_the_first_sentence_tells_what_waits_and_what_is_missing(reporting: Reporting) -> None:
    from trellis.kernel.viewer import STRANGER
    from trellis.performance import queries

    met, waits, out = (reporting.indicator() for _ in range(3))
    for indicator in (met, waits):
        reporting.target(indicator, 1)
        reporting.record(indicator, "a", 12)
    reporting.record(met, "b", 12)
    assert reporting.line(out).found.state is ValueState.NOT_DUE
    said = [
        headline(queries.place_report(STRANGER, reporting.facts, SUMMER, today=today).tally)
        for today in (TODAY, LATE)
    ]
    first = "Of 3 figures one can be rated. 1 met its target. 1 waits for figures that are not in."
    assert said == [f"{first} 1 is not yet due.", f"{first} 1 is missing."]


def test_all_parts_saying_the_same_say_it_of_the_whole(reporting: Reporting) -> None:
    same, mixed = reporting.indicator(), reporting.indicator()
    for letter in "ab":
        reporting.record(same, letter, state=ValueState.NOT_MEASURED)
    reporting.record(mixed, "a", state=ValueState.NOT_MEASURED)
    reporting.record(mixed, "b", state=ValueState.CANNOT_BE_MEASURED)
    states = [reporting.line(one, today=LATE).found.state for one in (same, mixed)]
    assert states == [ValueState.NOT_MEASURED, ValueState.MISSING]
    assert not reporting.line(same, today=LATE).found.is_partial


def test_what_does_not_apply_in_one_district_is_not_waited_for(reporting: Reporting) -> None:
    indicator = reporting.indicator()
    reporting.target(indicator, 10)
    reporting.record(indicator, "a", 12)
    reporting.record(indicator, "b", state=ValueState.NOT_APPLICABLE)
    line = reporting.line(indicator, today=LATE)
    assert (line.found.value, line.found.given, line.found.due) == (Fraction(12), 1, 1)
    assert line.rating.outcome is Outcome.MET


def test_zeros_add_up_to_a_counted_zero(reporting: Reporting) -> None:
    indicator = reporting.indicator()
    for letter in "ab":
        reporting.record(indicator, letter, state=ValueState.ZERO)
    found = reporting.line(indicator).found
    assert (found.state, found.value) == (ValueState.ZERO, Fraction(0))


def test_a_figure_of_the_place_itself_goes_before_its_parts(reporting: Reporting) -> None:
    indicator = reporting.indicator()
    for letter in "ab":
        reporting.record(indicator, letter, 10)
    own = reporting.record(indicator, "", 17)
    line = reporting.line(indicator)
    assert (line.found.value, line.found.row_id, line.found.is_combined) == (
        Fraction(17),
        own.pk,
        False,
    )
    assert line.made_of == ()


def test_months_are_put_together_within_their_quarter(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", every="month")
    for number, day in enumerate((date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)), 1):
        reporting.record(indicator, "a", number, period=month(day))
    assert reporting.line(indicator).found.value == 6
    assert reporting.line(indicator, span=month(date(2026, 8, 1))).found.value == 2


def test_a_month_that_is_missing_leaves_the_quarter_partial(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", every="month")
    reporting.record(indicator, "a", 4, period=month(date(2026, 7, 1)))
    found = reporting.line(indicator, today=LATE).found
    assert (found.value, found.given, found.due) == (Fraction(4), 1, 3)


def test_the_years_figure_stands_in_for_a_quarter_and_says_so(reporting: Reporting) -> None:
    """And never the other way round: the year is made of its quarters where it has no row."""
    indicator = reporting.indicator(hubs="")
    year = financial_year(TODAY)
    reporting.record(indicator, "", 40, period=year)
    found = reporting.line(indicator).found
    assert (found.value, found.span) == (Fraction(40), year)


def test_nobody_is_expected_before_or_after_their_time(reporting: Reporting) -> None:
    from tests.factories import make_reporting_line

    indicator = reporting.indicator(hubs="a")
    make_reporting_line(
        indicator=indicator,
        place=reporting.district("b"),
        provider=reporting.hub("b"),
        until_on=date(2026, 7, 1),
    )
    for span in (SPRING, SUMMER):
        reporting.record(indicator, "a", 12, period=span)
    spring = reporting.line(indicator, span=SPRING, today=LATE).found
    summer = reporting.line(indicator, span=SUMMER, today=LATE).found
    assert [(one.given, one.due) for one in (spring, summer)] == [(1, 2), (1, 1)]


def test_a_provider_is_shown_only_what_was_expected_of_it_then(reporting: Reporting) -> None:
    """Neither a line that has ended nor one that is to begin is missing from its page."""
    from tests.factories import make_reporting_line
    from trellis.kernel.viewer import STRANGER
    from trellis.performance import queries

    now = reporting.indicator(hubs="a")
    over, to_come = reporting.indicator(hubs=""), reporting.indicator(hubs="")
    line = {"place": reporting.district("a"), "provider": reporting.hub("a")}
    make_reporting_line(indicator=over, until_on=date(2026, 7, 1), **line)
    make_reporting_line(indicator=to_come, from_on=date(2026, 10, 1), **line)
    reporting.record(over, "a", 3, period=SPRING)
    report = queries.provider_report(
        STRANGER, reporting.facts, reporting.hub("a").pk, SUMMER, today=LATE
    )
    assert [one.indicator.number for one in report.lines] == [now.number]
