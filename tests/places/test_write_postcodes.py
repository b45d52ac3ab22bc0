"""Postcodes in their one written form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.places.rules.postcodes import NotAPostcodeError, normalise, outcode_of

INWARD = "ABDEFGHJLNPQRSTUWXYZ"
OUTWARD = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?", fullmatch=True).filter(str.isascii)
POSTCODES = st.builds(
    lambda out, digit, one, two: f"{out} {digit}{one}{two}",
    OUTWARD,
    st.integers(0, 9),
    st.sampled_from(INWARD),
    st.sampled_from(INWARD),
)


@given(POSTCODES, st.sampled_from(["", " ", "  ", "-", "."]), st.booleans())
def test_however_it_is_typed_it_is_written_alike(code: str, gap: str, lower: bool) -> None:  # noqa: FBT001
    typed = code.replace(" ", gap)
    assert normalise(f" {typed.lower() if lower else typed} ") == code


@given(POSTCODES)
def test_the_outcode_is_the_first_half_and_its_own_outcode(code: str) -> None:
    out = code.split(" ", maxsplit=1)[0]
    assert outcode_of(code) == out
    assert outcode_of(out) == out


@given(st.text(max_size=12))
def test_anything_else_is_refused_or_comes_out_in_the_one_form(typed: str) -> None:
    try:
        found = normalise(typed)
    except NotAPostcodeError:
        return
    assert normalise(found) == found
    assert len(found) <= 8


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        (" Le 1 1a a ", "LE1 1AA"),
        ("W1A 0AX", "W1A 0AX"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("M1 1AE", "M1 1AE"),
    ],
)
def test_the_forms_there_are(typed: str, postcode: str) -> None:
    assert normalise(typed) == postcode


@pytest.mark.parametrize(
    "typed",
    [
        "", "LE", "LE1", "1AA", "LE1 1A", "LE1 1CI", "LE1 1CA", "1LE 1AA", "LE1 1AAA", "LE111 1AA",
        "LE1 11A", "12345", "-", "££", "GIR 0AA",
    ],
)  # fmt: skip
def test_what_is_no_postcode(typed: str) -> None:
    with pytest.raises(NotAPostcodeError):
        normalise(typed)
