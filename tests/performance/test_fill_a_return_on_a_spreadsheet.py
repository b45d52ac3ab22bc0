"""A hub worker takes the return away as a spreadsheet, fills it in, and brings it back."""

import io

import openpyxl
import pytest

from tests.cast import Cast
from tests.imports.bringing import checked, imported
from tests.performance.reporting import SUMMER
from tests.performance.rounds import Rounds, begin
from trellis.imports.models import Batch, StagedRow
from trellis.performance.importing.fields import FIELDS
from trellis.performance.rules.locks import Lock
from trellis.performance.words.rounds import lock_words

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


def _filled(content: bytes, column: str, *cells: object) -> bytes:
    """The same spreadsheet with these cells in a column, one a row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    for down, value in enumerate(cells, start=2):
        page.cell(down, heads.index(column) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_filled_in_it_comes_back_by_the_imports_and_the_return_is_complete(rounds: Rounds) -> None:
    client = rounds.cast.client("hub_worker")
    content = client.get(rounds.return_url("return_sheet")).content
    filled = _filled(content, "Figure", 14, 0)
    what = f"figures framework:{rounds.framework.pk}"
    intake = imported(client, filled, what=what)
    assert intake.stage == "imported"
    assert {one.line.found.state for one in rounds.report("hub_worker").lines} == {
        "measured",
        "zero",
    }
    assert rounds.move("hand_in", "hub_worker").stage == "submitted"


def test_a_row_left_empty_is_said_to_be_so_and_never_taken_for_a_nought(rounds: Rounds) -> None:
    client = rounds.cast.client("hub_worker")
    content = client.get(rounds.return_url("return_sheet")).content
    what = f"figures framework:{rounds.framework.pk}"
    intake = checked(client, _filled(content, "Figure", 14, None), what=what)
    outcomes = StagedRow.objects.filter(intake=intake).order_by("line")
    assert list(outcomes.values_list("outcome", flat=True)) == ["new", "problem"]


def test_a_table_brought_after_it_was_handed_in_is_told_why_not(rounds: Rounds) -> None:
    client = rounds.cast.client("hub_worker")
    content = client.get(rounds.return_url("return_sheet")).content
    rounds.hand_in()
    values = rounds.report("hub_worker").lines
    filled = _filled(content, "Figure", 99, 98)
    filled = _filled(filled, "Why the earlier figure is replaced", "So", "So")
    what = f"figures framework:{rounds.framework.pk}"
    intake = imported(client, filled, what=what)
    done = [one for batch in Batch.objects.filter(intake=intake) for one in batch.done]
    assert [one["outcome"] for one in done] == ["problem", "problem"]
    says = lock_words(Lock.HANDED_IN, SUMMER)
    assert {one["problem"]["about"]["says"] for one in done} == {says}
    assert rounds.report("hub_worker").lines == values
