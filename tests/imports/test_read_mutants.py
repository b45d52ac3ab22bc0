"""Files that were whole and then had something happen to them: whatever it was, they are refused
by name or read, quickly."""

import io
import random
import time
import zipfile
from collections.abc import Iterator

import pytest

from tests.imports.apart import read_apart
from tests.imports.files import csv_of, json_of, ods_of, other_xlsx_of, parts_of, xlsx_of, zip_of
from trellis.imports.rules.problems import FileRefusedError, Wrong
from trellis.imports.rules.reading import all_rows, look

SEEDS = (
    csv_of(),
    csv_of(encoding="utf-16", separator=";"),
    json_of(under="groups"),
    xlsx_of(),
    other_xlsx_of(),
    ods_of(),
)
STRANGE = (
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&",
    b'"',
    b"]]>",
    b"<!DOCTYPE a>",
    b"99999999999",
    b"-1",
    b"PK",
)


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """Half of the archives are changed inside and packed anew, so that the change gets past the
    checksums."""
    chance = random.Random(seed)
    for _turn in range(count):
        whole = chance.choice(SEEDS)
        if whole.startswith(b"PK") and chance.random() < 0.5:
            parts = parts_of(whole)
            name = chance.choice(sorted(parts))
            parts[name] = _changed(parts[name], chance)
            yield zip_of(parts)
        else:
            yield _changed(whole, chance)


def _changed(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _turn in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(5):
            case 0 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case 1:
                found[at:at] = chance.choice(STRANGE) * chance.choice((1, 1, 50))
            case 2:
                del found[at : at + chance.randint(1, 200)]
            case 3:
                found[at:at] = found[at : at + chance.randint(1, 400)]
            case _:
                found[at : at + 4] = chance.randbytes(4)
    return bytes(found)


def read(content: bytes) -> str:
    """Every row of it; "" when it could be read, else the code it was refused by."""
    try:
        for sheet in look(io.BytesIO(content)).sheets[:3]:
            for _line, cells in all_rows(io.BytesIO(content), sheet):
                "".join(cells).encode()
    except FileRefusedError as fault:
        return fault.wrong
    return ""


def slow_or_faulty(content: bytes) -> str:
    begun = time.process_time()
    try:
        read(content)
    except Exception as fault:
        return repr(fault)
    took = time.process_time() - begun
    return f"{took:.1f} s" if took > 2 else ""


def test_some_mutants() -> None:
    found = {slow_or_faulty(content) for content in mutants(800, seed=1)}

    assert found == {""}


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(2, 12))
def test_twenty_thousand_mutants(seed: int) -> None:
    found = {slow_or_faulty(content) for content in mutants(2_000, seed=seed)}

    assert found == {""}


@pytest.mark.prove
def test_mutants_apart() -> None:
    """In the reader's own process, which must end in order."""
    for content in mutants(500, seed=99):
        took = read_apart(content)
        assert (took.ended, took.seconds < 2, took.megabytes < 256) == (0, True, True)


def test_the_mutants_are_of_both_kinds() -> None:
    """Some are refused and some can still be read, or nothing would be tried."""
    found = [read(content) for content in mutants(200, seed=5)]

    assert {"", Wrong.BROKEN, Wrong.NOT_TEXT} <= set(found)
    assert 20 < found.count("") < 180


def test_the_mutants_of_archives_are_archives() -> None:
    whole = [content for content in mutants(100, seed=3) if zipfile.is_zipfile(io.BytesIO(content))]

    assert len(whole) > 20
