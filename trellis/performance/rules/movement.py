"""Whether a value moved since the last period, and whether that is good news.

An arrow is drawn only where both values measure the same thing and chance does not explain the
difference. The Leicestershire review drew arrows over changed definitions (Table One: 16, 18, 21).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from trellis.performance.rules.codes import ChangeClass, Direction, IndicatorKind, ValueState
from trellis.performance.rules.exact import Figure, known_value
from trellis.performance.rules.intervals import Interval, newcombe


class Course(StrEnum):
    UP = "up"
    DOWN = "down"
    SAME = "same"
    NO_CLEAR_CHANGE = "no_clear_change"
    NONE_ACROSS_BREAK = "none_across_break"
    NOT_COMPARABLE = "not_comparable"


class Bearing(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


@dataclass(frozen=True)
class Reading:
    """One value of a series. A percentage is given out of 100.

    Where a percentage has its two numbers, they are used and `value` is not asked for.
    """

    state: ValueState
    value: Figure | None = None
    numerator: int | None = None
    denominator: int | None = None

    @property
    def pair(self) -> tuple[int, int] | None:
        if self.numerator is None or not self.denominator or not self.state.is_known:
            return None
        return self.numerator, self.denominator


@dataclass(frozen=True)
class Movement:
    """`change` and `likely` are in the indicator's unit; percentage points for percentages.

    `likely` is the 95 % interval of the change, and None where sizes are not known or not needed.
    """

    course: Course
    bearing: Bearing = Bearing.NEITHER
    change: Fraction | None = None
    likely: Interval | None = None


def movement(
    before: Reading,
    after: Reading,
    *,
    kind: IndicatorKind,
    direction: Direction | None = None,
    changes: Iterable[ChangeClass] = (),
) -> Movement:
    """Compare two consecutive values of one series.

    `changes` are the classes of every version that came into force after `before` was measured.
    """
    if any(change.breaks_series for change in changes):
        return Movement(Course.NONE_ACROSS_BREAK)
    first, second = _comparable(before, kind), _comparable(after, kind)
    if first is None or second is None:
        return Movement(Course.NOT_COMPARABLE)
    change, likely = second - first, _likely(before, after, kind)
    course = _course(change, likely)
    return Movement(course, _bearing(course, direction), change, likely)


def _comparable(reading: Reading, kind: IndicatorKind) -> Fraction | None:
    if kind in (IndicatorKind.MILESTONE, IndicatorKind.NARRATIVE):
        return None
    if kind is IndicatorKind.PERCENTAGE and reading.pair:
        return 100 * Fraction(*reading.pair)
    return known_value(reading.state, reading.value)


def _likely(before: Reading, after: Reading, kind: IndicatorKind) -> Interval | None:
    """Test shares only; a count or a sum of money is complete, and its change is a fact."""
    if kind is not IndicatorKind.PERCENTAGE or not before.pair or not after.pair:
        return None
    interval = newcombe(before.pair, after.pair)
    return Interval(100 * interval.low, 100 * interval.high)


def _course(change: Fraction, likely: Interval | None) -> Course:
    if change == 0:
        return Course.SAME
    if likely is not None and likely.covers(0):
        return Course.NO_CLEAR_CHANGE
    return Course.UP if change > 0 else Course.DOWN


def _bearing(course: Course, direction: Direction | None) -> Bearing:
    if direction is None or course not in (Course.UP, Course.DOWN):
        return Bearing.NEITHER
    return Bearing.BETTER if course.value == direction.value else Bearing.WORSE
