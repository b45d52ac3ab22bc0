"""What a room declares so that tables can be brought into it: the shape of an import.

A room lists its shapes in `importing.py` of its own folder as `SHAPES`; the imports room finds
them there, so that neither has to know the other. Everything a shape is given was read and put
into its kind already; whether it fits the record is for the room to say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as by_default
from datetime import datetime
from enum import StrEnum
from typing import Any

from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer

Text = object  # words, or a promise of words in the reader's language
Choices = Callable[[], Sequence[tuple[str, Text]]]


class Kind(StrEnum):
    """What a cell is read as: str, Decimal, Decimal of pounds, date, code, bool, tuple of str."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    LIST = "list"


class WrongCellError(ValueError):
    """A cell cannot be read. `code` names what is wrong; `about` fills its sentence."""

    def __init__(self, code: str, **about: str) -> None:
        super().__init__(code)
        self.code, self.about = code, about


@dataclass(frozen=True)
class ImportField:
    """One column that an import may have. `headings` are other names under which people bring
    it; `read` turns text into what no kind covers, and raises WrongCellError. Of a date with
    `nearest_year` the year may be left away: it is the one nearest to when the table was brought.
    """

    name: str
    label: Text
    kind: Kind = Kind.TEXT
    is_required: bool = False
    max_length: int = 200
    choices: Choices | None = None
    help: Text = ""
    headings: tuple[str, ...] = ()
    read: Callable[[str], Any] | None = None
    nearest_year: bool = False


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row. `field` is "" where it is the row as a whole; `value` is what
    stood there; `about` fills the sentence that the code stands for."""

    code: str
    field: str = ""
    value: str = ""
    about: Mapping[str, str] = by_default(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One line of a table, by the names of the shape's fields; None where the cell was empty or
    there was no such column. `seen` is what the check of this row returned as such."""

    line: int
    values: Mapping[str, Any]
    seen: str = ""


class Outcome(StrEnum):
    """What a row will do, or has done."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Change:
    """One field that will be another: both in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Verdict:
    """What the check of one row found. `key` is the same for two rows about the same thing;
    `seen` is the version of the record that was looked at, given back on applying."""

    outcome: Outcome
    key: str = ""
    seen: str = ""
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Done:
    """What one row did. `reference` leads to it (`organisation:12`); `undo` is plain data from
    which the room can take it back. A row that no longer fits is left out, with its problem."""

    line: int
    outcome: Outcome
    reference: str = ""
    undo: Any = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Kept:
    """A row that was not taken back, and why, as a code of the shape's sentences."""

    line: int
    reference: str
    code: str


@dataclass(frozen=True)
class Target:
    """Where a table may be brought to: a record, or somebody's part of one. `key` is the
    shape's own way of naming it."""

    key: str
    label: Text
    area_id: int
    organisation_id: int | None = None


@dataclass(frozen=True)
class Bringing:
    """Whose import it is, where to, and when."""

    target: str
    area_id: int
    by: Viewer
    now: datetime


@dataclass(frozen=True)
class ImportShape:
    """One kind of table that a room takes in.

    `check` and `apply` are given some rows at a time, in order, and answer for each of them;
    `apply` and `undo` each are one act of the room. `undo` is given what `apply` returned, latest
    first, and returns what it had to leave because somebody has changed it since. `sentences`
    has, for every code of a problem or of something kept, what is wrong and what to do. `order`
    are the fields that columns without headings are taken for, from the first on. `home` is where
    to go on in the record of that slug: what the page is called, and its address.
    """

    key: str
    title: Text
    says: Text
    fields: tuple[ImportField, ...]
    capability: Capability
    targets: Callable[[Viewer, datetime], Sequence[Target]]
    check: Callable[[Bringing, Sequence[Row]], Sequence[Verdict]]
    apply: Callable[[Bringing, Sequence[Row]], Sequence[Done]]
    undo: Callable[[Bringing, Sequence[Done]], Sequence[Kept]]
    page_of: Callable[[str], str]
    sentences: Mapping[str, tuple[Text, Text]] = by_default(default_factory=dict)
    order: tuple[str, ...] = ()
    home: Callable[[str], tuple[Text, str]] | None = None

    def field(self, name: str) -> ImportField:
        return next(one for one in self.fields if one.name == name)
