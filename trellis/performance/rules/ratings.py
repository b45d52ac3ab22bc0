"""A rating exists only where there is a value, a target and a rule; otherwise the reason why not.

In the Leicestershire review of 2011 nine of the 27 indicators that ended green had no measured
value behind them (section 8.2, Tables One and Two). Here such a rating cannot be worked out.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from trellis.performance.rules.codes import Comparison, Direction, TargetState, ValueState, Word
from trellis.performance.rules.exact import Figure, exact, known_value


class RuleKind(StrEnum):
    MET_OR_NOT = "met_or_not"
    BANDED = "banded"


class Outcome(StrEnum):
    MET = "met"
    NEARLY = "nearly"
    NOT_MET = "not_met"
    NOT_RATED = "not_rated"


class Reason(StrEnum):
    """Why an outcome is what it is; all but COMPARED go with NOT_RATED."""

    COMPARED = "compared"
    NO_VALUE = "no_value"
    VALUE_NOT_APPLICABLE = "value_not_applicable"
    VALUE_NOT_DUE = "value_not_due"
    VALUE_NOT_MEASURED = "value_not_measured"
    VALUE_CANNOT_BE_MEASURED = "value_cannot_be_measured"
    VALUE_NOT_GIVEN = "value_not_given"
    VALUE_SUPPRESSED = "value_suppressed"
    TRIED_OUT = "tried_out"
    NO_TARGET = "no_target"
    TARGET_UNCLEAR = "target_unclear"
    TARGET_NOT_APPLICABLE = "target_not_applicable"
    TARGET_NOT_GIVEN = "target_not_given"
    DATE_REACHED_NOT_KNOWN = "date_reached_not_known"
    DATE_NOT_YET_PASSED = "date_not_yet_passed"
    NO_RULE = "no_rule"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True)
class Rule:
    """One version of a rating rule.

    `amber_within` is a share of the target, strictly between 0 and 1, and belongs to banded rules
    only: Decimal("0.9") calls a value "nearly" when it misses by a tenth of the target at most.
    """

    code: str
    number: int
    kind: RuleKind
    amber_within: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.kind is RuleKind.BANDED) != (self.amber_within is not None):
            raise ValueError("Give a band to a banded rule, and to no other.")
        if self.amber_within is not None and not 0 < self.amber_within < 1:
            raise ValueError("Give the band as a share of the target between 0 and 1.")


@dataclass(frozen=True)
class Measured:
    """A value, or the day a milestone was reached.

    A milestone seen not to be reached has the state ZERO and the day of looking in `measured_on`.
    """

    state: ValueState
    value: Figure | None = None
    reached_on: date | None = None
    measured_on: date | None = None


@dataclass(frozen=True)
class Aim:
    """A target: a `value` to compare with, or for BY_DATE the last day, `by`."""

    state: TargetState
    comparison: Comparison | None = None
    value: Figure | None = None
    by: date | None = None


@dataclass(frozen=True)
class Rating:
    outcome: Outcome
    reason: Reason

    @property
    def word(self) -> Word | None:
        """The colour that goes with the outcome; None leaves it uncoloured."""
        return WORDS.get(self.outcome)


WORDS = {Outcome.MET: Word.GREEN, Outcome.NEARLY: Word.AMBER, Outcome.NOT_MET: Word.RED}

WITHOUT_VALUE = {
    ValueState.MEASURED: Reason.NO_VALUE,
    ValueState.MISSING: Reason.NO_VALUE,
    ValueState.NOT_APPLICABLE: Reason.VALUE_NOT_APPLICABLE,
    ValueState.NOT_DUE: Reason.VALUE_NOT_DUE,
    ValueState.NOT_MEASURED: Reason.VALUE_NOT_MEASURED,
    ValueState.CANNOT_BE_MEASURED: Reason.VALUE_CANNOT_BE_MEASURED,
    ValueState.NOT_GIVEN: Reason.VALUE_NOT_GIVEN,
    ValueState.SUPPRESSED: Reason.VALUE_SUPPRESSED,
}
WITHOUT_TARGET = {
    TargetState.NOT_SET: Reason.NO_TARGET,
    TargetState.UNCLEAR: Reason.TARGET_UNCLEAR,
    TargetState.NOT_APPLICABLE: Reason.TARGET_NOT_APPLICABLE,
    TargetState.NOT_GIVEN: Reason.TARGET_NOT_GIVEN,
}
UPWARD = (Comparison.AT_LEAST, Comparison.MORE_THAN)
DOWNWARD = (Comparison.AT_MOST, Comparison.LESS_THAN)


def rate(
    measured: Measured,
    aim: Aim,
    rule: Rule | None,
    direction: Direction | None = None,
    *,
    is_tried_out: bool = False,
) -> Rating:
    """Compare a value with its target under one rule.

    The value is asked for first, then the target, then the rule, so that the reason given is the
    one that is nearest to the work. What is new and tried out is not compared with anything.
    Everything is compared unrounded.
    """
    missing = _missing_in_value(measured, aim)
    if not missing and is_tried_out:
        missing = Reason.TRIED_OUT
    missing = missing or _what_is_missing(aim, rule, direction)
    if missing:
        return Rating(Outcome.NOT_RATED, missing)
    if aim.comparison is Comparison.BY_DATE:
        return _rate_milestone(measured, aim)
    return Rating(_rate_value(measured, aim, rule), Reason.COMPARED)


def meets(value: Figure, comparison: Comparison, target: Figure) -> bool:
    """Decide "on target" in the one place where it is decided; exactly equal meets AT_LEAST.

    Raises ValueError for BY_DATE, which compares days and not figures.
    """
    value, target = exact(value), exact(target)
    match comparison:
        case Comparison.AT_LEAST:
            return value >= target
        case Comparison.MORE_THAN:
            return value > target
        case Comparison.AT_MOST:
            return value <= target
        case Comparison.LESS_THAN:
            return value < target
        case Comparison.EQUAL_TO:
            return value == target
    raise ValueError("A target by a date has no figure to compare with.")


def _what_is_missing(aim: Aim, rule: Rule | None, direction: Direction | None) -> Reason | None:
    return (
        _missing_in_target(aim)
        or _contradiction(aim, direction)
        or (Reason.NO_RULE if rule is None else None)
    )


def _missing_in_value(measured: Measured, aim: Aim) -> Reason | None:
    dated = aim.comparison is Comparison.BY_DATE
    if dated and measured.state.is_known:
        return None
    if known_value(measured.state, measured.value) is None:
        return WITHOUT_VALUE[measured.state]
    return None


def _missing_in_target(aim: Aim) -> Reason | None:
    if aim.state is not TargetState.SET:
        return WITHOUT_TARGET[aim.state]
    wanted = aim.by if aim.comparison is Comparison.BY_DATE else aim.value
    return Reason.NO_TARGET if wanted is None or aim.comparison is None else None


def _contradiction(aim: Aim, direction: Direction | None) -> Reason | None:
    """Refuse a target that asks for less where more is better, or the other way about."""
    against = {Direction.UP: DOWNWARD, Direction.DOWN: UPWARD}
    wrong = direction is not None and aim.comparison in against[direction]
    return Reason.NOT_COMPARABLE if wrong else None


def _rate_milestone(measured: Measured, aim: Aim) -> Rating:
    """Judge days only: a milestone "reached" on no known day cannot be said to be in time."""
    assert aim.by is not None
    if measured.reached_on:
        in_time = measured.reached_on <= aim.by
        return Rating(Outcome.MET if in_time else Outcome.NOT_MET, Reason.COMPARED)
    if measured.state is ValueState.MEASURED or measured.measured_on is None:
        return Rating(Outcome.NOT_RATED, Reason.DATE_REACHED_NOT_KNOWN)
    if measured.measured_on <= aim.by:
        return Rating(Outcome.NOT_RATED, Reason.DATE_NOT_YET_PASSED)
    return Rating(Outcome.NOT_MET, Reason.COMPARED)


def _rate_value(measured: Measured, aim: Aim, rule: Rule | None) -> Outcome:
    value = known_value(measured.state, measured.value)
    assert value is not None
    assert aim.value is not None
    assert aim.comparison is not None
    if meets(value, aim.comparison, aim.value):
        return Outcome.MET
    if rule and rule.amber_within and _is_near(value, aim, rule.amber_within):
        return Outcome.NEARLY
    return Outcome.NOT_MET


def _is_near(value: Fraction, aim: Aim, amber_within: Decimal) -> bool:
    """Measure the miss against the size of the target.

    The band has the same width on either side (target ± a tenth), so that lower-is-better mirrors
    higher-is-better; the size and not the sign of the target counts, so negative targets work.
    """
    assert aim.value is not None
    width = (1 - exact(amber_within)) * abs(exact(aim.value))
    return abs(value - exact(aim.value)) <= width


class Backing(StrEnum):
    """What stands behind a colour that somebody reported."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOTHING_TO_CHECK = "nothing_to_check"
    NOT_REPORTED = "not_reported"


def backing(reported: Word, rating: Rating) -> Backing:
    """Set a reported colour beside the one worked out from value, target and rule."""
    if reported is Word.NOT_REPORTED:
        return Backing.NOT_REPORTED
    if rating.word is None:
        return Backing.NOTHING_TO_CHECK
    return Backing.AGREES if rating.word is reported else Backing.DIFFERS
