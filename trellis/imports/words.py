"""Where the codes of this room become sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.imports.rules.problems import Cell, Wrong
from trellis.imports.rules.profiles import MOST_DISTINCT
from trellis.kernel.imports import Change, ImportField, ImportShape, Kind, Problem

Sentences = tuple[str | Promise, str | Promise]

# What is wrong with a file, and what to do about it.
_FILES: Final[Mapping[str, Sentences]] = {
    Wrong.EMPTY: (
        gettext_lazy("The file is empty."),
        gettext_lazy("Choose the file again, or save it again where it was made."),
    ),
    Wrong.TOO_LARGE: (
        gettext_lazy("The file is larger than 20 MB."),
        gettext_lazy("Leave pictures out, or bring it in parts."),
    ),
    Wrong.TOO_MANY_ROWS: (
        gettext_lazy("The table has more than 500,000 lines."),
        gettext_lazy("Bring it in parts, or delete the empty lines at its end."),
    ),
    Wrong.TOO_WIDE: (
        gettext_lazy("The table has more than 200 columns."),
        gettext_lazy("Save the columns that are needed as a table of their own."),
    ),
    Wrong.TOO_TANGLED: (
        gettext_lazy("The file takes too long or too much memory to read."),
        gettext_lazy("Save the table as CSV UTF-8 and bring that."),
    ),
    Wrong.LONG_CELL: (
        gettext_lazy("A cell on line %(value)s holds more than 10,000 letters."),
        gettext_lazy("Look for a quotation mark that is opened and not closed, or shorten it."),
    ),
    Wrong.NOT_A_TABLE: (
        gettext_lazy("There is no table in the file."),
        gettext_lazy("Bring a spreadsheet (XLSX or ODS), CSV, or JSON with a list of objects."),
    ),
    Wrong.NOT_TEXT: (
        gettext_lazy("The file is not text that can be read."),
        gettext_lazy("Save the table as CSV UTF-8, or as XLSX or ODS."),
    ),
    Wrong.OLD_OR_LOCKED: (
        gettext_lazy("The file has a password, or was saved by Excel before 2007."),
        gettext_lazy("Open it and save it as XLSX without a password."),
    ),
    Wrong.BROKEN: (
        gettext_lazy("The file is damaged, or broke off half-way."),
        gettext_lazy("Open it where it was made, save it again, and bring that."),
    ),
    Wrong.UNPACKS_TOO_LARGE: (
        gettext_lazy("The file is small but unpacks into something very large."),
        gettext_lazy("Save the table as CSV UTF-8 and bring that."),
    ),
    Wrong.TOO_MANY_PARTS: (
        gettext_lazy("The file is packed from more than 2,000 parts."),
        gettext_lazy("Save the table alone, as XLSX, ODS or CSV."),
    ),
    Wrong.STRANGE_PARTS: (
        gettext_lazy("The file has parts that no spreadsheet has."),
        gettext_lazy("Open it and save the table alone, as XLSX, ODS or CSV."),
    ),
    Wrong.ENTITIES: (
        gettext_lazy("The file defines entities of its own, which no spreadsheet does."),
        gettext_lazy("Do not open it elsewhere either. Ask whoever sent it for a CSV."),
    ),
    Wrong.NO_SHEET: (
        gettext_lazy("There is no such sheet in the file."),
        gettext_lazy("Choose another sheet, or save the table again."),
    ),
    Wrong.NO_ROWS: (
        gettext_lazy("There are no lines in the table."),
        gettext_lazy("Choose another sheet or file."),
    ),
    Wrong.GONE: (
        gettext_lazy("The file is no longer kept here."),
        gettext_lazy("Bring it again."),
    ),
    Wrong.FAULT: (
        gettext_lazy("There was a fault on our side, more than once."),
        gettext_lazy("Nothing of it stands in the record. Tell whoever runs the service."),
    ),
    Wrong.NOT_ALLOWED: (
        gettext_lazy("Whoever brought it may not do so any more."),
        gettext_lazy("Nothing of it stands in the record. Ask somebody who may to bring it."),
    ),
}

# What is wrong with a cell or a line.
_CELLS: Final[Mapping[str, Sentences]] = {
    Cell.MISSING: (
        gettext_lazy("%(field)s is missing."),
        gettext_lazy("Fill the cell, or leave the line out."),
    ),
    Cell.TOO_LONG: (
        gettext_lazy("%(field)s has %(length)s letters."),
        gettext_lazy("Shorten it to %(most)s."),
    ),
    Cell.NOT_A_NUMBER: (
        gettext_lazy("“%(value)s” is not a number."),
        gettext_lazy("Write it in digits, like 1,234.50, or empty the cell."),
    ),
    Cell.DOUBTFUL_NUMBER: (
        gettext_lazy("“%(value)s” can be read in two ways."),
        gettext_lazy("Write a comma between thousands and a point before pence: 1,234.50."),
    ),
    Cell.NOT_A_DATE: (
        gettext_lazy("“%(value)s” is not a date."),
        gettext_lazy("Write day, month and year, like 03/04/2026 for 3 April 2026."),
    ),
    Cell.AMERICAN_DATE: (
        gettext_lazy("“%(value)s” has the month first."),
        gettext_lazy("Write the day first in the whole column, like 03/04/2026 for 3 April."),
    ),
    Cell.NO_SUCH_DAY: (
        gettext_lazy("There is no such day as “%(value)s”."),
        gettext_lazy("Write day, month and year, like 03/04/2026 for 3 April 2026."),
    ),
    Cell.NO_DAY: (
        gettext_lazy("“%(value)s” leaves the day or the month open."),
        gettext_lazy("Write the whole date, like 01/04/2026, or empty the cell."),
    ),
    Cell.NOT_A_CHOICE: (
        gettext_lazy("“%(item)s” is not among the words for %(field)s."),
        gettext_lazy("Use one of the words listed. %(meant)s"),
    ),
    Cell.NOT_YES_OR_NO: (
        gettext_lazy("“%(value)s” is neither yes nor no."),
        gettext_lazy("Write yes or no."),
    ),
    Cell.SHEET_FAULT: (
        gettext_lazy("The spreadsheet itself shows a fault there: %(value)s."),
        gettext_lazy("Correct the formula, or write the value."),
    ),
    Cell.CONTROL_SIGNS: (
        gettext_lazy("The cell holds signs that could not be read."),
        gettext_lazy("Write it again, or save the file as CSV UTF-8."),
    ),
    Cell.TWICE: (
        gettext_lazy("Line %(other)s is about the same."),
        gettext_lazy("Leave one of the two out, or enter what tells them apart."),
    ),
}

# Fields that a change is about and that no column is named after.
_FURTHER: Final[Mapping[str, str | Promise]] = {
    "coverage": gettext_lazy("Where it works"),
    "identifiers": gettext_lazy("Numbers in registers"),
}


@dataclass(frozen=True)
class Said:
    what: str
    remedy: str


def refusal(code: str, value: str = "") -> str:
    """What is wrong with a file, with the remedy."""
    what, remedy = _FILES.get(code, _FILES[Wrong.FAULT])
    return f"{_fill(what, value=value)} {remedy}"


def problem(found: Problem, shape: ImportShape) -> Said:
    what, remedy = {**_CELLS, **_sentences(shape)}.get(found.code, _FILES[Wrong.FAULT])
    about = dict(found.about)
    if found.code == Cell.NOT_A_CHOICE:
        meant = about.get("meant", "")
        about["meant"] = _("Is it “%(word)s”?") % {"word": meant} if meant else ""
    about |= {"field": label_of(shape, found.field), "value": found.value}
    return Said(_fill(what, **about).strip(), _fill(remedy, **about).strip())


def why_kept(code: str, shape: ImportShape) -> str:
    what, remedy = _sentences(shape)[code]
    return f"{what} {remedy}"


def _sentences(shape: ImportShape) -> Mapping[str, Any]:
    return shape.sentences


def _fill(words: str | Promise, **about: str) -> str:
    """A sentence asks for what its problem carries; what is not there stays empty."""
    return str(words) % _Open(about)


class _Open(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def label_of(shape: ImportShape, name: str) -> str:
    found = [str(field.label) for field in shape.fields if field.name == name]
    return found[0] if found else str(_FURTHER.get(name, capfirst(name.replace("_", " "))))


def about(shape: ImportShape, columns: Mapping[str, Any], cells: Sequence[str]) -> str:
    """What tells a line to the eye: its first fields that have something."""
    places = [columns.get(field.name, {}).get("place") for field in shape.fields]
    texts = [cells[place] for place in places if place is not None and place < len(cells)]
    return " · ".join([text[:80] for text in texts if text][:3])


def change(found: Change, shape: ImportShape) -> dict[str, str]:
    return {
        "field": label_of(shape, found.field),
        "before": found.before or _("nothing"),
        "after": found.after or _("nothing"),
    }


def profile(field: ImportField, found: Mapping[str, Any], rows: int) -> dict[str, str]:
    """A line of the table of columns: how full, how many different, from what to what."""
    distinct = found["distinct"]
    return {
        "label": str(field.label),
        "filled": _("%(filled)s of %(rows)s")
        % {"filled": number_format(found["filled"], force_grouping=True),
           "rows": number_format(rows, force_grouping=True)},
        "distinct": _("more than %(most)s") % {"most": number_format(MOST_DISTINCT)}
        if distinct > MOST_DISTINCT
        else number_format(distinct, force_grouping=True),
        "range": _range(field.kind, found["least"], found["greatest"]),
        "ambiguous": ngettext(
            "%(count)d day is read with the day first, as here; in America it would be another.",
            "%(count)d days are read with the day first, as here; in America they would be others.",
            found["ambiguous"],
        )
        % {"count": found["ambiguous"]}
        if found["ambiguous"]
        else "",
    }  # fmt: skip


def _range(kind: Kind, least: str, greatest: str) -> str:
    if not least:
        return ""
    shown = [_value(kind, one) for one in (least, greatest)]
    return (
        shown[0]
        if shown[0] == shown[1]
        else _("%(from)s to %(to)s") % dict(zip(("from", "to"), shown, strict=True))
    )


def _value(kind: Kind, text: str) -> str:
    if kind == Kind.DATE:
        return date_format(date.fromisoformat(text), "j M Y")
    shown = number_format(Decimal(text), force_grouping=True)
    return f"£{shown}" if kind == Kind.MONEY else shown


def reading(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How the file is read, in words."""
    separators = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("upright stroke")}
    encodings = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": _("that of Windows"),
                 "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}  # fmt: skip
    kinds = {"csv": _("text (CSV)"), "xlsx": "Excel (XLSX)", "ods": "OpenDocument (ODS)",
             "json": "JSON"}  # fmt: skip
    if facts.get("pasted"):
        kinds, encodings = {"csv": _("pasted rows")}, {}
    found = [
        (_("Kind of file"), kinds.get(facts.get("kind", ""), "")),
        (_("Sheet"), facts.get("sheet", "")),
        (_("Separator"), separators.get(facts.get("separator", ""), facts.get("separator", ""))),
        (_("Encoding"), encodings.get(facts.get("encoding", ""), "")),
        (
            _("Headings"),
            _("on line %(line)d") % {"line": facts["head"]} if facts.get("head") else _("none"),
        ),
    ]
    return [(label, value) for label, value in found if value]


def order(shape: ImportShape) -> list[str]:
    """What columns without headings are taken for, in order."""
    return [label_of(shape, name) for name in shape.order]


def said(
    shape: ImportShape,
    columns: Mapping[str, Any],
    cells: Sequence[str],
    values: Mapping[str, Any],
) -> tuple[str, str]:
    """What a line says, as it was read: what must be there, and the rest; a number with what it
    counts."""
    shown = [
        (field.is_required, text)
        for field in shape.fields
        if (one := columns.get(field.name))
        and (text := _cell(field, one, cells, values.get(field.name)))
    ]
    first, rest = ([text for is_first, text in shown if is_first is want] for want in (True, False))
    return " · ".join(first), " · ".join(rest)


def _cell(field: ImportField, column: Mapping[str, Any], cells: Sequence[str], value: Any) -> str:
    place = column.get("place")
    text = column.get("same", "") if place is None else "".join(cells[place : place + 1])
    if isinstance(value, date):
        return date_format(value, "D j M Y")
    if isinstance(value, Decimal):
        return f"{field.label}: {text}"
    return Truncator(text).chars(120)


def taken(
    shape: ImportShape, columns: Mapping[str, Any], headings: Sequence[str]
) -> list[tuple[str, str]]:
    """For each field where it comes from."""
    return [
        (
            str(field.label),
            column(place, headings[place]) if (place := one.get("place")) is not None
            else _("“%(text)s” in every line") % {"text": one.get("same", "")},
        )
        for field in shape.fields
        if (one := columns.get(field.name))
    ]  # fmt: skip


def not_taken(columns: Mapping[str, Any], headings: Sequence[str]) -> list[str]:
    """The columns that no field comes from."""
    places = {one.get("place") for one in columns.values()}
    return [column(place, one) for place, one in enumerate(headings) if place not in places]


def column(number: int, heading: str) -> str:
    """`B: Charity number`, as spreadsheets letter them."""
    letters, rest = "", number + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(65 + place) + letters
    return f"{letters}: {heading}" if heading else letters
