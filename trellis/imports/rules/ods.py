"""OpenDocument spreadsheets (ODS), row by row: what people see in the cells, as text."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from zipfile import ZipFile

from trellis.imports.rules.archives import FAULTS, open_part
from trellis.imports.rules.elements import read_elements
from trellis.imports.rules.lines import Line
from trellis.imports.rules.problems import MOST_COLUMNS, MOST_ROWS, FileRefusedError, Wrong

_NAME: Final = re.compile(
    rb"""<table:table\s[^<>]{0,500}?\btable:name=(?:"([^"<]{0,200})"|'([^'<]{0,200})')"""
)
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_BESIDE: Final = frozenset({"annotation", "tracked-changes", "shapes"})
_MOST_SHEETS: Final = 200


@dataclass
class _Rows:
    """Collects the cells of one table into rows, whatever is repeated written out."""

    wanted: str
    _ready: list[Line] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _number: int = 0
    _rows: int = 1
    _columns: int = 1
    _given: int = 0
    _value: str = ""
    _parts: list[str] = field(default_factory=list)
    _paragraphs: int = 0
    _is_here: bool = False
    _is_text: bool = False
    _beside: int = 0
    _tables: int = 0
    _count: int = 0

    def start(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self._is_here = _fact(facts, "name")[:100] == self.wanted
        elif not self._is_here:
            return
        elif name in _BESIDE:
            self._beside += 1
        elif self._beside:
            return
        elif name == "table-row":
            self._rows, self._cells, self._given = _times(facts, "number-rows-repeated"), [], 0
        elif name in _CELLS:
            self._columns, self._value = _times(facts, "number-columns-repeated"), _shown(facts)
            self._parts, self._paragraphs = [], 0
        else:
            self._begin_text(name, facts)

    def _begin_text(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "p":
            self._is_text = True
            self._parts += ["\n"] if self._paragraphs else []
            self._paragraphs += 1
        elif name == "s":
            self._parts.append(" " * min(_times(facts, "c"), 100))
        elif name in {"tab", "line-break"}:
            self._parts.append(" ")

    def end(self, name: str) -> None:
        if name == "table":
            self._tables -= 1
            self._is_here = self._is_here and self._tables > 0
        elif not self._is_here:
            return
        elif name in _BESIDE:
            self._beside -= 1
        elif self._beside:
            return
        elif name == "p":
            self._is_text = False
        elif name in _CELLS:
            self._put(self._value or "".join(self._parts))
        elif name == "table-row":
            self._end_row()

    def text(self, words: str) -> None:
        if self._is_text and not self._beside:
            self._parts.append(words)

    def take(self) -> list[Line]:
        ready, self._ready = self._ready, []
        return ready

    def _put(self, shown: str) -> None:
        """Empty cells to the right of everything are written thousands of times, and mean
        nothing."""
        if shown.strip():
            if self._given + self._columns > MOST_COLUMNS:
                raise FileRefusedError(Wrong.TOO_WIDE)
            self._cells.extend([""] * (self._given - len(self._cells)))
            self._cells.extend([shown] * self._columns)
        self._given = min(self._given + self._columns, MOST_COLUMNS + 1)

    def _end_row(self) -> None:
        if self._cells:
            self._count += self._rows
            if self._count > MOST_ROWS + 1:
                raise FileRefusedError(Wrong.TOO_MANY_ROWS)
            numbers = range(self._number + 1, self._number + 1 + self._rows)
            self._ready.extend((number, self._cells) for number in numbers)
        self._number += self._rows


def _fact(facts: Mapping[str, str], name: str) -> str:
    return next((value for key, value in facts.items() if key.rpartition(":")[2] == name), "")


def _times(facts: Mapping[str, str], name: str) -> int:
    """How often; at least once, and never beyond what a sheet can have."""
    text = _fact(facts, name)
    return min(max(int(text), 1), 2_000_000) if text.isdecimal() and len(text) < 9 else 1


def _shown(facts: Mapping[str, str]) -> str:
    """What the cell's own value says; "" where its text says it."""
    match _fact(facts, "value-type"):
        case "date":
            day, _t, time = _fact(facts, "date-value")[:40].partition("T")
            return day if time[:5] in {"", "00:00"} else f"{day} {time[:5]}"
        case "boolean":
            return "yes" if _fact(facts, "boolean-value") == "true" else "no"
        case "percentage":
            return _number(_fact(facts, "value"), 100, "%")
        case "float" | "currency":
            return _number(_fact(facts, "value"), 1, "")
    return ""


def _number(text: str, times: int, sign: str) -> str:
    try:
        value = float(text) * times
    except ValueError:
        return text[:100]
    is_whole = value.is_integer() and abs(value) < 1e15
    return (str(int(value)) if is_whole else f"{value:.15g}") + sign


class Spreadsheet:
    """An open OpenDocument spreadsheet. Raises FileRefusedError wherever it is read."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        if b"encryption-data" in _beginning(archive, "META-INF/manifest.xml"):
            raise FileRefusedError(Wrong.OLD_OR_LOCKED)
        self.sheets = list(_names(archive))

    def rows(self, sheet: str) -> Iterator[Line]:
        return read_elements(open_part(self._archive, "content.xml"), _Rows(sheet))


def _beginning(archive: ZipFile, name: str) -> bytes:
    """Of a part that need not be there."""
    if name not in archive.namelist():
        return b""
    with open_part(archive, name) as part:
        try:
            return part.read(1 << 20)
        except FAULTS as fault:
            raise FileRefusedError(Wrong.BROKEN, name) from fault


def _names(archive: ZipFile) -> Iterator[str]:
    """The names of the tables, searched for rather than parsed: a large file has to be parsed
    once for its rows as it is."""
    found: dict[str, None] = {}
    with open_part(archive, "content.xml") as content:
        before = b""
        try:
            while piece := content.read(1 << 18):
                for one in _NAME.finditer(before + piece):
                    name = (one[1] or one[2] or b"").decode("utf-8", "replace")
                    found[html.unescape(name)[:100]] = None
                before = piece[-2_000:]
        except FAULTS as fault:
            raise FileRefusedError(Wrong.BROKEN) from fault
    yield from list(found)[:_MOST_SHEETS]
