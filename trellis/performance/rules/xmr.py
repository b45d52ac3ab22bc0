"""Telling a signal from the ordinary ups and downs of a series (XmR, or process behaviour).

Limits are the mean ± 2.66 x the mean moving range, so 2.66 and 3.267 are the usual constants for
ranges of two. As in NHS practice a range of 3.267 means or more is left out once when limits are
worked out, so that one odd month does not hide the next. A break in the series starts afresh.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from trellis.performance.rules.codes import Comparison, Direction, TargetState
from trellis.performance.rules.exact import Figure, exact
from trellis.performance.rules.ratings import Aim, meets
from trellis.performance.rules.special_causes import Cause, Lines, Side, Signal, signals

REACH = Fraction(266, 100)
SCREEN = Fraction(3267, 1000)
TRIAL_FROM, FIRM_FROM = 6, 13


class Firmness(StrEnum):
    """How much the limits can bear: fewer than 6 points none, 6 to 12 trial, 13 or more firm."""

    TOO_FEW = "too_few"
    TRIAL = "trial"
    FIRM = "firm"


class Meaning(StrEnum):
    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Assurance(StrEnum):
    """What the process, left as it is, will do about its target."""

    MEETS = "meets"
    FALLS_SHORT = "falls_short"
    MAY_OR_MAY_NOT = "may_or_may_not"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True)
class Point:
    """A measured value; `starts_afresh` when its version breaks the series before it."""

    value: Figure
    starts_afresh: bool = False


@dataclass(frozen=True)
class Scale:
    """The ends a value cannot pass, to which limits are clipped."""

    low: Figure | None = None
    high: Figure | None = None


OPEN = Scale()
PERCENT = Scale(0, 100)
COUNT = Scale(0)


@dataclass(frozen=True)
class Segment:
    """Places `start` up to but not including `stop`; `lines` is None where there are too few."""

    start: int
    stop: int
    firmness: Firmness
    lines: Lines | None


@dataclass(frozen=True)
class ReadPoint:
    value: Fraction
    cause: Cause
    side: Side | None
    meaning: Meaning


@dataclass(frozen=True)
class XmrReading:
    """Segments and points in order of time; assurance from the last segment's limits."""

    segments: tuple[Segment, ...]
    points: tuple[ReadPoint, ...]
    assurance: Assurance

    @property
    def latest(self) -> ReadPoint | None:
        return self.points[-1] if self.points else None


def read(
    points: Sequence[Point],
    *,
    direction: Direction | None = None,
    aim: Aim | None = None,
    scale: Scale = OPEN,
    screened: bool = True,
) -> XmrReading:
    """Work out limits, special causes and assurance for one series, oldest value first."""
    values = [exact(point.value) for point in points]
    segments = tuple(
        _segment(values, start, stop, scale, screened=screened)
        for start, stop in _stretches(points)
    )
    read_points = tuple(
        point for segment in segments for point in _read_segment(values, segment, direction)
    )
    assurance = _assurance(segments[-1] if segments else None, aim)
    return XmrReading(segments, read_points, assurance)


def limits(
    values: Sequence[Fraction], *, scale: Scale = OPEN, screened: bool = True
) -> Lines | None:
    """Return mean and limits, or None for fewer than two values."""
    if len(values) < 2:
        return None
    mean = Fraction(sum(values), len(values))
    reach = REACH * _mean_range(values, screened=screened)
    return Lines(
        mean=mean,
        low=_clip(mean - reach, scale),
        high=_clip(mean + reach, scale),
        near_low=_clip(mean - reach * 2 / 3, scale),
        near_high=_clip(mean + reach * 2 / 3, scale),
    )


def firmness(count: int) -> Firmness:
    if count < TRIAL_FROM:
        return Firmness.TOO_FEW
    return Firmness.TRIAL if count < FIRM_FROM else Firmness.FIRM


def _stretches(points: Sequence[Point]) -> Iterator[tuple[int, int]]:
    if not points:
        return
    breaks = [place for place, point in enumerate(points) if place and point.starts_afresh]
    yield from pairwise([0, *breaks, len(points)])


def _segment(
    values: Sequence[Fraction], start: int, stop: int, scale: Scale, *, screened: bool
) -> Segment:
    hold = firmness(stop - start)
    too_few = hold is Firmness.TOO_FEW
    lines = None if too_few else limits(values[start:stop], scale=scale, screened=screened)
    return Segment(start, stop, hold, lines)


def _mean_range(values: Sequence[Fraction], *, screened: bool) -> Fraction:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    mean = Fraction(sum(ranges), len(ranges))
    if not screened or mean == 0:
        return mean
    # The smallest range is never above the mean, so at least one always stays.
    kept = [one for one in ranges if one < SCREEN * mean]
    return Fraction(sum(kept), len(kept))


def _clip(value: Fraction, scale: Scale) -> Fraction:
    if scale.low is not None:
        value = max(value, exact(scale.low))
    if scale.high is not None:
        value = min(value, exact(scale.high))
    return value


def _read_segment(
    values: Sequence[Fraction], segment: Segment, direction: Direction | None
) -> Iterator[ReadPoint]:
    stretch = values[segment.start : segment.stop]
    found = (
        signals(stretch, segment.lines) if segment.lines else [Signal(Cause.COMMON)] * len(stretch)
    )
    for value, signal in zip(stretch, found, strict=True):
        yield ReadPoint(value, signal.cause, signal.side, _meaning(signal, direction))


def _meaning(signal: Signal, direction: Direction | None) -> Meaning:
    if signal.side is None:
        return Meaning.COMMON
    if direction is None:
        return Meaning.NEUTRAL
    is_better = (signal.side is Side.HIGH) == (direction is Direction.UP)
    return Meaning.IMPROVEMENT if is_better else Meaning.CONCERN


def _assurance(segment: Segment | None, aim: Aim | None) -> Assurance:
    """Ask of both limits what is asked of a value, so that "on target" means one thing only."""
    lines = segment.lines if segment else None
    if lines is None or aim is None or not _is_judgeable(aim):
        return Assurance.NOT_JUDGED
    assert aim.comparison is not None
    assert aim.value is not None
    met = {meets(limit, aim.comparison, aim.value) for limit in (lines.low, lines.high)}
    if len(met) == 2:
        return Assurance.MAY_OR_MAY_NOT
    return Assurance.MEETS if met == {True} else Assurance.FALLS_SHORT


def _is_judgeable(aim: Aim) -> bool:
    one_sided = aim.comparison not in (None, Comparison.EQUAL_TO, Comparison.BY_DATE)
    return aim.state is TargetState.SET and aim.value is not None and one_sided
