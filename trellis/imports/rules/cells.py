"""Cells into values: every field of a shape by its kind, and what is wrong where it is not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from trellis.imports.rules.heads import folded
from trellis.imports.rules.lines import DAMAGE
from trellis.imports.rules.problems import Cell
from trellis.imports.rules.writing import is_nothing, read_day, read_number
from trellis.kernel.imports import ImportField, Kind, Problem, WrongCellError

_YES: Final = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "✔"})
_NO: Final = frozenset({"no", "n", "false", "f", "0"})
_FAULTS: Final = re.compile(r"#(ref|value|div/0|name|num|null|n/a)[!?]?|err:\d+", re.IGNORECASE)
_LEADS: Final = tuple("=+-@\t＝＋－＠")
_APART: Final = re.compile(r"\s*[;|\n]\s*")
_APART_TOO: Final = re.compile(r"\s*[;|,\n]\s*")
_MOST_ITEMS: Final = 60
_SHOWN: Final = 60


@dataclass(frozen=True)
class Column:
    """Where a field's text comes from: a column (from 0), or the same text for every row."""

    place: int | None = None
    same: str = ""

    def text(self, cells: Sequence[str]) -> str:
        if self.place is None:
            return self.same
        return cells[self.place] if self.place < len(cells) else ""


class Cleaner:
    """Reads rows of one table for one shape. Choices are looked up once."""

    def __init__(
        self,
        fields: Sequence[ImportField],
        columns: Mapping[str, Column],
        brought_on: date | None = None,
    ) -> None:
        self.columns, self.brought_on = dict(columns), brought_on
        self.fields = fields
        self._nothing: dict[str, Any] = dict.fromkeys(field.name for field in fields)
        self._asked = [
            (field, self.columns.get(field.name, Column()))
            for field in fields
            if field.is_required or field.name in self.columns
        ]
        self._choices = {one.name: _choices(one) for one in fields if one.choices}

    def read(self, cells: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
        """The values by field (None: empty or no such column), and what is wrong."""
        values = self._nothing.copy()
        problems: list[Problem] = []
        for field, column in self._asked:
            text = column.text(cells).strip()
            try:
                values[field.name] = self.value(field, text)
            except WrongCellError as fault:
                problems.append(Problem(fault.code, field.name, text[:_SHOWN], fault.about))
        return values, problems

    def value(self, field: ImportField, text: str) -> Any:
        """Raises WrongCellError."""
        if is_nothing(text):
            if field.is_required:
                raise WrongCellError(Cell.MISSING)
            return None
        if text[:1] == "'" and text[1:2] in _LEADS:  # as our own tables mark what is no formula
            text = text[1:]
        if DAMAGE in text:
            raise WrongCellError(Cell.CONTROL_SIGNS)
        if _FAULTS.fullmatch(text):
            raise WrongCellError(Cell.SHEET_FAULT)
        if field.read is not None:
            return field.read(text)
        return self._of_kind(field, text)

    def _of_kind(self, field: ImportField, text: str) -> Any:
        match field.kind:
            case Kind.NUMBER | Kind.MONEY:
                return read_number(text)
            case Kind.DATE:
                return read_day(text, self.brought_on if field.nearest_year else None)
            case Kind.YES_NO:
                return _yes_or_no(text)
            case Kind.CHOICE:
                return self._choice(field, text)
            case Kind.LIST:
                return self._list(field, text)
        return _fits(field, text)

    def _choice(self, field: ImportField, text: str) -> str:
        known = self._choices[field.name]
        found = known.get(folded(text))
        if found is None:
            close = get_close_matches(folded(text), known, n=1, cutoff=0.6)
            meant = _words_for(known, known[close[0]]) if close else ""
            raise WrongCellError(Cell.NOT_A_CHOICE, item=text[:_SHOWN], meant=meant)
        return found

    def _list(self, field: ImportField, text: str) -> tuple[str, ...]:
        if field.choices is None:
            items = [one for one in _APART.split(text) if one][:_MOST_ITEMS]
            return tuple(dict.fromkeys(_fits(field, one) for one in items))
        if folded(text) in self._choices[field.name]:  # a choice may have a comma in it
            return (self._choice(field, text),)
        parts = _APART if _APART.search(text) else _APART_TOO
        items = [one for one in parts.split(text) if one][:_MOST_ITEMS]
        return tuple(dict.fromkeys(self._choice(field, one) for one in items))


def _fits(field: ImportField, text: str) -> str:
    if len(text) > field.max_length:
        raise WrongCellError(Cell.TOO_LONG, most=str(field.max_length), length=str(len(text)))
    return text


def _yes_or_no(text: str) -> bool:
    word = text.strip().casefold()
    if word not in _YES | _NO:
        raise WrongCellError(Cell.NOT_YES_OR_NO)
    return word in _YES


def _choices(field: ImportField) -> dict[str, str]:
    """The code by everything it is known by, folded: its words before the code itself."""
    assert field.choices is not None
    found: dict[str, str] = {}
    for code, words in field.choices():
        found.setdefault(folded(str(words)), code)
        found.setdefault(folded(code), code)
    found.pop("", None)
    return found


def _words_for(known: Mapping[str, str], code: str) -> str:
    return next(words for words, other in known.items() if other == code)


def as_plain(value: Any) -> Any:
    """A value as it can be compared and shown: days and amounts as text."""
    return str(value) if isinstance(value, date | Decimal) else value
