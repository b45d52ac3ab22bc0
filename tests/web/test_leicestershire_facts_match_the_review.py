"""The documented facts of Leicestershire 2010/11 match a checked transcription of the review,
field by field. Runs where TRELLIS_REFERENCE_DATA names the folder that holds it."""

import csv
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parents[2] / "trellis" / "web" / "examples" / "leicestershire"
REFERENCE = os.environ.get("TRELLIS_REFERENCE_DATA", "")
pytestmark = pytest.mark.skipif(
    not (REFERENCE and (Path(REFERENCE) / "pmf").is_dir()),
    reason="TRELLIS_REFERENCE_DATA does not name a folder with pmf/",
)

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def facts(name: str) -> list[Row]:
    return rows_of(HERE / f"{name}.csv")


def reference(name: str) -> list[Row]:
    return rows_of(Path(REFERENCE) / "pmf" / f"{name}.csv")


def by(key: str, rows: list[Row]) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def parts_of(label: str) -> list[dict[str, Any]]:
    """The parts of the figure with this label in reconciliations.toml."""
    text = (HERE / "reconciliations.toml").read_text(encoding="utf-8")
    figures = [f for r in tomllib.loads(text)["reconciliations"] for f in r["figures"]]
    (parts,) = [figure["parts"] for figure in figures if figure["label"] == label]
    return list(parts)


def test_indicators_agree_with_the_transcription() -> None:
    ours = by("number", facts("indicators"))
    for row in reference("indicators"):
        mine = ours[row["no"]]
        assert mine["printed_code"] == (row["code_printed"] or "none")
        assert mine["outcomes"] == row["inf_outcomes"]
        assert mine["evidence"] == row["inf_evidence_class"]
        outside = row["not_under_val_complete_control"] == "yes"
        assert mine["control"] == ("external" if outside else "")


def test_target_figures_agree_with_the_transcription() -> None:
    ours = by("indicator", facts("targets"))
    words = {">=": "at_least", ">": "more_than", "": ""}
    for row in reference("indicators"):
        mine = ours[row["no"]]
        assert mine["value"] == row["target_value"]
        if row["no"] != "29":  # a date, which the transcription holds as text
            assert mine["comparison"] == words[row["target_op"]]


def test_values_agree_with_the_transcription() -> None:
    ours = by("indicator", facts("values"))
    for row in reference("indicators"):
        mine = ours[row["no"]]
        assert (mine["value"], mine["previous_value"]) == (
            row["actual_value"],
            row["previous_value"],
        )


def printed_start(row: Row) -> set[tuple[str, str]]:
    """The opening words of a transcribed row as (place, word)."""
    named = {"city": "E06000016", "county": "E10000018"}
    split = re.findall(r"(\w+) \((city|county)\)", row["rag_start"])
    if split:
        return {(named[place], word) for word, place in split}
    whole = "E10000018" if "county" in row["rag_start_scope_note"] else "LLR-2010"
    return {(whole, row["rag_start"])}


def test_reported_ratings_agree_with_the_transcription() -> None:
    for row in reference("indicators"):
        mine = [r for r in facts("reported_ratings") if r["indicator"] == row["no"]]
        starts = {(r["place_code"], r["word"]) for r in mine if r["moment"] == "start"}
        assert starts == printed_start(row), row["no"]
        assert [r["word"] for r in mine if r["moment"] == "end"] == [row["rag_end"]]
        assert {r["row"] for r in mine} == {row["rag_row_source"]}


def test_amended_rows_agree_with_the_transcription() -> None:
    amended = {r["no"] for r in reference("indicators") if r["amendment_2010_11_table_one"]}
    ours = {r["indicator"] for r in facts("versions") if r["number"] == "2"}
    split_only = {"13", "15", "23", "25"}
    assert ours == (amended - {"4"}) | split_only


def test_every_conflict_noted_on_an_indicator_is_kept() -> None:
    noted = {row["no"] for row in reference("indicators") if row["conflict_note"]}
    assert {row["indicator"] for row in facts("conflicts")} - {""} == noted | {"23"}


def test_outcome_sections_and_priorities_agree_with_the_transcription() -> None:
    words = {"Co-": "coordination", "Cap": "capacity", "Vol": "volunteering"}
    theirs = [(r["no"], words[r["section"][:3]], r["priority"]) for r in reference("outcomes")]
    ours = [(r["number"], r["section"], r["priority"].title()) for r in facts("outcomes")]
    assert ours == theirs


def test_principles_agree_with_the_transcription() -> None:
    theirs = [(r["principle_no"], r["secured_by_no"]) for r in reference("principles")]
    assert [(r["principle"], r["secured_number"]) for r in facts("principles")] == theirs


def test_provider_counts_agree_with_the_transcription() -> None:
    printed_as = {row["key"]: row["printed_as"] for row in facts("organisations")}
    ours = {
        (printed_as[row["provider_key"]], row["word"], row["count"])
        for row in facts("provider_counts")
    }
    theirs = {
        (row["provider_as_printed"], word, row[word])
        for row in reference("temperature_check_q2")
        for word in ("red", "amber", "green", "not_reported")
        if row["row_type"] == "provider" and row[word]
    }
    assert ours == theirs


def test_places_hubs_and_councils_agree_with_the_transcription() -> None:
    bodies = facts("organisations")
    for row in reference("districts"):
        code = row["gss_code"] or "E10000018"
        here = [body for body in bodies if body["place_code"] == code]
        assert [b["name"] for b in here if b["kind"] == "council"] == [row["council"]]
        hubs = [b["printed_as"] for b in here if b["kind"] == "community_hub"]
        assert "".join(hubs) == row["inf_community_hub"]
        centres = [b["printed_as"] for b in here if b["kind"] == "resource_centre"]
        assert "".join(centres) == row["inf_local_resource_centre"]


def test_money_agrees_with_the_transcription() -> None:
    came = [
        int(row["amount_gbp"])
        for row in reference("funding_2010_11")
        if row["row_type"] == "component"
    ]
    assert [part["amount"] for part in parts_of("Paid into the pool")] == came
    paid = [
        (int(row["recipients"]), int(row["each_gbp"] or row["total_gbp"]))
        for row in reference("funding_distribution")
        if row["row_type"] == "component"
    ]
    parts = parts_of("Paid out of the pool")
    assert [(part["quantity"], part["each"]) for part in parts] == paid


def test_negotiations_agree_with_the_transcription() -> None:
    names = {row["code"]: row["name"] for row in facts("places")}
    codes = {row["code"]: names.get(row["gss_code"], "") for row in reference("districts")}
    for label, status in (("Agreed in part", "Part Agreed"), ("Not agreed", "Not Agreed")):
        theirs = [
            codes[row["district_code"]]
            for row in reference("negotiations")
            if row["status_printed"] == status
        ]
        assert [part["label"] for part in parts_of(label)] == theirs


def test_populations_agree_with_the_census() -> None:
    path = Path(REFERENCE) / "places" / "districts.csv"
    if not path.exists():
        pytest.skip("no places/districts.csv in the reference data")
    census = {row["lad_code"]: row["pop_census2011"] for row in rows_of(path)}
    ours = {row["place_code"]: row["value"] for row in facts("place_figures")}
    local = {code: value for code, value in ours.items() if code[:3] in {"E06", "E07"}}
    assert local == {code: census[code] for code in local}


def runs_of_words(text: str, length: int = 6) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_titles_are_in_our_own_words() -> None:
    theirs = set[str]()
    for name, columns in {
        "indicators": ("text", "text_variant_table_one", "conflict_note", "indicator_quality"),
        "outcomes": ("text", "text_continued"),
        "principles": ("principle", "secured_by"),
        "negotiations": ("hub_proposal_summary", "discrepancy"),
    }.items():
        for row in reference(name):
            theirs |= set().union(*(runs_of_words(row[column]) for column in columns))
    names = runs_of_words("NHS Leicestershire County and Rutland social")
    for path in sorted(HERE.glob("*.*")):
        assert runs_of_words(path.read_text(encoding="utf-8")) & theirs - names == set(), path.name
