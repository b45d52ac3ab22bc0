"""Figures of the Leicestershire VCS infrastructure review, 6 January 2011, where named."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.codes import Comparison, Direction, TargetState, ValueState, Word
from trellis.performance.rules.ratings import (
    Aim,
    Backing,
    Measured,
    Outcome,
    Rating,
    Reason,
    Rule,
    RuleKind,
    backing,
    meets,
    rate,
)

PLAIN = Rule("vcs", 1, RuleKind.MET_OR_NOT)
TENTH = Rule("vcs", 2, RuleKind.BANDED, Decimal("0.9"))
MET = Rating(Outcome.MET, Reason.COMPARED)
NEARLY = Rating(Outcome.NEARLY, Reason.COMPARED)
NOT_MET = Rating(Outcome.NOT_MET, Reason.COMPARED)
MARCH = date(2010, 3, 31)


def value(number: int | Decimal | Fraction) -> Measured:
    return Measured(ValueState.MEASURED, number)


def aim(comparison: Comparison, number: int | Decimal) -> Aim:
    return Aim(TargetState.SET, comparison, number)


def unrated(reason: Reason) -> Rating:
    return Rating(Outcome.NOT_RATED, reason)


@pytest.mark.parametrize(
    ("measured", "comparison", "target", "expected"),
    [
        (75, Comparison.AT_LEAST, 50, MET),  # indicator 2
        (84, Comparison.AT_LEAST, 50, MET),  # indicator 9
        (42, Comparison.AT_LEAST, 50, NOT_MET),  # indicator 10
        (100, Comparison.AT_LEAST, 90, MET),  # indicator 12
        (50, Comparison.AT_LEAST, 50, MET),
        (50, Comparison.MORE_THAN, 50, NOT_MET),  # "majority" is more than half
        (50, Comparison.AT_MOST, 50, MET),
        (50, Comparison.LESS_THAN, 50, NOT_MET),
        (50, Comparison.EQUAL_TO, 50, MET),
        (51, Comparison.EQUAL_TO, 50, NOT_MET),
    ],
)
def test_a_value_is_held_against_its_target(
    measured: int, comparison: Comparison, target: int, expected: Rating
) -> None:
    assert rate(value(measured), aim(comparison, target), PLAIN) == expected


def test_exactly_on_target_is_decided_before_rounding() -> None:
    two_thirds = value(100 * Fraction(2, 3))
    assert rate(two_thirds, aim(Comparison.AT_LEAST, Decimal("66.7")), PLAIN) == NOT_MET
    assert rate(two_thirds, aim(Comparison.AT_LEAST, Decimal("66.6")), PLAIN) == MET


@pytest.mark.parametrize(
    ("measured", "comparison", "expected"),
    [
        (45, Comparison.AT_LEAST, NEARLY),
        (Decimal("44.99"), Comparison.AT_LEAST, NOT_MET),
        (55, Comparison.AT_MOST, NEARLY),
        (Decimal("55.01"), Comparison.AT_MOST, NOT_MET),
        (50, Comparison.MORE_THAN, NEARLY),
        (55, Comparison.EQUAL_TO, NEARLY),
        (45, Comparison.EQUAL_TO, NEARLY),
    ],
)
def test_a_banded_rule_calls_a_miss_by_a_tenth_nearly(
    measured: int | Decimal, comparison: Comparison, expected: Rating
) -> None:
    assert rate(value(measured), aim(comparison, 50), TENTH) == expected


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (ValueState.MISSING, Reason.NO_VALUE),
        (ValueState.NOT_APPLICABLE, Reason.VALUE_NOT_APPLICABLE),
        (ValueState.NOT_DUE, Reason.VALUE_NOT_DUE),
        (ValueState.NOT_MEASURED, Reason.VALUE_NOT_MEASURED),
        (ValueState.CANNOT_BE_MEASURED, Reason.VALUE_CANNOT_BE_MEASURED),
        (ValueState.NOT_GIVEN, Reason.VALUE_NOT_GIVEN),
        (ValueState.SUPPRESSED, Reason.VALUE_SUPPRESSED),
    ],
)
def test_no_colour_without_a_measured_value(state: ValueState, reason: Reason) -> None:
    assert rate(Measured(state, 99), aim(Comparison.AT_LEAST, 50), PLAIN) == unrated(reason)
    assert unrated(reason).word is None


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (TargetState.NOT_SET, Reason.NO_TARGET),
        (TargetState.UNCLEAR, Reason.TARGET_UNCLEAR),
        (TargetState.NOT_APPLICABLE, Reason.TARGET_NOT_APPLICABLE),
        (TargetState.NOT_GIVEN, Reason.TARGET_NOT_GIVEN),
    ],
)
def test_no_colour_without_a_target(state: TargetState, reason: Reason) -> None:
    assert rate(value(75), Aim(state, Comparison.AT_LEAST, 50), PLAIN) == unrated(reason)


def test_a_set_target_without_a_figure_is_no_target() -> None:
    nothing = Aim(TargetState.SET, Comparison.AT_LEAST)
    assert rate(value(75), nothing, PLAIN) == unrated(Reason.NO_TARGET)
    assert rate(value(75), Aim(TargetState.SET, None, 50), PLAIN) == unrated(Reason.NO_TARGET)


def test_no_colour_without_a_rule() -> None:
    assert rate(value(75), aim(Comparison.AT_LEAST, 50), None) == unrated(Reason.NO_RULE)


def test_a_target_against_the_direction_is_refused() -> None:
    at_most = aim(Comparison.AT_MOST, 50)
    assert rate(value(40), at_most, PLAIN, Direction.UP) == unrated(Reason.NOT_COMPARABLE)
    assert rate(value(40), at_most, PLAIN, Direction.DOWN) == MET


def test_a_measured_zero_is_rated() -> None:
    nothing = Measured(ValueState.ZERO)
    assert rate(nothing, aim(Comparison.AT_LEAST, 50), PLAIN) == NOT_MET
    assert rate(nothing, aim(Comparison.AT_MOST, 0), PLAIN) == MET


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (Measured(ValueState.MEASURED, reached_on=MARCH), MET),
        (Measured(ValueState.MEASURED, reached_on=date(2010, 4, 1)), NOT_MET),
        (Measured(ValueState.MEASURED), unrated(Reason.DATE_REACHED_NOT_KNOWN)),
        (Measured(ValueState.ZERO), unrated(Reason.DATE_REACHED_NOT_KNOWN)),
        (
            Measured(ValueState.ZERO, measured_on=MARCH),
            unrated(Reason.DATE_NOT_YET_PASSED),
        ),
        (Measured(ValueState.ZERO, measured_on=date(2010, 4, 1)), NOT_MET),
        (Measured(ValueState.MISSING), unrated(Reason.NO_VALUE)),
    ],
)
def test_a_milestone_is_met_only_by_its_day(measured: Measured, expected: Rating) -> None:
    by_march = Aim(TargetState.SET, Comparison.BY_DATE, by=MARCH)
    assert rate(measured, by_march, PLAIN) == expected


def test_a_milestone_without_a_day_has_no_target() -> None:
    sometime = Aim(TargetState.SET, Comparison.BY_DATE)
    reached = Measured(ValueState.MEASURED, reached_on=MARCH)
    assert rate(reached, sometime, PLAIN) == unrated(Reason.NO_TARGET)


def test_a_reported_colour_is_set_beside_the_one_worked_out() -> None:
    assert backing(Word.GREEN, MET) == Backing.AGREES
    assert backing(Word.GREEN, NOT_MET) == Backing.DIFFERS
    assert backing(Word.GREEN, unrated(Reason.VALUE_NOT_MEASURED)) == Backing.NOTHING_TO_CHECK
    assert backing(Word.NOT_REPORTED, MET) == Backing.NOT_REPORTED


@pytest.mark.parametrize(
    ("kind", "band"),
    [
        (RuleKind.BANDED, None),
        (RuleKind.MET_OR_NOT, Decimal("0.9")),
        (RuleKind.BANDED, Decimal(1)),
        (RuleKind.BANDED, Decimal(0)),
    ],
)
def test_a_rule_without_sense_is_refused(kind: RuleKind, band: Decimal | None) -> None:
    with pytest.raises(ValueError, match="Give"):
        Rule("odd", 1, kind, band)


def test_days_and_figures_are_not_compared() -> None:
    with pytest.raises(ValueError, match="date"):
        meets(1, Comparison.BY_DATE, 1)


FIGURES = st.decimals(-1000, 1000, places=3)
NUMERIC = st.sampled_from([one for one in Comparison if one is not Comparison.BY_DATE])


@given(st.sampled_from(ValueState), st.sampled_from(TargetState), st.none() | FIGURES, NUMERIC)
def test_a_rating_exists_only_with_value_target_and_rule(
    state: ValueState, target: TargetState, figure: Decimal | None, comparison: Comparison
) -> None:
    rating = rate(Measured(state, figure), Aim(target, comparison, figure), PLAIN)
    has_value = state is ValueState.ZERO or (state is ValueState.MEASURED and figure is not None)
    has_target = target is TargetState.SET and figure is not None
    assert (rating.outcome is not Outcome.NOT_RATED) == (has_value and has_target)


@given(FIGURES, FIGURES, NUMERIC)
def test_a_band_never_takes_away_what_was_met(
    figure: Decimal, target: Decimal, comparison: Comparison
) -> None:
    plain = rate(value(figure), aim(comparison, target), PLAIN).outcome
    banded = rate(value(figure), aim(comparison, target), TENTH).outcome
    assert (plain is Outcome.MET) == (banded is Outcome.MET)


@given(FIGURES, FIGURES)
def test_lower_is_better_mirrors_higher_is_better(figure: Decimal, target: Decimal) -> None:
    up = rate(value(figure), aim(Comparison.AT_LEAST, target), TENTH)
    down = rate(value(-figure), aim(Comparison.AT_MOST, -target), TENTH)
    assert up == down
