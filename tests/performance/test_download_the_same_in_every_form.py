"""Whichever form somebody takes, the figures of Leicestershire are those of the page."""

import csv
import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command
from pypdf import PdfReader

from tests.conftest import NOW, TODAY
from trellis.kernel.periods import financial_year
from trellis.kernel.viewer import STRANGER
from trellis.performance import queries, words
from trellis.performance.exports import Pack, gather, make, saying
from trellis.performance.rules.exact import half_up

Told = dict[int, tuple[Decimal | None, str, str]]


@pytest.fixture
def pack(db: None) -> Pack:
    call_command("load_example", "leicestershire", verbosity=0)
    facts = queries.framework(STRANGER, "leicestershire-2010-11")
    return gather(STRANGER, facts, financial_year(facts.runs.start), now=NOW, today=TODAY)


def on_the_page(pack: Pack) -> Told:
    """Figure, state and rating of each indicator, by its number."""
    return {
        line.indicator.number: (
            None if line.found.value is None else half_up(line.found.value),
            line.found.state,
            line.rating.outcome,
        )
        for line in pack.report.lines
    }


def in_csv(pack: Pack) -> Told:
    archive = zipfile.ZipFile(io.BytesIO(make(pack, "csv")[2]))
    text = archive.read("figures.csv").decode()
    return {
        int(row["indicator"]): (
            Decimal(row["value"]) if row["value"] else None,
            row["state"],
            row["rating"],
        )
        for row in csv.DictReader(io.StringIO(text, newline=""))
        if row["measure"] == "value" and row["area_code"] == pack.report.place.code
    }


def in_spreadsheet(pack: Pack) -> Told:
    sheet = openpyxl.load_workbook(io.BytesIO(make(pack, "xlsx")[2]))["Figures"]
    heads = [cell.value for cell in sheet[4]]
    places = [heads.index(one) for one in ("Result [note 5]", "State [note 3]", "Rating [note 1]")]
    states = {str(word): code for code, word in words.STATES.items()}
    ratings = {str(word): code for code, word in words.OUTCOMES.items()}
    found: Told = {}
    for row in sheet.iter_rows(min_row=5, values_only=True):
        figure, state, rating = (row[place] for place in places)
        shown = None if figure is None else Decimal(str(figure))
        found[int(str(row[0]))] = (shown, states[str(state)], ratings[str(rating)])
    return found


def test_figures_states_and_ratings_are_those_of_the_page(pack: Pack) -> None:
    page = on_the_page(pack)
    assert sorted(page) == list(range(1, 31))
    assert in_csv(pack) == page
    assert in_spreadsheet(pack) == page


def test_the_pdf_says_the_same_in_words_on_four_pages(pack: Pack) -> None:
    pdf = PdfReader(io.BytesIO(make(pack, "pdf")[2]))
    assert len(pdf.pages) == 4
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    told = [saying.headline(pack), saying.standing_words(pack)]
    for line in pack.report.lines:
        told += [saying.result_words(line), saying.rating_words(line), line.indicator.title]
    assert [one for one in told if re.sub(r"\s", "", one) not in text] == []


def test_reported_colours_are_words_and_never_a_rating(pack: Pack) -> None:
    archive = zipfile.ZipFile(io.BytesIO(make(pack, "csv")[2]))
    rows = csv.DictReader(io.StringIO(archive.read("reported_ratings.csv").decode(), newline=""))
    held = sum(len(line.reported) for line in pack.report.lines)
    assert sum(1 for row in rows if row["word"] and row["area_code"]) == held
    assert [rating for _figure, _state, rating in in_csv(pack).values()].count("met") == 3
