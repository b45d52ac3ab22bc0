"""The same table in every format is read as the same rows."""

import io
from datetime import datetime

import openpyxl
import pytest

from tests.imports.apart import read_apart
from tests.imports.files import (
    ROWS,
    TEXT,
    content_of,
    csv_of,
    json_of,
    ods_of,
    other_xlsx_of,
    sheet_of,
    xlsx_of,
)
from trellis.imports.rules.delimited import encoded
from trellis.imports.rules.problems import FileRefusedError, Wrong
from trellis.imports.rules.reading import all_rows, look

MOMENT = datetime(2026, 4, 3, 14, 30)  # noqa: DTZ001  (a spreadsheet knows of no time zone)


def rows_of(content: bytes, sheet: str | None = None) -> list[list[str]]:
    found = look(io.BytesIO(content), sheet)
    return [cells for _line, cells in all_rows(io.BytesIO(content), found.sheet)]


def padded(rows: list[list[str]]) -> list[list[str]]:
    return [[*row, *[""] * (5 - len(row))] for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_in_every_encoding_and_with_every_separator(encoding: str, separator: str) -> None:
    content = csv_of(encoding=encoding, separator=separator)

    assert padded(rows_of(content)) == padded(TEXT)
    assert look(io.BytesIO(content)).separator == separator


def test_of_equals_the_tab_separates_and_pasted_text_is_text() -> None:
    row = ["PK Runners", "12/10", "A lease, a loan, and a roof, of a hall"]
    content = encoded("\t".join(row))

    assert rows_of(content) == [row]
    assert look(io.BytesIO(content)).kind == "csv"


def test_text_from_windows() -> None:
    content = csv_of([["Name", "About"], ["Café “Ö”", "£5 – free"]], encoding="cp1252")

    assert rows_of(content) == [["Name", "About"], ["Café “Ö”", "£5 – free"]]
    assert look(io.BytesIO(content)).encoding == "cp1252"


@pytest.mark.parametrize("make", [xlsx_of, other_xlsx_of, ods_of])
def test_spreadsheets_say_what_text_says(make: object) -> None:
    assert padded(rows_of(make(ROWS))) == padded(TEXT)  # type: ignore[operator]


@pytest.mark.parametrize("under", ["", "organisations"])
def test_json(under: str) -> None:
    assert rows_of(json_of(under=under)) == TEXT


def test_names_within_names_become_columns() -> None:
    content = b'[{"name": "A", "at": {"postcode": "LE1 1AA"}, "on": ["food", "arts"], "is": true}]'

    assert rows_of(content) == [
        ["name", "at.postcode", "on", "is"],
        ["A", "LE1 1AA", "food; arts", "yes"],
    ]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    content = b'Name,About\r\n\r\nA,"two\r\nlines"\r\nB,one\r\n'

    found = list(all_rows(io.BytesIO(content), ""))

    assert found == [(1, ["Name", "About"]), (3, ["A", "two\r\nlines"]), (5, ["B", "one"])]


def test_excels_own_first_line_is_no_row() -> None:
    assert rows_of(b"sep=;\r\nName;Place\r\nA, B;C\r\n") == [["Name", "Place"], ["A, B", "C"]]


def test_the_first_sheet_with_rows_is_shown_and_any_other_can_be_asked_for() -> None:
    book = openpyxl.load_workbook(io.BytesIO(other_xlsx_of(sheets=["Cover", "List", "Old"])))
    book["Cover"].delete_rows(1, 10)
    book["Old"].sheet_state = "hidden"
    book["Old"]["A1"] = "Names of old"
    out = io.BytesIO()
    book.save(out)

    found = look(io.BytesIO(out.getvalue()))

    assert (found.sheet, found.sheets) == ("List", ["Cover", "List", "Old"])
    assert rows_of(out.getvalue(), "Old")[0][0] == "Names of old"
    with pytest.raises(FileRefusedError, match="no_sheet"):
        look(io.BytesIO(out.getvalue()), "Missing")


def test_days_times_percentages_and_rich_text_of_excel() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row, (value, form) in enumerate(
        [
            (MOMENT, "dd/mm/yyyy hh:mm"),
            (MOMENT.date(), '[$-809]d" of "mmmm yyyy'),
            (0.125, "0.0%"),
            (0.5, "hh:mm"),
            (12, '"d"0'),
            (True, "General"),
        ],
        start=1,
    ):
        page.cell(row, 1, value).number_format = form
    out = io.BytesIO()
    book.save(out)

    shown = [["2026-04-03 14:30"], ["2026-04-03"], ["12.5%"], ["12:00"], ["12"], ["yes"]]
    assert rows_of(out.getvalue()) == shown


def test_readings_beside_a_text_are_left_out_and_runs_put_together() -> None:
    shared = b"<sst><si><r><t>Ambley </t></r><r><t>hub</t></r><rPh><t>reading</t></rPh></si></sst>"
    inside = (
        '<row r="2"><c r="B2" t="s"><v>0</v></c><c t="inlineStr"><is><t>beside</t></is></c>'
        '<c r="E2" t="e"><v>#REF!</v></c></row>'
    )
    content = sheet_of(inside, sharedStrings=shared)

    assert list(all_rows(io.BytesIO(content), "S")) == [
        (2, ["", "Ambley hub", "beside", "", "#REF!"])
    ]


def test_what_open_document_repeats_is_written_out_and_notes_are_left_out() -> None:
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    content = content_of(
        f'<table:table-row table:number-rows-repeated="2">'
        f"{cell.format('', 'A<text:s text:c=&quot;2&quot;/>B'.replace('&quot;', chr(34)))}"
        f"{cell.format('table:number-columns-repeated=' + chr(34) + '2' + chr(34), 'x')}"
        f"<table:table-cell>{note}<text:p>C</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row>"
    )

    assert list(all_rows(io.BytesIO(content), "S")) == [
        (1, ["A  B", "x", "x", "C"]),
        (2, ["A  B", "x", "x", "C"]),
    ]


def test_it_is_read_in_a_process_of_its_own() -> None:
    took = read_apart(xlsx_of(), "rows", "Groups")

    assert [cells for _line, cells in took.rows] == [row if row[-1] else row[:-1] for row in TEXT]
    assert (took.answer, took.ended) == ({"rows": 4}, 0)


def test_damaged_signs_are_marked_and_not_passed_on() -> None:
    assert rows_of(b'[{"a": "x\\u0000y", "b": "\\ud800"}]') == [
        ["a", "b"],
        ["x\ufffdy", "\ufffd"],
    ]


def test_a_table_without_rows_says_so() -> None:
    with pytest.raises(FileRefusedError) as caught:
        look(io.BytesIO(xlsx_of([])))

    assert caught.value.wrong == Wrong.NO_ROWS
