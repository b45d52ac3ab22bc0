"""The same workbook as OpenDocument, for councils that use it: same sheets, same words."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from odfdo import Cell as OdsCell
from odfdo import Column as OdsColumn
from odfdo import Document, Element, Link, Paragraph, Row, Style, Table

from trellis.kernel.exports import cell
from trellis.performance.exports.book import book
from trellis.performance.exports.gather import Pack
from trellis.performance.exports.sheets import Book, Cell, Column, Sheet

COVER_WIDTH = 100
CENTIMETRES_A_CHARACTER = 0.21


def ods(pack: Pack) -> bytes:
    return written(book(pack), pack)


def written(whole: Book, pack: Pack) -> bytes:
    document = Document("spreadsheet")
    _describe(document, whole, pack)
    for style in _cell_styles():
        document.insert_style(style, automatic=True)
    document.body.clear()
    _write_cover(document, whole)
    for sheet in whole.sheets:
        _write_sheet(document, sheet)
    document.body.append(_named_tables(whole.sheets))
    out = io.BytesIO()
    document.save(out)
    return _timed(out, pack)


def _timed(made: io.BytesIO, pack: Pack) -> bytes:
    """The same with the times of the report within: the same facts make the same bytes."""
    out = io.BytesIO()
    moment = timezone.localtime(pack.as_at).timetuple()[:6]
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(out, "w") as timed:
        for entry in archive.infolist():
            data = archive.read(entry)
            entry.date_time = moment
            timed.writestr(entry, data)
    return out.getvalue()


def _describe(document: Any, whole: Book, pack: Pack) -> None:
    meta = document.meta
    meta.title = whole.title
    meta.subject = whole.subject
    meta.creator = whole.author
    meta.initial_creator = whole.author
    meta.language = whole.language
    meta.creation_date = pack.as_at.replace(tzinfo=None)
    document.set_language(whole.language)


def _cell_styles() -> Iterable[Any]:
    """Size and weight alone tell a heading; there is no fill to rely on."""
    yield _style("title", bold=True, size="16pt", wrap=False)
    yield _style("heading", bold=True, size="13pt", wrap=False)
    yield _style("line", wrap=False)
    yield _style("text")
    yield _style("head", bold=True, border_bottom="1.5pt solid #17201c")
    yield _style("headnumber", bold=True, border_bottom="1.5pt solid #17201c", align="end")


def _style(
    name: str,
    *,
    bold: bool = False,
    size: str = "11pt",
    wrap: bool = True,
    border_bottom: str = "",
    align: str = "",
) -> Any:
    style = Style("table-cell", name=name)
    look = {"fo:wrap-option": "wrap" if wrap else "no-wrap", "style:vertical-align": "top"}
    if border_bottom:
        look["fo:border-bottom"] = border_bottom
    style.set_properties(look, area="table-cell")
    weight = "bold" if bold else "normal"
    style.set_properties(
        {"fo:font-size": size, "fo:font-weight": weight, "fo:font-family": "Arial"}, area="text"
    )
    if align:
        style.set_properties({"fo:text-align": align}, area="paragraph")
    return style


def _begun(document: Any, name: str, widths: Iterable[int]) -> Any:
    """A table in the document with its columns, for rows to be added to."""
    table = Table(name)
    for width in widths:
        table.append(OdsColumn(style=document.insert_style(_width(width), automatic=True)))
    document.body.append(table)
    return table


def _width(characters: int) -> Any:
    return Style("table-column", width=f"{characters * CENTIMETRES_A_CHARACTER:.2f}cm")


def _write_cover(document: Any, whole: Book) -> None:
    table = _begun(document, whole.cover_name, [COVER_WIDTH])
    for number, line in enumerate(whole.cover):
        name = "heading" if line in whole.headings else "text"
        table.append(_row([_text(line, "title" if number == 0 else name)]))


def _write_sheet(document: Any, sheet: Sheet) -> None:
    table = _begun(document, sheet.name, [column.width for column in sheet.columns])
    table.append(_row([_text(sheet.title, "title")]))
    for line in sheet.about:
        table.append(_row([_text(line, "line")]))
    # What a screen reader announces and a printer repeats on every page.
    heads = Element.from_tag("table:table-header-rows")
    heads.append(_row(_text(column.title, _head(column)) for column in sheet.columns))
    table.append(heads)
    for values in sheet.rows:
        table.append(_row(_leading_first(values)) if sheet.links else _written_row(values))


def _head(column: Column) -> str:
    return "headnumber" if column.number else "head"


def _leading_first(values: tuple[Cell, ...]) -> Iterable[Any]:
    yield _leading(str(values[0]))
    for value in values[1:]:
        yield Element.from_tag(_written(value))


def _written_row(values: tuple[Cell, ...]) -> Any:
    """A row from one text: of thousands of rows, a cell made by itself is most of the time."""
    cells = "".join(_written(value) for value in values)
    return Element.from_tag(f"<table:table-row>{cells}</table:table-row>")


def _written(value: Cell) -> str:
    if value is None or value == "":
        return '<table:table-cell table:style-name="text"/>'
    if isinstance(value, date):
        day = value.isoformat()
        return _written_cell("date", f'office:date-value="{day}"', day, "line")
    if isinstance(value, int | Decimal):
        plain = f'office:value="{value}" calcext:value="{value}"'
        return _written_cell("float", plain, _printed(value), "line")
    text = str(cell(value))
    return _written_cell("string", f'office:string-value="{_quoted(text)}"', escape(text), "text")


def _written_cell(kind: str, value: str, text: str, style: str) -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" calcext:value-type="{kind}" {value} '
        f'table:style-name="{style}"><text:p>{text}</text:p></table:table-cell>'
    )


def _quoted(text: str) -> str:
    """As the value of an attribute, with its line ends as they are."""
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def _printed(value: date | int | Decimal) -> str:
    return value.isoformat() if isinstance(value, date) else f"{value:,}"


def _text(value: str, style: str) -> Any:
    return OdsCell(str(cell(value)), style=style)


def _leading(name: str) -> Any:
    """A cell whose text leads to the sheet of that name."""
    made = OdsCell(style="text", cell_type="string")
    made.append(Paragraph())
    made.get_elements("text:p")[0].append(Link(f"#'{name}'.A1", text=name))
    return made


def _row(cells: Iterable[Any]) -> Any:
    row = Row()
    for one in cells:
        row.append_cell(one, clone=False)
    return row


def _named_tables(sheets: Iterable[Sheet]) -> Any:
    """Each table as a named range with headings: what OpenDocument has for a marked-up table."""
    ranges = Element.from_tag("table:database-ranges")
    for sheet in sheets:
        top = len(sheet.about) + 2
        last = _letters(len(sheet.columns) - 1)
        one = Element.from_tag("table:database-range")
        one.set_attribute("table:name", sheet.code)
        where = f"'{sheet.name}'.A{top}:'{sheet.name}'.{last}{top + len(sheet.rows)}"
        one.set_attribute("table:target-range-address", where)
        one.set_attribute("table:contains-header", "true")
        one.set_attribute("table:display-filter-buttons", "false")
        ranges.append(one)
    return ranges


def _letters(column: int) -> str:
    """`A` to `Z`: no sheet has more columns."""
    return chr(ord("A") + column)
