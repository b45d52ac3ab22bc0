"""Reading postcode lists (CSV) from people we do not know, row by row and never as a whole.

The columns are found by their headings where these are customary, and the codes of wards and
districts by what stands under them, since every edition of the national lists renames them.
"""

import csv
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, Final

from trellis.places.rules.codes import Kind, is_official, kind_of
from trellis.places.rules.postcodes import NotAPostcodeError, normalise
from trellis.places.rules.problems import FileRefusedError, Problem, Wrong

MOST_BYTES: Final = 60_000_000
MOST_ROWS: Final = 3_000_000  # every postcode there ever was in the United Kingdom
SAMPLE: Final = 1_000
UNKNOWN_FROM: Final = 99  # a latitude of 99.999999 is how the national lists say "not known"

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "postcode": ("pcds", "postcode", "pcd8", "pcd7", "pcd2", "pcd", "postcodes", "pcode"),
    "latitude": ("lat", "latitude"),
    "longitude": ("long", "longitude", "lng", "lon"),
}
_DISTRICTS: Final = frozenset({Kind.DISTRICT, Kind.UNITARY})
Known = Mapping[str, Kind]


@dataclass(frozen=True)
class PostcodeRow:
    code: str
    latitude: Decimal
    longitude: Decimal
    ward_code: str
    district_code: str


@dataclass(frozen=True)
class Columns:
    """Positions from 0, and the headings as they stand; None where there is no such column."""

    headings: tuple[str, ...]
    postcode: int
    latitude: int
    longitude: int
    ward: int | None
    district: int | None

    def heading(self, position: int | None) -> str:
        return "" if position is None else self.headings[position]


@dataclass(frozen=True)
class NoPosition:
    """A postcode that the list itself gives no position for; nothing is wrong with the row."""

    code: str


Line = PostcodeRow | NoPosition | Problem


class PostcodeTable:
    """An open list. Going over it gives every row, in order; it can be gone over again.

    `content` must be binary and able to go back to its start. Raises FileRefusedError.
    """

    def __init__(self, content: BinaryIO, known: Known) -> None:
        self._content = content
        self._encoding = _encoding(content)
        self._delimiter = _delimiter(content)
        self._known = known
        with closing(self._records()) as records:
            head, *sample = list(islice(records, SAMPLE + 1)) or [[]]
        self.columns = find_columns(head, sample, known)

    def __iter__(self) -> Iterator[Line]:
        with closing(self._records()) as records:
            next(records, None)
            for line, record in enumerate(records, start=2):
                if line > MOST_ROWS:
                    raise FileRefusedError(Wrong.TOO_MANY)
                if any(record):
                    yield self._read(line, record)

    def _records(self) -> Generator[list[str], None, None]:
        self._content.seek(0)
        text = TextIOWrapper(self._content, encoding=self._encoding, errors="replace", newline="")
        try:
            yield from csv.reader(text, delimiter=self._delimiter)
        except csv.Error as fault:
            raise FileRefusedError(Wrong.NOT_TEXT) from fault
        finally:
            text.detach()  # the content stays open for whoever goes over it again

    def _read(self, line: int, record: Sequence[str]) -> Line:
        columns = self.columns
        if len(record) <= max(columns.postcode, columns.latitude, columns.longitude):
            return Problem(Wrong.SHORT_ROW, line)
        try:
            code = normalise(record[columns.postcode])
        except NotAPostcodeError:
            return self._problem(Wrong.NOT_A_POSTCODE, line, columns.postcode, record)
        return self._read_position(line, record, code)

    def _read_position(self, line: int, record: Sequence[str], code: str) -> Line:
        found: list[Decimal] = []
        for position, low, high in (
            (self.columns.latitude, 49, 62),
            (self.columns.longitude, -9, 3),
        ):
            value = _number(record[position])
            if not record[position].strip() or (value is not None and value >= UNKNOWN_FROM):
                return NoPosition(code)
            if value is None:
                return self._problem(Wrong.NOT_A_NUMBER, line, position, record)
            if not low <= value <= high:
                return self._problem(Wrong.OUTSIDE, line, position, record)
            found.append(value)
        return self._read_codes(line, record, PostcodeRow(code, found[0], found[1], "", ""))

    def _read_codes(self, line: int, record: Sequence[str], row: PostcodeRow) -> Line:
        found = {"ward": "", "district": ""}
        for name in found:
            position = getattr(self.columns, name)
            value = record[position].strip() if position is not None else ""
            if value and value not in self._known and not is_official(value):
                return self._problem(Wrong.BAD_CODE, line, position, record)
            found[name] = value
        return PostcodeRow(row.code, row.latitude, row.longitude, found["ward"], found["district"])

    def _problem(self, wrong: Wrong, line: int, position: int, record: Sequence[str]) -> Problem:
        return Problem(wrong, line, self.columns.heading(position), record[position])


def find_columns(headings: Sequence[str], sample: Sequence[Sequence[str]], known: Known) -> Columns:
    """Raises FileRefusedError where postcode, latitude or longitude cannot be found."""
    plain = [re.sub(r"[^a-z0-9]", "", heading.lower()) for heading in headings]
    needed: dict[str, int] = {}
    for what, names in _HEADINGS.items():
        places = [plain.index(name) for name in names if name in plain]
        if not places:
            raise FileRefusedError(Wrong.NO_COLUMN, what)
        needed[what] = places[0]
    taken = set(needed.values())
    free = [place for place in range(len(headings)) if place not in taken]
    return Columns(
        tuple(headings),
        **needed,
        ward=_code_column(free, plain, sample, known, frozenset({Kind.WARD})),
        district=_code_column(free, plain, sample, known, _DISTRICTS),
    )


def _code_column(
    free: Sequence[int],
    plain: Sequence[str],
    sample: Sequence[Sequence[str]],
    known: Known,
    kinds: frozenset[Kind],
) -> int | None:
    """The column with most codes of these kinds that the tree knows; then the newest edition."""
    found: list[tuple[int, int, int]] = []
    for place in free:
        values = [row[place].strip() for row in sample if len(row) > place and row[place].strip()]
        of_kind = [value for value in values if (known.get(value) or kind_of(value)) in kinds]
        if values and len(of_kind) > len(values) / 2:
            in_tree = Counter(value in known for value in of_kind)[True]
            found.append((in_tree, _year(plain[place]), -place))
    return -max(found)[2] if found else None


def _year(heading: str) -> int:
    """`ward25`, `wd25cd` and `ward2025` are of 2025; no number is the oldest."""
    digits = re.search(r"(20\d\d|\d\d)(?!\d)", heading)
    return int(digits[1]) % 100 if digits else -1


def _number(text: str) -> Decimal | None:
    """To five decimals, about a metre; None for what is not a finite number."""
    try:
        value = Decimal(text.strip()[:20])
        return value.quantize(Decimal("0.00001")) if abs(value) < 1000 else None
    except InvalidOperation:
        return None


def _delimiter(content: BinaryIO) -> str:
    content.seek(0)
    first = content.readline(1 << 16).decode(errors="replace")
    return max(",;\t|", key=first.count)


def _encoding(content: BinaryIO) -> str:
    """UTF-8, or what spreadsheet programs on Windows write. Reads the file once through."""
    content.seek(0)
    size, is_utf8 = 0, True
    decoder_left = b""
    while block := content.read(1 << 20):
        size += len(block)
        if size > MOST_BYTES:
            raise FileRefusedError(Wrong.TOO_LARGE)
        if b"\0" in block or (size == len(block) and block.startswith(b"PK\x03\x04")):
            raise FileRefusedError(Wrong.NOT_TEXT)
        if is_utf8:
            is_utf8, decoder_left = _continues_utf8(decoder_left + block)
    if not size:
        raise FileRefusedError(Wrong.EMPTY)
    return "utf-8-sig" if is_utf8 and not decoder_left else "cp1252"


def _continues_utf8(block: bytes) -> tuple[bool, bytes]:
    """Whether the block is UTF-8, and a last character that the next block must finish."""
    try:
        block.decode()
    except UnicodeDecodeError as fault:
        if fault.reason == "unexpected end of data" and len(block) - fault.start < 4:
            return True, block[fault.start :]
        return False, b""
    return True, b""
