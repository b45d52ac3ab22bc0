"""Somebody downloads the report for Excel or LibreOffice, perhaps to have it read out."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import odfdo
import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from tests.performance.report_to_download import FORMULA, MARKUP, Report, make_report
from trellis.performance.exports import make
from trellis.performance.exports.book import book
from trellis.performance.exports.sheets import Book

SHEETS = [
    "Cover",
    "Contents",
    "Notes",
    "Figures",
    "Places",
    "Providers",
    "Reported ratings",
    "Check of providers",
    "Indicators",
    "Rating rules",
    "Outcomes",
    "Principles",
    "Checks of figures",
    "Parts of figures",
    "Conflicts",
]


@pytest.fixture
def report(db: None) -> Report:
    return make_report()


def xlsx(report: Report) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(make(report.pack(), "xlsx")[2]))


def ods(report: Report) -> Any:
    return odfdo.Document(io.BytesIO(make(report.pack(), "ods")[2]))


def as_written(whole: Book) -> dict[str, list[list[object]]]:
    """The cells of every table as they ought to be read back, figures as numbers."""
    return {
        sheet.name: [
            [column.title for column in sheet.columns],
            *([plain(value) for value in row] for row in sheet.rows),
        ]
        for sheet in whole.sheets
    }


def plain(value: object) -> object:
    """One shape for what either format reads back: no blanks, days as days, numbers exact."""
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize()
    text = str(value) if not isinstance(value, date) else value
    if isinstance(text, str) and text.startswith(("=", "@")):
        return f"'{text}"
    return text


def tables_of_xlsx(file: Workbook) -> dict[str, list[list[object]]]:
    found = {}
    for sheet in file.worksheets[1:]:
        (table,) = sheet.tables.values()
        found[sheet.title] = [[plain(cell.value) for cell in row] for row in sheet[table.ref]]
    return found


def tables_of_ods(file: Any, tops: Mapping[str, int]) -> dict[str, list[list[object]]]:
    found = {}
    for table in file.body.tables[1:]:
        rows = [list(row.traverse()) for row in table.traverse()]
        width = len(rows[tops[table.name]])
        found[table.name] = [
            [plain(value_of(cell)) for cell in row] + [None] * (width - len(row))
            for row in rows[tops[table.name] :]
        ]
    return found


def value_of(cell: Any) -> object:
    if cell.get_attribute("office:value-type") is None:
        return "".join(str(one) for one in cell.xpath("descendant::text()"))
    return cell.value


def test_both_hold_the_same_sheets_in_the_same_order(report: Report) -> None:
    assert xlsx(report).sheetnames == SHEETS
    assert [table.name for table in ods(report).body.tables] == SHEETS


def test_both_say_the_same_and_nothing_else(report: Report) -> None:
    whole = book(report.pack())
    expected = as_written(whole)
    assert tables_of_xlsx(xlsx(report)) == expected
    tops = {sheet.name: 1 + len(sheet.about) for sheet in whole.sheets}
    assert tables_of_ods(ods(report), tops) == expected


def test_every_sheet_holds_one_real_table_and_nothing_below_it(report: Report) -> None:
    for sheet in xlsx(report).worksheets[1:]:
        (table,) = sheet.tables.values()
        last_row, last_column = sheet.max_row, sheet.max_column
        end = sheet.cell(last_row, last_column).coordinate
        assert table.ref.split(":")[1] == end
        assert table.headerRowCount in (None, 1)
        assert table.autoFilter is None
        assert table.tableStyleInfo is None or table.tableStyleInfo.name is None


def test_no_sheet_is_merged_frozen_filtered_hidden_or_begun_elsewhere(report: Report) -> None:
    for sheet in xlsx(report).worksheets:
        assert list(sheet.merged_cells.ranges) == []
        assert sheet.freeze_panes is None
        assert sheet.auto_filter.ref is None
        assert sheet.sheet_state == "visible"
        assert [one.activeCell for one in sheet.views.sheetView[0].selection] in ([], ["A1"])
        assert sheet["A1"].value
        assert sheet.oddHeader.center.text is None
        assert sheet.oddFooter.center.text is None


def test_no_row_is_blank_and_no_cell_relies_on_a_colour(report: Report) -> None:
    for sheet in xlsx(report).worksheets:
        for row in sheet.iter_rows():
            assert [cell.value for cell in row] != [None] * len(row)
            assert {cell.fill.fill_type for cell in row} == {None}


def test_nothing_in_them_is_a_formula(report: Report) -> None:
    kinds = {cell.data_type for sheet in xlsx(report).worksheets for row in sheet for cell in row}
    assert "f" not in kinds
    assert ods(report).body.xpath("//@table:formula") == []
    titles = [cell.value for cell in xlsx(report)["Figures"]["B"]]
    assert (titles.count(f"'{FORMULA}"), titles.count(MARKUP)) == (1, 1)


def test_the_contents_lead_to_every_sheet(report: Report) -> None:
    contents = xlsx(report)["Contents"]
    links = [cell.hyperlink.location for cell in contents["A"] if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in SHEETS[2:]]
    links = ods(report).body.xpath("//text:a/@xlink:href")
    assert [str(one) for one in links] == [f"#'{name}'.A1" for name in SHEETS[2:]]


def test_the_notes_that_headings_refer_to_are_there(report: Report) -> None:
    file = xlsx(report)
    notes = [cell.value for cell in file["Notes"]["A"][3:]]
    assert notes == [f"[note {number}]" for number in range(1, 7)]
    named = {
        word
        for sheet in file.worksheets
        for row in sheet.iter_rows(max_row=4, values_only=True)
        for value in row
        for word in notes
        if word in str(value)
    }
    assert named == set(notes)


def test_figures_are_numbers_and_days_are_days(report: Report) -> None:
    sheet = xlsx(report)["Figures"]
    heads = [cell.value for cell in sheet[4]]
    column = heads.index("Result [note 5]")
    found = {row[0].value: row[column] for row in sheet.iter_rows(min_row=5)}
    assert found[11].value == 3085
    assert found[12].value == 0
    assert found[13].value == 67
    assert (found[14].value, found[14].number_format) == (1250.5, "#,##0.00")
    assert found[15].value == datetime(2026, 8, 3)  # noqa: DTZ001
    assert [found[number].value for number in range(1, 8)] == [None] * 7


def test_the_files_say_what_they_are(report: Report) -> None:
    facts = xlsx(report).properties
    assert (facts.title, facts.creator) == ("Fosseshire: Fosseshire, Q2 2026/27", "Trellis")
    custom = {one.name: one.value for one in xlsx(report).custom_doc_props.props}
    assert custom == {"Language": "en-GB"}
    meta = ods(report).meta
    assert (meta.title, meta.creator, meta.language) == (facts.title, facts.creator, "en-GB")


def test_the_cover_says_how_things_stand_and_that_they_are_invented(report: Report) -> None:
    lines = [cell.value for cell in xlsx(report)["Cover"]["A"]]
    assert lines == list(book(report.pack()).cover)
    assert lines[3] == "Invented example: no person, group or figure here is real."


def test_headings_are_told_apart_in_opendocument(report: Report) -> None:
    file = ods(report)
    heads = file.body.xpath("//table:table-header-rows")
    assert len(heads) == len(SHEETS) - 1
    ranges = file.body.xpath("//table:database-range/@table:contains-header")
    assert [str(one) for one in ranges] == ["true"] * (len(SHEETS) - 1)
