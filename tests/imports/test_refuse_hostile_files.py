"""Hostile files: each is refused by name, or read, in two seconds and 256 MB, and the process
that reads it ends in order."""

import io
import time
from collections.abc import Callable

import pytest

from tests.imports.apart import read_apart
from tests.imports.files import csv_of
from tests.imports.hostile import WHOLE, Content, hostile, long_sheet
from trellis.imports.rules.problems import MOST_BYTES, FileRefusedError, Wrong
from trellis.imports.rules.reading import all_rows, look

ALL = list(hostile())
# Made only when it is asked for: large, and so always read in a process of its own.
LARGE = [one for one in ALL if callable(one[1])]
SMALL = [one for one in ALL if not callable(one[1])]


def each(found: list[tuple[str, Content, Wrong | None]]) -> pytest.MarkDecorator:
    cases = [pytest.param(content, wrong, id=name) for name, content, wrong in found]
    return pytest.mark.parametrize(("content", "wrong"), cases)


def must_end_well(content: Content, wrong: Wrong | None) -> None:
    took = read_apart(content() if callable(content) else content)

    assert (took.ended, took.wrong) == (0, wrong or "")
    assert took.seconds < 2
    assert took.megabytes < 256


@each(LARGE)
def test_a_large_one_is_refused_by_name_or_read(content: Content, wrong: Wrong | None) -> None:
    must_end_well(content, wrong)


@pytest.mark.prove
@each(SMALL)
def test_a_small_one_apart_too(content: Content, wrong: Wrong | None) -> None:
    must_end_well(content, wrong)


@each(SMALL)
def test_a_small_one_is_refused_by_name_or_read(content: bytes, wrong: Wrong | None) -> None:
    begun = time.process_time()
    try:
        look(io.BytesIO(content))
        found = None
    except FileRefusedError as fault:
        found = fault.wrong

    assert found == wrong
    assert time.process_time() - begun < 2


def test_there_are_two_hundred_and_no_two_alike() -> None:
    assert len(ALL) >= 200
    assert len({content for _name, content, _wrong in ALL}) == len(ALL)


@pytest.mark.prove
@pytest.mark.parametrize(
    ("make", "sheet"),
    [(lambda: long_sheet(500_002), "S"), (lambda: b"a,b\n" * 500_002, "")],
    ids=["xlsx", "csv"],
)
def test_more_rows_than_anybody_has_are_refused_while_they_are_read(
    make: Callable[[], bytes], sheet: str
) -> None:
    assert read_apart(make(), "rows", sheet).wrong == Wrong.TOO_MANY_ROWS


def test_what_needs_more_memory_than_there_is_ends_its_own_process_only() -> None:
    took = read_apart(b"[" + b'{"a":[1,2]},' * (MOST_BYTES // 13) + b'{"a":1}]')

    assert (took.ended, took.wrong) == (0, Wrong.TOO_TANGLED)
    assert took.megabytes < 256


def test_a_refusal_says_where() -> None:
    with pytest.raises(FileRefusedError) as caught:
        list(all_rows(io.BytesIO(csv_of([["a"], ["b"], ["x" * 10_001]])), ""))

    assert (caught.value.wrong, caught.value.value) == (Wrong.LONG_CELL, "3")


def test_nothing_is_said_of_what_is_sound() -> None:
    assert [look(io.BytesIO(whole)).sheet for whole in WHOLE.values()] == ["Groups", "Groups"]
