"""Figures without rounding errors, and the one rounding used when they are shown."""

from decimal import Decimal
from fractions import Fraction

from trellis.performance.rules.codes import ValueState

Figure = int | Decimal | Fraction


def exact(value: Figure) -> Fraction:
    """Take a figure as it was entered; floats are refused by the type, because 0.1 is not 0.1."""
    return Fraction(value)


def half_up(value: Figure, places: int = 0) -> Decimal:
    """Round for showing: halves go away from zero, as people do by hand (0.815 -> 0.82)."""
    scaled = abs(exact(value)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def is_share_of(stated: Decimal, worked_out: Fraction) -> bool:
    """Whether a percentage is the exact one, to as many decimals as it was given with."""
    decimals = max(0, -int(stated.as_tuple().exponent))
    return half_up(worked_out, decimals) == stated


def known_value(state: ValueState, value: Figure | None) -> Fraction | None:
    """Return the value that may be compared, or None when nothing was measured.

    A measured zero needs no value beside it. A value left beside any other state is not used:
    the state says that nobody stands behind it.
    """
    if state is ValueState.ZERO:
        return Fraction(0)
    if state is ValueState.MEASURED and value is not None:
        return exact(value)
    return None
