"""Tables as people make them, in every format that is taken, and files nobody should make."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import odfdo
import openpyxl
import xlsxwriter

Rows = Sequence[Sequence[Any]]

ROWS: Rows = (
    ("Name", "Charity number", "Place", "Founded", "Income"),
    ("Ambley Café & Co", 1090095, "Ambley A", date(2001, 4, 3), 1234.5),
    ("Müller’s Chör", 1090096, "Ambley B", date(1999, 12, 31), 0.1),
    ("日本 group", None, "Ambley A", None, -20),
)
TEXT = [
    ["Name", "Charity number", "Place", "Founded", "Income"],
    ["Ambley Café & Co", "1090095", "Ambley A", "2001-04-03", "1234.5"],
    ["Müller’s Chör", "1090096", "Ambley B", "1999-12-31", "0.1"],
    ["日本 group", "", "Ambley A", "", "-20"],
]


def csv_of(rows: Rows = TEXT, *, encoding: str = "utf-8", separator: str = ",") -> bytes:
    lines = ["".join(separator.join(_quoted(str(cell)) for cell in row)) for row in rows]
    return "\r\n".join([*lines, ""]).encode(encoding)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',;\t|"\n') else cell


def xlsx_of(rows: Rows = ROWS, *, sheet: str = "Groups") -> bytes:
    """As XlsxWriter writes it: shared texts, days as numbers with a format."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page, day = book.add_worksheet(sheet), book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date | datetime):
                page.write_datetime(number, column, cell, day)
            elif cell is not None:
                page.write(number, column, cell)
    book.close()
    return out.getvalue()


def other_xlsx_of(rows: Rows = ROWS, *, sheets: Sequence[str] = ("Groups",)) -> bytes:
    """As openpyxl writes it, one table on each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods_of(rows: Rows = ROWS, *, sheet: str = "Groups") -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table(sheet)
    for row in rows:
        table.append(odfdo.Row())
        for column, cell in enumerate(row):
            if cell is not None:
                table.set_value((column, table.height - 1), cell)
    document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def json_of(rows: Rows = TEXT, *, under: str = "") -> bytes:
    items = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return json.dumps({under: items} if under else items).encode()


def zip_of(parts: dict[str, bytes], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, part: bytes | None) -> bytes:
    """The archive with one part put in place of another, or left out."""
    parts = parts_of(content)
    if part is None:
        del parts[name]
    else:
        parts[name] = part
    return zip_of(parts)


BOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
)


def sheet_of(inside: str | bytes, *, before: bytes = b"", **parts: bytes) -> bytes:
    """The least there is to a workbook, with a sheet as written here."""
    body = inside.encode() if isinstance(inside, str) else inside
    whole = b'<?xml version="1.0"?>' + before + b"<worksheet><sheetData>" + body
    others = {f"xl/{name}.xml": content for name, content in parts.items()}
    return zip_of(
        {
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": LINKS,
            "xl/worksheets/sheet1.xml": whole + b"</sheetData></worksheet>",
            **others,
        }
    )


def content_of(inside: str, *, before: str = "") -> bytes:
    """The least there is to an OpenDocument spreadsheet, with rows as written here."""
    whole = (
        f'<?xml version="1.0"?>{before}<o:document-content xmlns:o="o" xmlns:table="t" '
        'xmlns:text="x" xmlns:office="f"><o:spreadsheet><table:table table:name="S">'
        f"{inside}</table:table></o:spreadsheet></o:document-content>"
    )
    return zip_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": whole.encode(),
        }
    )
