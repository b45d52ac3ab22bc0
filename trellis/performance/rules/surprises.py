"""Whether a figure is so far from the one before that its writer is asked if it is right."""

from fractions import Fraction

from trellis.performance.rules.codes import IndicatorKind

POINTS = 30
TIMES = 10
# Of two small counts one is soon ten times the other: 1 and 10 are nothing to ask about.
_LEAST_APART = 10
_COUNTED = (IndicatorKind.NUMBER, IndicatorKind.MONEY)


def is_surprising(kind: IndicatorKind, now: Fraction, before: Fraction) -> bool:
    """A percentage that moved by more than 30 points; a number or an amount that is ten times as
    large or as small, nought included. Never where there is nothing to compare."""
    apart = abs(now - before)
    if kind is IndicatorKind.PERCENTAGE:
        return apart > POINTS
    if kind not in _COUNTED or apart < _LEAST_APART:
        return False
    smaller, larger = sorted((abs(now), abs(before)))
    return larger >= TIMES * smaller
