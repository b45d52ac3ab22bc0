"""Postcode lists that are broken, hostile or of another kind."""

import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.places.making import postcode_file
from trellis.places.rules.problems import FileRefusedError, Problem, Wrong
from trellis.places.rules.tables import PostcodeRow, PostcodeTable


def refusal(content: bytes) -> tuple[Wrong, str]:
    with pytest.raises(FileRefusedError) as caught:
        list(PostcodeTable(BytesIO(content), {}))
    return caught.value.wrong, caught.value.value


@pytest.mark.parametrize(
    ("content", "wrong", "about"),
    [
        (b"", Wrong.EMPTY, ""),
        (b"PK\x03\x04" + b"x" * 100, Wrong.NOT_TEXT, ""),
        ("postcode,lat,long".encode("utf-16"), Wrong.NOT_TEXT, ""),
        (b"\n\n\n", Wrong.NO_COLUMN, "postcode"),
        (b"name,address\nA,B\n", Wrong.NO_COLUMN, "postcode"),
        (b"postcode,eastings,northings\nLE1 1AA,458000,304000\n", Wrong.NO_COLUMN, "latitude"),
        (b"postcode,lat\nLE1 1AA,52\n", Wrong.NO_COLUMN, "longitude"),
        (b"postcode,lat,long\n" + b"x" * 200_000 + b",1,1\n", Wrong.NOT_TEXT, ""),
        (b'postcode,lat,long\n"' + b"y\n" * 100_000, Wrong.NOT_TEXT, ""),
        (b"postcode,lat,long\n" + b"x" * 60_000_001, Wrong.TOO_LARGE, ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_whole_list_is_refused_quickly(content: bytes, wrong: Wrong, about: str) -> None:
    begun = time.perf_counter()
    assert refusal(content) == (wrong, about)
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("LE1,52.6,-1.1,,", Problem(Wrong.NOT_A_POSTCODE, 3, "pcds", "LE1")),
        ("=1+1,52.6,-1.1,,", Problem(Wrong.NOT_A_POSTCODE, 3, "pcds", "=1+1")),
        ("LE1 1AB,north,-1.1,,", Problem(Wrong.NOT_A_NUMBER, 3, "lat", "north")),
        ("LE1 1AB,52.6,1e999,,", Problem(Wrong.NOT_A_NUMBER, 3, "long", "1e999")),
        ("LE1 1AB,NaN,-1.1,,", Problem(Wrong.NOT_A_NUMBER, 3, "lat", "NaN")),
        ("LE1 1AB,-1.1,52.6,,", Problem(Wrong.OUTSIDE, 3, "lat", "-1.1")),
        ("LE1 1AB,52.6,52.6,,", Problem(Wrong.OUTSIDE, 3, "long", "52.6")),
        ("LE1 1AB,52.6,-1.1,Amberdale,", Problem(Wrong.BAD_CODE, 3, "laua", "Amberdale")),
        ("LE1 1AB", Problem(Wrong.SHORT_ROW, 3)),
    ],
    ids=str,
)
def test_a_row_that_is_wrong_is_named_by_line_and_column_and_the_others_are_read(
    row: str, problem: Problem
) -> None:
    good = "LE1 1AA,52.6,-1.1,E07900001,E05900001"
    more = ["LE1 1AD,52.6,-1.1,E07900001,E05900001", "LE1 1AE,52.6,-1.1,E07900001,"]
    found = list(PostcodeTable(BytesIO(postcode_file([good, row, *more])), {}))
    assert [line for line in found if isinstance(line, Problem)] == [problem]
    codes = [line.code for line in found if isinstance(line, PostcodeRow)]
    assert codes == ["LE1 1AA", "LE1 1AD", "LE1 1AE"]


def test_empty_lines_are_passed_over_and_counted_as_lines() -> None:
    [_good, problem] = PostcodeTable(
        BytesIO(postcode_file(["LE1 1AA,52.6,-1.1,,", "", "x,52.6,-1.1,,"])), {}
    )
    assert problem == Problem(Wrong.NOT_A_POSTCODE, 4, "pcds", "x")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_be_refused(content: bytes) -> None:
    with pytest.raises(FileRefusedError):
        list(PostcodeTable(BytesIO(content), {}))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_no_rows_do_anything_but_be_read_or_named(rows: str) -> None:
    content = ("postcode,lat,long,ward\n" + rows).encode("utf-8", "replace")
    try:
        list(PostcodeTable(BytesIO(content), {}))
    except FileRefusedError as fault:
        assert fault.wrong is Wrong.NOT_TEXT  # noqa: PT017
