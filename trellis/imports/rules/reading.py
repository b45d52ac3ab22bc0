"""Any table that people bring, by what is in it and never by its name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final, Protocol

from trellis.imports.rules.archives import open_archive
from trellis.imports.rules.delimited import TextTable
from trellis.imports.rules.lines import DAMAGE, Line
from trellis.imports.rules.nested import JsonTable
from trellis.imports.rules.ods import Spreadsheet
from trellis.imports.rules.problems import MOST_BYTES, MOST_LETTERS, FileRefusedError, Wrong
from trellis.imports.rules.xlsx import Workbook

SAMPLE: Final = 60
_OLD: Final = b"\xd0\xcf\x11\xe0"  # Excel before 2007, and any workbook with a password
# A document, a picture, a program or something packed.
_OTHERS: Final = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh",
    b"\xfd7zXZ", b"\x7fELF", b"MZ", b"{\\rtf", b"SQLite format 3", b"PAR1",
)  # fmt: skip
_MARKUP: Final = re.compile(
    rb"^(\xef\xbb\xbf)?\s*<(\?xml|!doctype|html|table|svg|[a-z:]+[ >])", re.I
)
_DAMAGED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_JSON: Final = re.compile(rb"^(\xef\xbb\xbf)?\s*[\[{]")


class Table(Protocol):
    """Sheets by name ("" for the only one), and the rows of one, each with its line."""

    @property
    def sheets(self) -> Sequence[str]: ...
    def rows(self, sheet: str) -> Iterator[Line]: ...


@dataclass(frozen=True)
class Look:
    """The beginning of a table: enough to see what it is. `sample` are its first rows with
    something in them; encoding and separator are those of text."""

    kind: str
    encoding: str
    separator: str
    sheets: list[str]
    sheet: str
    sample: list[Line]


def open_table(content: BinaryIO) -> tuple[str, Table]:
    """`csv`, `xlsx`, `ods` or `json`, and the table. Raises FileRefusedError."""
    size = content.seek(0, 2)
    content.seek(0)
    first = content.read(1 << 12)
    if not size:
        raise FileRefusedError(Wrong.EMPTY)
    if size > MOST_BYTES:
        raise FileRefusedError(Wrong.TOO_LARGE)
    if first.startswith(b"PK"):
        return _open_spreadsheet(content, size)
    if first.startswith(_OLD):
        raise FileRefusedError(Wrong.OLD_OR_LOCKED)
    if first.startswith(_OTHERS) or _MARKUP.match(first):
        raise FileRefusedError(Wrong.NOT_A_TABLE)
    if _JSON.match(first):
        return "json", JsonTable(content)
    return "csv", TextTable(content)


def _open_spreadsheet(content: BinaryIO, size: int) -> tuple[str, Table]:
    archive = open_archive(content, size)
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx", Workbook(archive)
    if "content.xml" in names and "mimetype" in names:
        return "ods", Spreadsheet(archive)
    raise FileRefusedError(Wrong.NOT_A_TABLE)


def look(content: BinaryIO, sheet: str | None = None) -> Look:
    """Without the name of a sheet, the first that has rows. Raises FileRefusedError."""
    kind, table = open_table(content)
    if not table.sheets:
        raise FileRefusedError(Wrong.NO_SHEET)
    if sheet is not None and sheet not in table.sheets:
        raise FileRefusedError(Wrong.NO_SHEET, sheet[:60])
    for name in [sheet] if sheet is not None else list(table.sheets)[:10]:
        sample = list(islice(cut(table.rows(name)), SAMPLE))
        if sample:
            encoding = getattr(table, "encoding", "")
            separator = getattr(table, "separator", "")
            return Look(kind, encoding, separator, list(table.sheets), name, sample)
    raise FileRefusedError(Wrong.NO_ROWS)


def all_rows(content: BinaryIO, sheet: str) -> Iterator[Line]:
    """Raises FileRefusedError."""
    _kind, table = open_table(content)
    if sheet not in table.sheets:
        raise FileRefusedError(Wrong.NO_SHEET, sheet[:60])
    return cut(table.rows(sheet))


def cut(rows: Iterator[Line]) -> Iterator[Line]:
    """No cell is longer than any field of the record; spaces around are nobody's meaning."""
    for number, cells in rows:
        found = [_DAMAGED.sub(DAMAGE, cell.strip()) for cell in cells]
        if any(len(cell) > MOST_LETTERS for cell in found):
            raise FileRefusedError(Wrong.LONG_CELL, str(number))
        yield number, found


def as_plain(found: Look) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "encoding": found.encoding,
        "separator": found.separator,
        "sheets": found.sheets,
        "sheet": found.sheet,
        "sample": [[number, cells] for number, cells in found.sample],
    }
