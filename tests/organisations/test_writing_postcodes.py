"""Postcodes in their one written form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.organisations.rules.postcodes import NotAPostcodeError, normalise


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("LE1 1AA", "LE1 1AA"),
        ("le11aa", "LE1 1AA"),
        (" Le 1 1a a ", "LE1 1AA"),
        ("ME14-1XX", "ME14 1XX"),
        ("W1A 0AX", "W1A 0AX"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("M1 1AE", "M1 1AE"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_postcode_takes_its_form(typed: str, postcode: str) -> None:
    assert normalise(typed) == postcode


@pytest.mark.parametrize("typed", ["LE1", "1AA", "LE1 1A", "LE111 1AA", "LE1 1CA", "12345", "-"])
def test_half_a_postcode_is_none(typed: str) -> None:
    with pytest.raises(NotAPostcodeError):
        normalise(typed)


@given(st.text(max_size=12))
def test_what_is_accepted_fits_and_stays(typed: str) -> None:
    try:
        postcode = normalise(typed)
    except NotAPostcodeError:
        return
    assert normalise(postcode) == postcode
    assert len(postcode) <= 8
