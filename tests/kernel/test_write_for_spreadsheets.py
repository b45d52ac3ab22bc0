"""No cell that leaves the house is taken for a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.kernel.exports import cell, csv_response, csv_text

LEADS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("before", ["", " ", "   "])
def test_a_text_that_could_start_a_formula_is_marked(before: str, lead: str) -> None:
    text = f"{before}{lead}cmd|' /C calc'!A0"

    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"),
    [("Ambley", "Ambley"), (12, 12), (-3, -3), (-0.5, -0.5), (None, ""), ("a=b", "a=b"), ("", "")],
)
def test_everything_else_stays_as_it_is(value: object, written: object) -> None:
    assert cell(value) == written


@given(st.text())
def test_no_text_begins_with_a_lead(text: str) -> None:
    assert str(cell(text)).lstrip(" ")[:1] not in LEADS


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])),
                         min_size=2, max_size=2), max_size=5))  # fmt: skip
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    text = csv_text(["name", "about"], rows)

    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["name", "about"],
        *([str(cell(value)) for value in row] for row in rows),
    ]


def test_a_download_has_a_name_and_can_be_read_by_spreadsheets() -> None:
    response = csv_response("groups", ["name"], [["Café"]])

    assert response["Content-Disposition"] == 'attachment; filename="groups.csv"'
    assert response.content.decode() == "\ufeffname\r\nCafé\r\n"
