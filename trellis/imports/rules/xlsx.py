"""Workbooks of Excel (XLSX), row by row: what people see in the cells, as text.

Our own reader, and why: see docs/adr/0017-reading-spreadsheets.md.
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zipfile import ZipFile

from trellis.imports.rules.archives import open_part
from trellis.imports.rules.book import Book, Links, Shared, Styles
from trellis.imports.rules.elements import read_elements
from trellis.imports.rules.lines import Line
from trellis.imports.rules.problems import MOST_COLUMNS, MOST_ROWS, FileRefusedError, Wrong

_BOOK: Final = "xl/workbook.xml"
_LAST_ROW: Final = 1_048_576


@dataclass
class _Rows:
    """Collects the cells of a sheet into rows."""

    shared: Shared
    kinds: list[str]
    from_1904: bool
    _ready: list[Line] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _number: int = 0
    _column: int = -1
    _type: str = ""
    _style: str = ""
    _parts: list[str] = field(default_factory=list)
    _is_text: bool = False
    _is_reading: bool = False

    def start(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "c":
            self._column = _column(facts.get("r", ""), self._column + 1)
            self._type, self._style = facts.get("t", "n"), facts.get("s", "0")
            self._parts = []
        elif name == "v" or (name == "t" and not self._is_reading):
            self._is_text = True
        elif name == "row":
            self._begin_row(facts.get("r", ""))
        elif name == "rPh":
            self._is_reading = True

    def _begin_row(self, number: str) -> None:
        given = int(number) if number.isdecimal() and len(number) < 9 else 0
        self._number = max(given, self._number + 1)
        self._cells, self._column = [], -1
        if self._number > _LAST_ROW:
            raise FileRefusedError(Wrong.BROKEN, number[:20])

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._is_text = False
        elif name == "c":
            if self._parts:
                self._put("".join(self._parts))
        elif name == "row":
            if self._cells:
                self._ready.append((self._number, self._cells))
        elif name == "rPh":
            self._is_reading = False

    def text(self, words: str) -> None:
        if self._is_text:
            self._parts.append(words)

    def take(self) -> list[Line]:
        ready, self._ready = self._ready, []
        return ready

    def _put(self, raw: str) -> None:
        shown = self._shown(raw)
        if not shown.strip():
            return
        if self._column >= MOST_COLUMNS:
            raise FileRefusedError(Wrong.TOO_WIDE)
        self._cells.extend([""] * (self._column - len(self._cells)))
        self._cells[self._column :] = [shown]

    def _shown(self, raw: str) -> str:
        match self._type:
            case "s":
                if not raw.isdecimal() or len(raw) > 8:
                    raise FileRefusedError(Wrong.BROKEN, raw[:20])
                return self.shared[int(raw)]
            case "b":
                return "yes" if raw.strip() == "1" else "no"
            case "n":
                return self._number_shown(raw)
        return raw

    def _number_shown(self, raw: str) -> str:
        style = int(self._style) if self._style.isdecimal() and len(self._style) < 6 else 0
        kind = self.kinds[style] if style < len(self.kinds) else ""
        try:
            value = float(raw)
        except ValueError:
            return raw
        if kind in {"day", "time"}:
            return _moment(value, is_time=kind == "time", from_1904=self.from_1904) or raw
        if kind == "percent":
            return f"{value * 100:.10g}%"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def _column(reference: str, following: int) -> int:
    """`"AB12"` is column 27, counted from 0; without a reference it is the one that follows."""
    number = 0
    for sign in reference[:4]:
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - 64
    return number - 1 if number else following


def _moment(days: float, *, is_time: bool, from_1904: bool) -> str:
    """A count of days as `2026-04-03`, with the time where it has one; "" for what is none."""
    base = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    try:
        found = base + timedelta(seconds=round(days * 86_400))
    except (OverflowError, ValueError):
        return ""
    if is_time and days < 1:
        return found.strftime("%H:%M")
    has_time = (found.hour, found.minute, found.second) != (0, 0, 0)
    return f"{found:%Y-%m-%d %H:%M}" if has_time else f"{found:%Y-%m-%d}"


class Workbook:
    """An open workbook. Raises FileRefusedError wherever it is read."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive, self._book, links = archive, Book(), Links()
        list(read_elements(open_part(archive, _BOOK), self._book))
        list(read_elements(open_part(archive, "xl/_rels/workbook.xml.rels"), links))
        self._links = links.found

    @property
    def sheets(self) -> list[str]:
        """Their names, those that are shown before those that are hidden."""
        return sorted(self._book.sheets, key=lambda name: name in self._book.hidden)

    def rows(self, sheet: str) -> Iterator[Line]:
        target = self._links.get(self._book.sheets.get(sheet, ""), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        rows = _Rows(Shared(self._archive), self._styles(), self._book.from_1904)
        part = open_part(self._archive, posixpath.normpath(path))
        for count, row in enumerate(read_elements(part, rows), start=1):
            if count > MOST_ROWS + 1:
                raise FileRefusedError(Wrong.TOO_MANY_ROWS)
            yield row

    def _styles(self) -> list[str]:
        styles = Styles()
        if "xl/styles.xml" in self._archive.namelist():
            list(read_elements(open_part(self._archive, "xl/styles.xml"), styles))
        return styles.kinds
