"""Text tables: CSV and its cousins, in whatever encoding and with whatever separator."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from trellis.imports.rules.lines import Line
from trellis.imports.rules.problems import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    FileRefusedError,
    Wrong,
)

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS: Final = ",;\t|"
_SAMPLE: Final = 1 << 16
_SAMPLE_ROWS: Final = 60
_SAID: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own first line
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def encoding_of(content: BinaryIO) -> str:
    """A name Python knows. Reads the file once through. Raises FileRefusedError."""
    content.seek(0)
    first = content.read(1 << 12)
    for mark, name in _MARKS:
        if first.startswith(mark):
            return name or _refuse_text()
    if b"\0" in first:
        return _sixteen(first)
    if len(_CONTROL.findall(first)) > 2 + len(first) // 100:
        raise FileRefusedError(Wrong.NOT_TEXT)
    return "utf-8" if _is_utf8(content) else "cp1252"


def _refuse_text() -> str:
    raise FileRefusedError(Wrong.NOT_TEXT)


def _sixteen(first: bytes) -> str:
    """UTF-16 without a mark has its noughts all on one side."""
    even, odd = first[::2].count(0), first[1::2].count(0)
    if max(even, odd) < len(first) // 4 or min(even, odd) > len(first) // 50:
        raise FileRefusedError(Wrong.NOT_TEXT)
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(content: BinaryIO) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := content.read(1 << 20):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def separator_of(sample: str) -> str:
    """The sign that cuts most of the first lines into equally many cells. Of equals the tab, which
    nobody writes within a cell, else the one that makes most of them."""
    said = _SAID.match(sample)
    if said is not None:
        return said[1]
    return max(_SEPARATORS, key=lambda sign: _fit(sample, sign))


def _fit(sample: str, sign: str) -> tuple[float, bool, int]:
    widths = [len(row) for row in _first_rows(sample, sign) if row]
    width, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return (times / len(widths) if width > 1 else 0.0, width > 1 and sign == "\t", width)


def _first_rows(sample: str, sign: str) -> list[list[str]]:
    """What can be read of the sample; its last line may be cut short."""
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign):
            if len(found) == _SAMPLE_ROWS:
                break
            found.append(row)
    except csv.Error:
        pass
    return found


def encoded(text: str) -> bytes:
    """What was pasted as a table of text, whatever it begins with: PK may be a club and is no
    archive."""
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le", "replace")


class TextTable:
    """An open text table; `encoding` and `separator` are what was found. Raises
    FileRefusedError wherever it is read."""

    sheets: Sequence[str] = ("",)

    def __init__(self, content: BinaryIO) -> None:
        self._content = content
        self.encoding = encoding_of(content)
        with self._opened() as text:
            try:
                sample = text.read(_SAMPLE)
            except UnicodeError as fault:
                raise FileRefusedError(Wrong.NOT_TEXT) from fault
        if "\0" in sample or not sample.strip():
            raise FileRefusedError(Wrong.NOT_TEXT if sample.strip() else Wrong.NO_ROWS)
        self._skipped = 1 if _SAID.match(sample) else 0
        self.separator = separator_of(sample)

    def rows(self, sheet: str) -> Iterator[Line]:  # noqa: ARG002
        with self._opened() as text:
            reader = csv.reader(text, delimiter=self.separator, strict=False)
            try:
                yield from self._lines(reader)
            except csv.Error as fault:
                raise FileRefusedError(Wrong.LONG_CELL, str(reader.line_num)) from fault
            except UnicodeError as fault:
                raise FileRefusedError(Wrong.NOT_TEXT) from fault

    def _lines(self, reader: Any) -> Iterator[Line]:
        """Each row with the line on which it begins."""
        csv.field_size_limit(MOST_LETTERS)
        count, begins = 0, 1
        for row in reader:
            number, begins = begins, reader.line_num + 1
            if number <= self._skipped or not any(cell.strip() for cell in row):
                continue
            while not row[-1].strip():
                row.pop()
            count += 1
            if count > MOST_ROWS + 1:
                raise FileRefusedError(Wrong.TOO_MANY_ROWS)
            if len(row) > MOST_COLUMNS:
                raise FileRefusedError(Wrong.TOO_WIDE, str(number))
            yield number, row

    def _opened(self) -> "_Text":
        self._content.seek(0)
        errors = "replace" if self.encoding == "cp1252" else "strict"
        return _Text(self._content, encoding=self.encoding, errors=errors, newline="")


class _Text(io.TextIOWrapper):
    """Leaves the file open for whoever reads it next."""

    def __exit__(self, *fault: object) -> None:
        self.detach()
