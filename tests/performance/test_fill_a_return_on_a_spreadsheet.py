"""A hub worker takes the return away as a spreadsheet, fills it in, and brings it back."""

import io

import openpyxl
import pytest

from tests.cast import Cast
from tests.performance.rounds import Rounds, begin
from trellis.performance.importing.fields import FIELDS

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def rounds(cast: Cast) -> Rounds:
    return begin(cast)


def _sheet(rounds: Rounds, who: str = "hub_worker") -> list[tuple[object, ...]]:
    answer = rounds.cast.client(who).get(rounds.return_url("return_sheet"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_it_holds_a_row_for_each_figure_still_to_give(rounds: Rounds) -> None:
    rounds.record(rounds.first, "a", 4)
    head, *rows = _sheet(rounds)
    assert len(rows) == 1
    row = dict(zip(head, rows[0], strict=True))
    assert row["Indicator"] == str(rounds.second.number)
    assert row["Provider"] == rounds.hub("a").name
    assert row["Period"] == "July to September 2026 (Q2 2026/27)"
    assert row["Figure"] is None


def test_the_imports_know_its_columns(rounds: Rounds) -> None:
    head, *_rows = _sheet(rounds)
    known = {str(field.label).lower() for field in FIELDS}
    known |= {heading for field in FIELDS for heading in field.headings}
    told = {"what is counted", "last time"}  # to read, not to bring
    assert {str(name).lower() for name in head} - told <= known


def test_only_its_provider_takes_it_away(rounds: Rounds) -> None:
    statuses = {
        who: rounds.cast.client(who).get(rounds.return_url("return_sheet")).status_code
        for who in ("hub_worker", "council_officer", "other_hub_worker")
    }
    assert statuses == {"hub_worker": 200, "council_officer": 403, "other_hub_worker": 404}
