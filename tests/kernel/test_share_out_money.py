"""Whole pence: in words, from pounds, and shared out so that nothing is lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.kernel.money import pence, pounds, share_out

PARTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (147_100_000, "£1,471,000"),
        (1_250, "£12.50"),
        (5, "£0.05"),
        (0, "£0"),
        (-860_200, "−£8,602"),
        (-1, "−£0.01"),
    ],
)
def test_an_amount_in_words(amount: int, words: str) -> None:
    assert pounds(amount) == words


@pytest.mark.parametrize(
    ("amount", "whole"), [("12.5", 1250), ("0.01", 1), ("-3", -300), ("1471000", 147_100_000)]
)
def test_pounds_become_pence(amount: str, whole: int) -> None:
    assert pence(Decimal(amount)) == whole


@pytest.mark.parametrize("amount", ["0.001", "12.345", "-0.005"])
def test_a_fraction_of_a_penny_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="at most two decimals"):
        pence(Decimal(amount))


@given(st.integers(0, 10**9), PARTS)
def test_the_shares_add_up_to_the_total(total: int, parts: list[int]) -> None:
    assert sum(share_out(total, parts)) == total


@given(st.integers(0, 10**9), PARTS)
def test_no_share_is_a_whole_unit_off(total: int, parts: list[int]) -> None:
    whole = sum(parts)
    shares = share_out(total, parts)
    far = [
        share
        for share, part in zip(shares, parts, strict=True)
        if not total * part // whole <= share <= total * part // whole + 1
    ]

    assert far == []
    assert [share for share, part in zip(shares, parts, strict=True) if not part and share] == []


def test_what_is_left_over_goes_to_the_largest_remainder() -> None:
    """100 among three: the first of the equal ones gets the penny."""
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    assert share_out(10, [6, 3, 1]) == [6, 3, 1]
    assert share_out(7, [5, 3, 2]) == [4, 2, 1]
