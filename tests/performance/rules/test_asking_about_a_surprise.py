"""When a figure is so far from the last one that its writer is asked whether it is right."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.codes import IndicatorKind
from trellis.performance.rules.surprises import is_surprising

KINDS = st.sampled_from(list(IndicatorKind))
COUNTS = st.integers(0, 10**9).map(Fraction)


@pytest.mark.parametrize(
    ("kind", "now", "before", "asked"),
    [
        ("number", 1200, 12, True),
        ("number", 12, 1200, True),
        ("number", 120, 12, True),
        ("number", 119, 12, False),
        ("number", 0, 12, True),
        ("number", 10, 1, False),
        ("number", 9, 0, False),
        ("number", 10, 0, True),
        ("money", 184_700, 18_470, True),
        ("money", 184_700, 92_000, False),
        ("percentage", 80, 50, False),
        ("percentage", 81, 50, True),
        ("percentage", 5, 50, True),
        ("percentage", 5, 1, False),
        ("milestone", 1200, 12, False),
        ("narrative", 1200, 12, False),
    ],
)
def test_ten_times_or_thirty_points(kind: str, now: int, before: int, *, asked: bool) -> None:
    assert is_surprising(IndicatorKind(kind), Fraction(now), Fraction(before)) is asked


@given(kind=KINDS, now=COUNTS, before=COUNTS)
def test_up_is_asked_about_as_down_is(kind: IndicatorKind, now: Fraction, before: Fraction) -> None:
    assert is_surprising(kind, now, before) == is_surprising(kind, before, now)


@given(kind=KINDS, now=COUNTS)
def test_the_same_again_is_no_surprise(kind: IndicatorKind, now: Fraction) -> None:
    assert not is_surprising(kind, now, now)


@given(before=COUNTS, now=COUNTS, more=COUNTS)
def test_what_is_farther_off_is_no_less_surprising(
    before: Fraction, now: Fraction, more: Fraction
) -> None:
    if now >= before and is_surprising(IndicatorKind.NUMBER, now, before):
        assert is_surprising(IndicatorKind.NUMBER, now + more, before)
