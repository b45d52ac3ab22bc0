"""The shape of a workbook before any file format: laid out as public bodies publish statistics.

A cover, a list of contents, notes, then one table a sheet with one row of headings; nothing
merged, nothing blank in between, nothing said by colour alone.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """`width` in characters. A `number` column holds figures, set to the right."""

    title: str
    width: int = 14
    number: bool = False


@dataclass(frozen=True)
class Sheet:
    """One table. `name` is on the tab and `code` names the table; `about` are the lines between
    the title and the headings. `links` makes the first column lead to the sheet it names."""

    name: str
    code: str
    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    links: bool = False


@dataclass(frozen=True)
class Book:
    """`cover` are the lines of the first sheet: its title, then the text, in which the lines
    that are in `headings` head what follows them."""

    title: str
    subject: str
    author: str
    language: str
    cover_name: str
    cover: tuple[str, ...]
    headings: frozenset[str]
    sheets: tuple[Sheet, ...]


def one_table() -> str:
    return _("This sheet contains one table.")


def empty_cells() -> str:
    return _("Some cells are empty: note 3 says why.")


def noted(title: str, note: int) -> str:
    """A heading that refers to a note on the sheet of notes."""
    return f"{title} [note {note}]"
