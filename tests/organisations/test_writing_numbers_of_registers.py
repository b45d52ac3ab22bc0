"""Numbers in registers: the forms people write, brought into the register's own or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.organisations.rules.identifiers import (
    LIMIT,
    SCHEMES,
    NotAnIdentifierError,
    split,
)


@pytest.mark.parametrize(
    ("scheme", "typed", "value"),
    [
        ("GB-CHC", "1090095", "1090095"),
        ("GB-CHC", " 279 417 ", "279417"),
        ("GB-CHC", "GB-CHC-1090095", "1090095"),
        ("GB-CHC", "gb-chc-1090095", "1090095"),
        ("GB-CHC", "1090095-12", "1090095-12"),
        ("GB-SC", "sc042386", "SC042386"),
        ("GB-SC", "SC 042 386", "SC042386"),
        ("GB-NIC", "100048", "100048"),
        ("GB-COH", "07444723", "07444723"),
        ("GB-COH", "7444723", "07444723"),
        ("GB-COH", "sc123456", "SC123456"),
        ("GB-COH", "NI012345", "NI012345"),
        ("GB-COH", "IP12345R", "IP12345R"),
        ("GB-CASC", "DF679063", "df679063"),
        ("GB-MPR", "235C", "235C"),
        ("GB-MPR", "IP031455", "IP031455"),
        ("GB-MPR", "31455 r", "31455R"),
        ("GB-LAE", "lce", "LCE"),
        ("GB-UKPRN", "10000346", "10000346"),
        ("GB-EDU", "125554", "125554"),
        ("GB-NHS", "7A1A5", "7A1A5"),
        ("GB-GOR", "PB1204", "PB1204"),
        ("GB-GOR", "d1198", "D1198"),
        ("GB-SHPE", "LH4401", "LH4401"),
        ("GB-SHPE", "4793", "4793"),
    ],
)
def test_a_number_takes_the_form_of_its_register(scheme: str, typed: str, value: str) -> None:
    assert SCHEMES[scheme].normalise(typed) == value


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        ("GB-CHC", ""),
        ("GB-CHC", "12345"),
        ("GB-CHC", "12345678"),
        ("GB-CHC", "0123456"),
        ("GB-CHC", "SC042386"),
        ("GB-CHC", "X1090095"),
        ("GB-CHC", "１０９００９５"),
        ("GB-SC", "042386"),
        ("GB-NIC", "200048"),
        ("GB-NIC", "1000481"),
        ("GB-COH", "123456789"),
        ("GB-COH", "ABC12345"),
        ("GB-CASC", "df67906g"),
        ("GB-LAE", "LC1"),
        ("GB-UKPRN", "20000346"),
        ("GB-EDU", "12"),
        ("GB-NHS", "RA"),
        ("GB-GOR", "1204"),
        ("GB-CHC", "1090095\n1090096"),
        ("GB-CHC", "=1090095"),
    ],
)
def test_anything_else_is_refused(scheme: str, typed: str) -> None:
    with pytest.raises(NotAnIdentifierError):
        SCHEMES[scheme].normalise(typed)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))
def test_the_example_in_the_message_is_right_itself(scheme: object) -> None:
    assert scheme.normalise(scheme.example) == scheme.example  # type: ignore[attr-defined]


@given(st.sampled_from(sorted(SCHEMES)), st.text(max_size=60))
def test_what_is_accepted_is_in_its_normal_form(scheme: str, typed: str) -> None:
    try:
        value = SCHEMES[scheme].normalise(typed)
    except NotAnIdentifierError:
        return
    assert SCHEMES[scheme].normalise(value) == value
    assert 0 < len(value) <= LIMIT
    assert value.isascii()


def test_an_entry_is_linked_where_its_register_has_an_address_for_it() -> None:
    charity = SCHEMES["GB-CHC"]
    assert charity.link("1090095").endswith("?regid=1090095&subid=0")
    assert charity.link("1090095-12").endswith("?regid=1090095&subid=12")
    assert SCHEMES["GB-MPR"].link("235C") == ""


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("GB-CHC-1090095", ("GB-CHC", "1090095")),
        ("gb-sc-sc042386", ("GB-SC", "SC042386")),
        ("GB-CHC-", None),
        ("GB-XXX-1", None),
        ("1090095", None),
        ("Ambley Scouts", None),
    ],
)
def test_a_whole_identifier_comes_apart(typed: str, parts: tuple[str, str] | None) -> None:
    assert split(typed) == parts
