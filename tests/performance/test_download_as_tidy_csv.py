"""Somebody downloads the figures for a statistics program: CSV that a Data Package describes."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from tests.performance.report_to_download import FORMULA, Report, make_report
from trellis.performance.exports import make
from trellis.performance.rules.codes import ValueState


@pytest.fixture
def report(db: None) -> Report:
    return make_report()


def files(report: Report, **asked: Any) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(make(report.pack(**asked), "csv")[2]))
    return {name: archive.read(name) for name in archive.namelist()}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def figures(report: Report, measure: str, **asked: Any) -> dict[int, dict[str, str]]:
    """The rows of one measure for the whole area, by indicator."""
    found = rows(files(report, **asked)["figures.csv"])
    return {
        int(row["indicator"]): row
        for row in found
        if row["measure"] == measure and row["area_code"] == "F1" and not row["provider_id"]
    }


TYPES: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def test_the_zip_holds_four_tables_and_their_description(report: Report) -> None:
    assert list(files(report)) == [
        "datapackage.json",
        "figures.csv",
        "reported_ratings.csv",
        "indicators.csv",
        "rating_rules.csv",
    ]


def test_the_package_says_what_it_is(report: Report) -> None:
    package = json.loads(files(report)["datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["name"] == "fosseshire-2026-q2"
    assert package["title"] == "Fosseshire: Fosseshire, Q2 2026/27"
    assert package["sources"] == [{"title": "Partners' agreement, 1 April 2026"}]
    assert [one["name"] for one in package["licenses"]] == ["CC0-1.0"]
    assert package["keywords"][-1] == "invented"
    assert package["description"].startswith("Invented example:")
    assert {one["type"] for one in package["resources"]} == {"table"}


def test_every_cell_is_what_its_column_says(report: Report) -> None:
    held = files(report)
    for resource in json.loads(held["datapackage.json"])["resources"]:
        data = held[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        fields = resource["schema"]["fields"]
        table = rows(data)
        assert table != []
        assert list(table[0]) == [one["name"] for one in fields]
        for row in table:
            for one in fields:
                fits(row[one["name"]], one)


def fits(cell: str, field: dict[str, Any]) -> None:
    constraints = field.get("constraints", {})
    if cell == "":
        assert not constraints.get("required"), field
        return
    TYPES[field["type"]](cell)
    assert cell in constraints.get("enum", [cell]), field


def test_keys_are_unique_and_links_lead_somewhere(report: Report) -> None:
    held = files(report)
    resources = {r["name"]: r for r in json.loads(held["datapackage.json"])["resources"]}
    tables = {name: rows(held[one["path"]]) for name, one in resources.items()}
    for name, one in resources.items():
        if key := one["schema"].get("primaryKey"):
            assert Counter(Counter(pick(row, key) for row in tables[name]).values()).keys() == {1}
        for link in one["schema"].get("foreignKeys", []):
            there = {
                pick(row, link["reference"]["fields"])
                for row in tables[link["reference"]["resource"]]
            }
            here = {pick(row, link["fields"]) for row in tables[name]}
            assert {one for one in here if all(one)} - there == set()


def pick(row: dict[str, str], names: list[str]) -> tuple[str, ...]:
    return tuple(row[name] for name in names)


def test_no_two_rows_say_the_same_thing(report: Report) -> None:
    line = ("indicator", "version", "area_code", "provider_id", "period_start", "measure")
    found = Counter(pick(row, list(line)) for row in rows(files(report)["figures.csv"]))
    assert set(found.values()) == {1}


def test_the_nine_states_survive(report: Report) -> None:
    found = figures(report, "value")
    assert [found[number]["state"] for number in (*range(1, 8), 11, 12)] == [
        "missing",
        "not_applicable",
        "not_due",
        "not_measured",
        "cannot_be_measured",
        "not_given",
        "suppressed",
        "measured",
        "zero",
    ]
    assert {ValueState(row["state"]) for row in found.values()} == set(ValueState)
    silent = [row["value"] for row in found.values() if row["state"] not in ("measured", "zero")]
    assert silent == [""] * 7
    assert found[12]["value"] == "0"


def test_figures_are_not_rounded(report: Report) -> None:
    found = figures(report, "value")
    values = {number: found[number]["value"] for number in (11, 13, 14, 17)}
    assert values == {11: "3085", 13: "66.6667", 14: "1250.5", 17: "40"}
    assert [found[number]["unit"] for number in (11, 13, 14)] == ["groups", "percent", "GBP"]
    parts = {m: figures(report, m)[13]["value"] for m in ("numerator", "denominator")}
    assert parts == {"numerator": "82", "denominator": "123"}


def test_a_milestone_has_its_day_and_its_last_day(report: Report) -> None:
    reached, wanted = figures(report, "value")[15], figures(report, "target")[15]
    assert (reached["value"], reached["day"], reached["unit"]) == ("", "2026-08-03", "date")
    assert (wanted["day"], wanted["comparison"], wanted["state"]) == (
        "2026-09-01",
        "by_date",
        "set",
    )


def test_a_rating_stands_with_its_rule_and_a_silence_with_its_reason(report: Report) -> None:
    found = figures(report, "value")
    told = {n: pick(found[n], ["rating", "rating_reason", "rating_rule"]) for n in (4, 11, 12, 13)}
    assert told == {
        4: ("not_rated", "value_not_measured", ""),
        11: ("met", "compared", "band 1"),
        12: ("not_met", "compared", "band 1"),
        13: ("nearly", "compared", "band 1"),
    }


def test_a_period_ends_on_its_last_day(report: Report) -> None:
    row = figures(report, "value")[11]
    assert pick(row, ["period_start", "period_end"]) == ("2026-07-01", "2026-09-30")


def test_providers_have_rows_of_their_own(report: Report) -> None:
    found = [
        (row["provider"], row["area"], row["value"])
        for row in rows(files(report)["figures.csv"])
        if row["measure"] == "value" and row["provider_id"]
    ]
    assert found == [("'@SUM(A1) Hub", "Ambley & Wold", "21"), ("Wold Hub", "Ambley & Wold", "12")]


def test_no_cell_can_run_as_a_formula(report: Report) -> None:
    titles = [row["title"] for row in rows(files(report)["indicators.csv"])]
    assert titles.count(f"'{FORMULA}") == 1
    leads = {
        cell[:1]
        for name, data in files(report).items()
        if name.endswith(".csv")
        for row in rows(data)
        for cell in row.values()
    }
    assert leads & set("=+-@\t\r") == set()


def test_what_was_reported_is_in_a_table_of_its_own(report: Report) -> None:
    found = rows(files(report)["reported_ratings.csv"])
    assert [(row["indicator"], row["area_code"], row["word"]) for row in found] == [
        ("16", "F1", "green")
    ]


def test_the_same_moment_makes_the_same_file(report: Report) -> None:
    assert make(report.pack(), "csv")[2] == make(report.pack(), "csv")[2]
