"""The documented facts of Leicestershire 2010/11 agree with each other, and the differences the
review leaves open come out as it leaves them."""

import csv
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2] / "trellis" / "web" / "examples" / "leicestershire"
Row = dict[str, str]
BREAKING = {"population", "numerator", "threshold", "level"}


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def facts(name: str) -> list[Row]:
    return rows_of(HERE / f"{name}.csv")


def toml_of(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"), parse_float=Decimal)


def by(key: str, rows: list[Row]) -> dict[str, Row]:
    found = {row[key]: row for row in rows}
    assert len(found) == len(rows), f"{key} is not unique"
    return found


def figures() -> Iterator[dict[str, Any]]:
    for reconciliation in toml_of("reconciliations.toml")["reconciliations"]:
        yield from reconciliation["figures"]


def figure(label: str) -> dict[str, Any]:
    (only,) = [found for found in figures() if found["label"] == label]
    return only


def total(label: str) -> Decimal:
    return sum((Decimal(part["amount"]) for part in figure(label)["parts"]), Decimal(0))


def broken_series() -> set[str]:
    return {row["indicator"] for row in facts("versions") if row["change_class"] in BREAKING}


def count_column(name: str, column: str, weight: str = "") -> Callable[[str], int]:
    def count(argument: str) -> int:
        wanted = set(argument.split("+"))
        rows = [row for row in facts(name) if argument == "all" or row[column] in wanted]
        return sum(int(row[weight]) if weight else 1 for row in rows)

    return count


def ratings_at_end(argument: str) -> int:
    ends = [row for row in facts("reported_ratings") if row["moment"] == "end"]
    return sum(row["word"] in argument.split("+") for row in ends)


def comparable_changes(argument: str) -> int:
    second = {row["indicator"] for row in facts("versions") if row["number"] == "2"}
    return len(broken_series() if argument == "breaks" else second - broken_series())


def share(argument: str, *, of: str) -> Decimal:
    """Per cent, to two decimals."""
    count = count_column("provider_counts", "word", weight="count")
    whole = count("all") - (count("not_reported") if of == "reported" else 0)
    return round(Decimal(100 * count(argument)) / whole, 2)


def percent_fall(argument: str) -> Decimal:
    before, after = (Decimal(word) for word in argument.split(">"))
    return round(100 * (before - after) / before, 2)


MEASURES: dict[str, Callable[[str], int | Decimal]] = {
    "indicators_printed": count_column("indicators", "printed_code"),
    "targets_with_figure": count_column("targets", "comparison"),
    "evidence_classes": count_column("indicators", "evidence"),
    "ratings_at_end": ratings_at_end,
    "provider_counts": count_column("provider_counts", "word", weight="count"),
    "comparable_changes": comparable_changes,
    "provider_share_of_all": partial(share, of="all"),
    "provider_share_of_reported": partial(share, of="reported"),
    "percent_fall": percent_fall,
}


def test_there_are_thirty_indicators_and_twenty_four_outcomes() -> None:
    assert [row["number"] for row in facts("indicators")] == [str(n) for n in range(1, 31)]
    assert [row["number"] for row in facts("outcomes")] == [str(n) for n in range(1, 25)]


def test_every_row_names_its_source() -> None:
    for path in sorted(HERE.glob("*.csv")):
        for row in rows_of(path):
            assert all(text for column, text in row.items() if column.startswith("source")), row


def test_only_known_codes_are_used() -> None:
    codes = {
        ("indicators", "kind"): {"number", "percentage", "money", "milestone", "narrative"},
        ("indicators", "printed_code"): {"Q", "NAR", "X", "ONE OFF", "none"},
        ("indicators", "direction"): {"up"},
        ("indicators", "control"): {"external", ""},
        ("indicators", "level"): {"output", "outcome", "impact"},
        ("outcomes", "section"): {"coordination", "capacity", "volunteering"},
        ("versions", "change_class"): {"initial", "wording", "population", "numerator", "level"},
        ("targets", "state"): {"set", "not_set", "unclear", "not_applicable", "not_given"},
        ("targets", "comparison"): {"at_least", "more_than", "by_date", ""},
        ("values", "state"): {"measured", "not_measured", "cannot_be_measured", "not_given"},
        ("reported_ratings", "word"): {"green", "amber", "red"},
        ("reported_ratings", "basis"): {"measured", "evidence", "event", "narrative", "none"},
    }
    for (name, column), expected in codes.items():
        assert {row[column] for row in facts(name)} == expected, (name, column)


def test_every_place_and_organisation_referred_to_exists() -> None:
    places, bodies = by("code", facts("places")), by("key", facts("organisations"))
    for name in ("place_figures", "organisations", "targets", "values", "reported_ratings"):
        assert {row["place_code"] for row in facts(name)} <= {*places, ""}
    assert {row["parent_code"] for row in places.values()} <= {*places, ""}
    assert {row["owner_key"] for row in facts("principles")} <= {*bodies, ""}
    assert {row["provider_key"] for row in facts("provider_counts")} <= set(bodies)
    assert toml_of("framework.toml")["area_code"] in places


def test_an_organisation_has_a_place_and_a_role_in_it_or_neither() -> None:
    rows = facts("organisations")
    assert [row["key"] for row in rows if not row["place_code"]] == ["volunteering_england"]
    assert [row["key"] for row in rows if not row["coverage_role"]] == ["volunteering_england"]


def test_every_district_has_one_hub_and_one_council() -> None:
    districts = Counter(row["code"] for row in facts("places") if row["kind"] == "district")
    bodies = [row for row in facts("organisations") if row["place_code"] in districts]
    for kind in ("community_hub", "council"):
        assert Counter(row["place_code"] for row in bodies if row["kind"] == kind) == districts
    assert Counter(row["kind"] for row in bodies)["resource_centre"] == 3


def test_tiles_do_not_overlap_and_districts_and_city_each_have_one() -> None:
    tiled = [row for row in facts("places") if row["tile_column"]]
    assert {row["kind"] for row in tiled} == {"district", "unitary"}
    assert len({(row["tile_column"], row["tile_row"]) for row in tiled}) == len(tiled) == 8


def test_populations_add_up_to_the_county_and_the_whole() -> None:
    people = {row["place_code"]: int(row["value"]) for row in facts("place_figures")}
    districts = sum(people[code] for code in people if code.startswith("E07"))
    assert people["E10000018"] == districts == 650_489
    assert people["LLR-2010"] == districts + people["E06000016"]


def test_the_framework_covers_one_financial_year_and_names_its_rule() -> None:
    framework = toml_of("framework.toml")
    assert framework["slug"] == "leicestershire-2010-11"
    assert (framework["starts_on"], framework["ends_on"]) == (date(2010, 4, 1), date(2011, 3, 31))
    assert framework["rating_rule"]["code"] == "met-or-not"


def test_the_sixteen_ways_to_secure_four_principles() -> None:
    secured = Counter(row["principle"] for row in facts("principles"))
    assert secured == {"1": 3, "2": 5, "3": 4, "4": 4}


def test_printed_codes_count_sixteen_three_five_five_and_one_without() -> None:
    printed = Counter(row["printed_code"] for row in facts("indicators"))
    assert printed == {"Q": 16, "none": 1, "ONE OFF": 3, "NAR": 5, "X": 5}


def test_each_indicator_starts_with_one_version_and_the_changed_ones_have_a_second() -> None:
    numbers = [(int(row["indicator"]), int(row["number"])) for row in facts("versions")]
    changed = [1, 12, 13, 14, 15, 16, 17, 18, 21, 23, 25, 29]
    assert numbers == sorted([(n, 1) for n in range(1, 31)] + [(n, 2) for n in changed])
    initial = [row["number"] for row in facts("versions") if row["change_class"] == "initial"]
    assert initial == ["1"] * 30


def test_series_break_exactly_where_the_indicator_became_another() -> None:
    assert broken_series() == {"12", "13", "15", "16", "18", "21", "23", "25", "29"}


def test_each_indicator_has_one_target_line_and_a_figure_only_where_set() -> None:
    targets = by("indicator", facts("targets"))
    assert len(targets) == 30
    given = {n for n, row in targets.items() if row["value"] or row["by_date"]}
    assert given == {n for n, row in targets.items() if row["state"] == "set"}
    assert given == {"2", "9", "10", "12", "19", "22", "23", "24", "25", "28", "29"}
    unprinted = {n for n, row in targets.items() if row["state"] == "not_given"}
    assert unprinted == {"20", "26", "27", "30"}


def test_only_five_indicators_have_a_measured_value_and_none_says_of_how_many() -> None:
    values = by("indicator", facts("values"))
    assert len(values) == 30
    measured = {n: row["value"] for n, row in values.items() if row["state"] == "measured"}
    assert measured == {"2": "75", "3": "3085", "9": "84", "10": "42", "12": "100"}
    assert {n: row["value"] for n, row in values.items() if row["value"]} == measured
    assert {row["n"] + row["numerator"] + row["denominator"] for row in values.values()} == {""}


def test_ratings_end_with_27_green_three_amber_and_no_red() -> None:
    ends = [row for row in facts("reported_ratings") if row["moment"] == "end"]
    assert Counter(row["word"] for row in ends) == {"green": 27, "amber": 3}
    assert [r["indicator"] for r in ends if r["word"] == "amber"] == ["7", "10", "28"]
    assert {row["place_code"] for row in ends} == {"LLR-2010"}


def test_ratings_at_the_start_are_split_where_the_source_splits_them() -> None:
    starts = [row for row in facts("reported_ratings") if row["moment"] == "start"]
    local = [(r["indicator"], r["place_code"]) for r in starts if r["place_code"] != "LLR-2010"]
    city, county = "E06000016", "E10000018"
    assert sorted(local) == [
        ("13", county), ("15", city), ("15", county), ("23", county), ("25", city), ("25", county),
    ]  # fmt: skip
    assert len(starts) == 32


def test_rows_from_18_on_are_reconstructed_and_the_earlier_ones_printed() -> None:
    for row in facts("reported_ratings"):
        assert row["row"] == ("reconstructed" if int(row["indicator"]) >= 18 else "printed")


def test_the_second_quarter_check_counts_26_green_two_amber_13_unreported_of_41() -> None:
    counted = Counter[str]()
    for row in facts("provider_counts"):
        counted[row["word"]] += int(row["count"])
    assert counted == {"green": 26, "amber": 2, "not_reported": 13}
    printed = {row["word"]: int(row["count"]) for row in facts("totals")}
    assert printed == {**counted, "total": 41}
    for row in facts("totals")[:3]:
        assert round(100 * int(row["count"]) / 41) == int(row["percent"])


def test_hubs_are_counted_on_five_indicators_and_resource_centres_on_two() -> None:
    kinds = {key: row["kind"] for key, row in by("key", facts("organisations")).items()}
    counted = Counter[str]()
    for row in facts("provider_counts"):
        counted[row["provider_key"]] += int(row["count"])
    expected = {"community_hub": 5, "resource_centre": 2}
    assert counted == {key: expected[kind] for key, kind in kinds.items() if kind in expected}


def test_parts_of_reconciliations_multiply_out() -> None:
    for found in figures():
        for part in found.get("parts", []):
            product = Decimal(part["quantity"]) * Decimal(part["each"])
            assert product == part["amount"], part["label"]


def test_percentages_round_to_what_is_stated() -> None:
    stated = [found for found in figures() if found["unit"] == "percent" and "stated" in found]
    assert [round(MEASURES[found["measure"]](found["argument"])) for found in stated] == [
        14, 63, 5, 32,
    ]  # fmt: skip
    assert [found["stated"] for found in stated] == [14, 63, 5, 32]


def test_reconciliations_have_either_parts_or_a_known_measure() -> None:
    for found in figures():
        assert ("parts" in found) != ("measure" in found), found["label"]
        assert found["unit"] in {"gbp", "count", "percent"}
        assert found.get("measure", "provider_counts") in MEASURES


def test_the_pool_its_sources_and_its_payments_differ_as_the_review_leaves_them() -> None:
    sources, payments = total("Paid into the pool"), total("Paid out of the pool")
    assert sources == 1_471_000
    assert payments == 1_485_000
    assert sources - figure("Paid into the pool")["stated"] == 8_602
    assert payments - figure("Paid out of the pool")["stated"] == 22_602


def test_what_agrees_and_what_does_not() -> None:
    differing = {
        found["label"]
        for found in figures()
        if "stated" in found and "parts" in found and found["unit"] != "percent"
        if total(found["label"]) != found["stated"]
    }
    assert differing == {
        "Paid into the pool", "Paid out of the pool", "Expected for 2011/12",
        "On the principles, by kind", "On roles, as printed", "Rows with an amendment",
    }  # fmt: skip


def test_measures_counted_from_the_facts() -> None:
    counted = {
        found["label"]: (found.get("stated"), MEASURES[found["measure"]](found["argument"]))
        for found in figures()
        if "measure" in found
    }
    assert counted == {
        "With a target in figures (Q, and row 2 without a code)": (18, 17),
        "One-off events": (3, 3),
        "Coded as narrative": (4, 5), "Told in words": (9, 6),
        "Without a target": (5, 5),
        "Whose target is printed as a figure": (18, 10),
        "Indicators no longer comparable with their own past": (None, 9),
        "Closing green": (None, 27), "Closing amber": (None, 3), "Closing red": (None, 0),
        "With a measured figure": (None, 5),
        "Red": (None, 0), "Amber": (2, 2), "Green": (26, 26), "Not reported": (13, 13),
        "All": (41, 41),
        "Fall from the pool": (14, Decimal("14.19")),
        "Fall from what was paid out": (None, Decimal("15.50")),
        "Green, of all": (63, Decimal("63.41")), "Amber, of all": (5, Decimal("4.88")),
        "Not reported, of all": (32, Decimal("31.71")),
        "Green, of those reported": (None, Decimal("92.86")),
    }  # fmt: skip


def test_conflicts_are_numbered_and_both_sides_have_a_source() -> None:
    conflicts = facts("conflicts")
    assert [row["number"] for row in conflicts] == [str(n) for n in range(1, len(conflicts) + 1)]
    by("title", conflicts)
    assert {row["says"] == row["but"] for row in conflicts} == {False}
