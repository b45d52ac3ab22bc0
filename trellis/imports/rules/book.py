"""What a workbook of Excel says of its sheets, styles and shared texts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from zipfile import ZipFile

from trellis.imports.rules.archives import open_part
from trellis.imports.rules.elements import read_elements
from trellis.imports.rules.problems import FileRefusedError, Wrong

# The formats that Excel numbers itself: days, times, and days with times; percentages.
_DAYS: Final = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_TIMES: Final = frozenset({18, 19, 20, 21, 45, 46, 47})
_PERCENT: Final = frozenset({9, 10})
_NOT_CODES: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass
class Book:
    """The sheets by name with the ids of their files; whether days are counted from 1904."""

    sheets: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    from_1904: bool = False

    def start(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "sheet":
            title = facts.get("name", "")[:100]
            link = [value for key, value in facts.items() if key.rpartition(":")[2] == "id"]
            if link and facts.get("state", "visible") != "visible":
                self.hidden.add(title)
            if link:
                self.sheets[title] = link[0]
        elif name == "workbookPr":
            self.from_1904 = facts.get("date1904", "") in {"1", "true"}

    def end(self, name: str) -> None: ...
    def text(self, words: str) -> None: ...
    def take(self) -> list[str]:
        return []


@dataclass
class Links:
    found: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "Relationship" and facts.get("TargetMode") != "External":
            self.found[facts.get("Id", "")] = facts.get("Target", "")

    def end(self, name: str) -> None: ...
    def text(self, words: str) -> None: ...
    def take(self) -> list[str]:
        return []


@dataclass
class Styles:
    """For each style of a cell whether it shows a `day`, a `time` or a `percent`."""

    kinds: list[str] = field(default_factory=list)
    _codes: dict[str, str] = field(default_factory=dict)
    _is_cells: bool = False

    def start(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[facts.get("numFmtId", "")] = facts.get("formatCode", "")[:200]
        elif name == "cellXfs":
            self._is_cells = True
        elif name == "xf" and self._is_cells and len(self.kinds) < 100_000:
            self.kinds.append(self._kind(facts.get("numFmtId", "0")))

    def _kind(self, number: str) -> str:
        if number in self._codes:
            return _kind_of(self._codes[number])
        built_in = int(number) if number.isdecimal() and len(number) < 5 else 0
        if built_in in _DAYS:
            return "day"
        if built_in in _TIMES:
            return "time"
        return "percent" if built_in in _PERCENT else ""

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_cells = False

    def text(self, words: str) -> None: ...
    def take(self) -> list[str]:
        return []


def _kind_of(code: str) -> str:
    signs = _NOT_CODES.sub("", code).lower().partition(";")[0]
    if "%" in signs:
        return "percent"
    if "general" in signs:
        return ""
    if "y" in signs or "d" in signs:
        return "day"
    return "time" if "h" in signs or "s" in signs else ""


@dataclass
class Texts:
    """The texts that cells point at; phonetic readings beside them are left out."""

    _ready: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _is_text: bool = False
    _is_reading: bool = False

    def start(self, name: str, facts: Mapping[str, str]) -> None:  # noqa: ARG002
        if name == "rPh":
            self._is_reading = True
        elif name == "t":
            self._is_text = not self._is_reading

    def end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "rPh":
            self._is_reading = False
        elif name == "si":
            self._ready.append("".join(self._parts))
            self._parts.clear()

    def text(self, words: str) -> None:
        if self._is_text:
            self._parts.append(words)

    def take(self) -> list[str]:
        ready, self._ready = self._ready, []
        return ready


class Shared:
    """The shared texts, unpacked only as far as they are asked for: the first rows of a large
    book are then quick to show."""

    def __init__(self, archive: ZipFile) -> None:
        name = "xl/sharedStrings.xml"
        self._found: list[str] = []
        self._more: Iterator[str] = (
            read_elements(open_part(archive, name), Texts())
            if name in archive.namelist()
            else iter(())
        )

    def __getitem__(self, number: int) -> str:
        while len(self._found) <= number:
            text = next(self._more, None)
            if text is None:
                raise FileRefusedError(Wrong.BROKEN, "sharedStrings")
            self._found.append(text)
        return self._found[number]
