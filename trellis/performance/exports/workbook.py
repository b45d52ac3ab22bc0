"""The workbook as XLSX: real Excel tables that a screen reader announces as such."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from trellis.kernel.exports import cell
from trellis.performance.exports.book import book
from trellis.performance.exports.gather import Pack
from trellis.performance.exports.sheets import Book, Cell, Column, Sheet

COVER_WIDTH = 100


def workbook(pack: Pack) -> bytes:
    return written(book(pack), pack)


def written(whole: Book, pack: Pack) -> bytes:
    out = io.BytesIO()
    # Nothing typed by anybody may become a formula or a link; in memory, no files beside it.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    file = xlsxwriter.Workbook(out, options)
    _describe(file, whole, pack)
    formats = _formats(file)
    _write_cover(file, whole, formats)
    for sheet in whole.sheets:
        _write_sheet(file, sheet, formats)
    file.close()
    return out.getvalue()


def _describe(file: Any, whole: Book, pack: Pack) -> None:
    file.set_properties(
        {
            "title": whole.title,
            "subject": whole.subject,
            "author": whole.author,
            "company": whole.author,
            "keywords": pack.facts.standing,
            "created": pack.as_at.replace(tzinfo=None),
        }
    )
    file.set_custom_property("Language", whole.language)


def _formats(file: Any) -> dict[str, Any]:
    """Formats by name. Size and weight alone tell a heading; there is no fill to rely on."""
    base = {"font_name": "Arial", "font_size": 11, "valign": "top"}
    wrapped = {**base, "text_wrap": True}
    head = {**wrapped, "bold": True, "bottom": 2, "valign": "bottom"}
    looks = {
        "title": {**base, "bold": True, "font_size": 16},
        "heading": {**base, "bold": True, "font_size": 13},
        "line": base,
        "text": wrapped,
        "link": {**wrapped, "underline": True, "font_color": "#0B5D4E"},
        "head": head,
        "head number": {**head, "align": "right"},
        "day": {**base, "num_format": "d mmmm yyyy", "align": "right"},
        "0": {**base, "num_format": "#,##0"},
        "1": {**base, "num_format": "#,##0.0"},
        "2": {**base, "num_format": "#,##0.00"},
        "3": {**base, "num_format": "#,##0.000"},
        "4": {**base, "num_format": "#,##0.0000"},
    }
    return {name: file.add_format(look) for name, look in looks.items()}


def _write_cover(file: Any, whole: Book, formats: dict[str, Any]) -> None:
    page = file.add_worksheet(whole.cover_name)
    page.set_column(0, 0, COVER_WIDTH)
    for row, line in enumerate(whole.cover):
        name = "heading" if line in whole.headings else "text"
        page.write_string(row, 0, str(cell(line)), formats["title" if row == 0 else name])


def _write_sheet(file: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = file.add_worksheet(sheet.name)
    page.write_string(0, 0, str(cell(sheet.title)), formats["title"])
    for row, line in enumerate(sheet.about, start=1):
        page.write_string(row, 0, line, formats["line"])
    top = 1 + len(sheet.about)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    page.add_table(top, 0, top + len(sheet.rows), len(sheet.columns) - 1, _table(sheet, formats))
    for down, values in enumerate(sheet.rows, start=top + 1):
        for across, value in enumerate(values):
            _write_cell(page, down, across, value, formats)
        if sheet.links:
            where = f"internal:'{values[0]}'!A1"
            page.write_url(down, 0, where, formats["link"], str(values[0]))


def _table(sheet: Sheet, formats: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": sheet.code,
        "autofilter": False,
        "banded_rows": False,
        "style": None,
        "columns": [
            {"header": column.title, "header_format": formats[_head(column)]}
            for column in sheet.columns
        ],
    }


def _head(column: Column) -> str:
    return "head number" if column.number else "head"


def _write_cell(page: Any, row: int, column: int, value: Cell, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, formats["text"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int | Decimal):
        page.write_number(row, column, value, formats[str(_decimals(value))])
    else:
        page.write_string(row, column, str(cell(value)), formats["text"])


def _decimals(value: int | Decimal) -> int:
    """How many places the figure was rounded to."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return min(max(-exponent, 0), 4) if isinstance(exponent, int) else 0
