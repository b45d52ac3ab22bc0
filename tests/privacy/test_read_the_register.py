"""The record of processing tells every personal field, and all that is declared of it."""

import csv
import io
import re

import pytest

from tests.cast import Cast
from tests.privacy.asking import words
from trellis.kernel.holdings import personal_fields
from trellis.kernel.privacy import Basis, Category, PersonalField

pytestmark = pytest.mark.django_db


def test_every_field_is_told_with_what_ends_it(cast: Cast) -> None:
    page = words(cast.client("infrastructure_manager").get("/privacy/register/").content.decode())
    fields = [one for _room, fields in personal_fields() for one in fields]
    rows = re.findall(r"<tr\b", page.split("<main", 1)[1])
    tables = re.findall(r"<table\b", page)

    assert len(rows) - len(tables) == len(fields)
    assert "The retention run, 6 years after: closed at" in page
    assert "A job takes it (people.forget_spent)" in page
    assert "Limitation Act 1980" in page


def test_it_is_taken_away_as_a_table(cast: Cast) -> None:
    answer = cast.client("infrastructure_manager").get("/privacy/register.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert len(rows) == sum(len(fields) for _room, fields in personal_fields())
    email = next(row for row in rows if row["Field"] == "people.account.email")
    assert email["Lawful basis"] == "legitimate interests"
    assert email["On erasure"] == "is emptied"
    assert email["Category"] == "ordinary"
    assert all(row["What ends it"] and row["Found by"] for row in rows)


@pytest.mark.parametrize("who", ["volunteer", "hub_worker", "council_officer"])
def test_only_whoever_answers_reads_it(cast: Cast, who: str) -> None:
    assert cast.client(who).get("/privacy/register/").status_code == 403
    assert cast.client(who).get("/privacy/register.csv").status_code == 403


def test_a_condition_stands_with_its_category() -> None:
    field = PersonalField(
        "person.health", "To help", Basis.CONSENT, "A year", "", Category.SPECIAL, "Article 9(2)(a)"
    )
    assert field.condition == "Article 9(2)(a)"
