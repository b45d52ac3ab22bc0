"""Writing the documented facts through the same actions that everybody uses."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from trellis.kernel.periods import Span, financial_year
from trellis.kernel.viewer import Viewer, system
from trellis.organisations import actions as organisations
from trellis.organisations.rules.details import Details
from trellis.performance import actions as performance
from trellis.performance.actions import StatedLine, StatedTotal
from trellis.performance.rules.codes import ChangeClass, Combine, TargetState, ValueState, Word
from trellis.performance.rules.ratings import RuleKind
from trellis.places import actions as places

FOLDER = Path(__file__).parent
SLUG = "leicestershire-2010-11"
YEAR = financial_year(date(2010, 4, 1))
_KINDS = {"community_hub": "hub", "other": "other"}
SECTIONS = {
    "coordination": "Coordination and voice",
    "capacity": "Support to groups",
    "volunteering": "Volunteering",
}
Row = dict[str, str]


@dataclass
class Loaded:
    """The ids and rows made so far, by the keys of the files."""

    by: Viewer
    now: datetime
    places: dict[str, int] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)
    indicators: dict[int, Any] = field(default_factory=dict)
    framework: Any = None
    moments: dict[str, Span] = field(default_factory=dict)


def load(*, now: datetime) -> None:
    """Load everything, then close it: from then on nobody may change it."""
    loaded = Loaded(by=system("load-example"), now=now)
    _load_places(loaded)
    _load_organisations(loaded)
    _load_framework(loaded)
    _load_indicators(loaded)
    _load_targets(loaded)
    _load_values(loaded)
    _load_reported(loaded)
    _load_checks(loaded)
    performance.stage_framework(by=loaded.by, now=now, framework=loaded.framework, stage="closed")


def rows(name: str) -> list[Row]:
    """The rows of one file, as text."""
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def table(name: str) -> dict[str, Any]:
    """A TOML file with its numbers exact."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def _load_places(loaded: Loaded) -> None:
    for row in rows("places"):
        if not row["parent_code"]:
            place = places.begin_area(
                slug=SLUG,
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                standing="documented",
                source=row["source"],
                by=loaded.by,
                now=loaded.now,
            )
        else:
            place = places.add_place(
                parent_id=loaded.places[row["parent_code"]],
                kind=row["kind"],
                code=row["code"],
                name=row["name"],
                tile_column=_number(row["tile_column"]),
                tile_row=_number(row["tile_row"]),
                source=row["source"],
                by=loaded.by,
                now=loaded.now,
            )
        loaded.places[row["code"]] = place.pk
    for row in rows("place_figures"):
        places.record_figure(
            place_id=loaded.places[row["place_code"]],
            measure=row["measure"],
            value=int(row["value"]),
            on_date=date.fromisoformat(row["on_date"]),
            source=row["source"],
            licence=row["licence"],
            by=loaded.by,
            now=loaded.now,
        )


def _load_organisations(loaded: Loaded) -> None:
    listed = rows("organisations")
    made = organisations.load_organisations(
        area_id=loaded.places["LLR-2010"],
        many=[_details(loaded, row) for row in listed],
        by=loaded.by,
        now=loaded.now,
    )
    loaded.organisations = {
        row["key"]: organisation.pk for row, organisation in zip(listed, made, strict=True)
    }


def _details(loaded: Loaded, row: Row) -> Details:
    """A name that was expanded from initials says so; the printed form is kept beside it."""
    coverage = (
        ((loaded.places[row["place_code"]], row["coverage_role"]),) if row["place_code"] else ()
    )
    printed = row["printed_as"]
    return Details(
        name=row["name"],
        kind=_KINDS.get(row["kind"], row["kind"]),
        source=row["source"],
        other_names=(("printed", printed),) if printed and printed != row["name"] else (),
        coverage=coverage,
    )


def _load_framework(loaded: Loaded) -> None:
    facts = table("framework")
    loaded.moments = {
        name: Span(moment["from"], moment["to"] + timedelta(days=1))
        for name, moment in facts["moments"].items()
    }
    loaded.framework = performance.begin_framework(
        by=loaded.by,
        now=loaded.now,
        area_id=loaded.places["LLR-2010"],
        slug=SLUG,
        title=facts["title"],
        short_title=facts["short_title"],
        about=facts["about"].strip(),
        source=facts["source"],
        runs=Span(facts["starts_on"], facts["ends_on"] + timedelta(days=1)),
    )
    rule = facts["rating_rule"]
    performance.adopt_rating_rule(
        by=loaded.by,
        now=loaded.now,
        framework=loaded.framework,
        code=rule["code"],
        number=rule["number"],
        kind=RuleKind.MET_OR_NOT,
        words=rule["words"].strip(),
        valid_from=loaded.moments["start"].start,
        source=rule["source"],
    )
    performance.stage_framework(
        by=loaded.by, now=loaded.now, framework=loaded.framework, stage="live"
    )
    _load_principles(loaded)


def _load_principles(loaded: Loaded) -> None:
    grouped: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows("principles"):
        grouped[int(row["principle"]), row["title"]].append(row)
    for (number, title), ways in grouped.items():
        performance.add_principle(
            by=loaded.by,
            now=loaded.now,
            framework=loaded.framework,
            number=number,
            title=title,
            secured_by=[
                (way["secured_by"], loaded.organisations.get(way["owner_key"]), way["source"])
                for way in ways
            ],
        )


def _load_indicators(loaded: Loaded) -> None:
    outcomes = {
        int(row["number"]): performance.add_outcome(
            by=loaded.by,
            now=loaded.now,
            framework=loaded.framework,
            number=int(row["number"]),
            section=SECTIONS[row["section"]],
            priority=row["priority"],
            title=row["title"],
            source=row["source"],
        )
        for row in rows("outcomes")
    }
    versions: dict[str, list[Row]] = defaultdict(list)
    for row in rows("versions"):
        versions[row["indicator"]].append(row)
    for row in rows("indicators"):
        first, *later = versions[row["number"]]
        loaded.indicators[int(row["number"])] = _add_indicator(
            loaded, row, first, [outcomes[int(n)] for n in row["outcomes"].split(";") if n]
        )
        for version in later:
            performance.adopt_version(
                by=loaded.by,
                now=loaded.now,
                indicator=loaded.indicators[int(row["number"])],
                valid_from=date.fromisoformat(version["valid_from"]),
                change_class=ChangeClass(version["change_class"]),
                title=version["title"],
                definition=version["definition"],
                reason=version["reason"],
                source=version["source"],
            )


def _add_indicator(loaded: Loaded, row: Row, first: Row, outcomes: Iterable[Any]) -> Any:
    """A value stands only at the level it was measured at: nothing here is ever combined."""
    return performance.add_indicator(
        by=loaded.by,
        now=loaded.now,
        framework=loaded.framework,
        number=int(row["number"]),
        kind=row["kind"],
        unit=row["unit"],
        direction=row["direction"],
        control=row["control"],
        level=row["level"],
        combine=Combine.NONE,
        printed_code=row["printed_code"],
        evidence_class=row["evidence"],
        outcomes=outcomes,
        source=row["source"],
        title=first["title"],
        definition=first["definition"],
        reason=first["reason"],
        valid_from=date.fromisoformat(first["valid_from"]),
        version_source=first["source"],
    )


def _load_targets(loaded: Loaded) -> None:
    """The target of 29 is the one its first version had: its second, of implementing, has none."""
    for row in rows("targets"):
        indicator = loaded.indicators[int(row["indicator"])]
        performance.set_target(
            by=loaded.by,
            now=loaded.now,
            indicator=indicator,
            place_id=loaded.places[row["place_code"]],
            period=YEAR,
            state=TargetState(row["state"]),
            comparison=row["comparison"],
            value=_decimal(row["value"]),
            by_date=date.fromisoformat(row["by_date"]) if row["by_date"] else None,
            reason=row["note"],
            source=row["source"],
            version=indicator.versions.get(number=1) if row["by_date"] else None,
        )


def _load_values(loaded: Loaded) -> None:
    for row in rows("values"):
        if row["previous_value"]:
            _record(loaded, row, YEAR.before(), row["previous_value"], "")
        _record(loaded, row, YEAR, row["value"], row["text"])


def _record(loaded: Loaded, row: Row, period: Span, value: str, words: str) -> None:
    performance.record_value(
        by=loaded.by,
        now=loaded.now,
        indicator=loaded.indicators[int(row["indicator"])],
        place_id=loaded.places[row["place_code"]],
        period=period,
        state=ValueState(row["state"]),
        value=_decimal(value),
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        words=words,
        basis="document",
        source=row["source"],
    )


def _load_reported(loaded: Loaded) -> None:
    for row in rows("reported_ratings"):
        performance.report_rating(
            by=loaded.by,
            now=loaded.now,
            indicator=loaded.indicators[int(row["indicator"])],
            place_id=loaded.places[row["place_code"]],
            period=loaded.moments[row["moment"]],
            word=Word(row["word"]),
            basis=row["basis"],
            is_reconstructed=row["row"] == "reconstructed",
            source=row["source"],
        )
    for row in rows("provider_counts"):
        performance.report_count(
            by=loaded.by,
            now=loaded.now,
            framework=loaded.framework,
            provider_id=loaded.organisations[row["provider_key"]],
            period=loaded.moments["end"],
            word=Word(row["word"]),
            count=int(row["count"]),
            source=row["source"],
        )


def _load_checks(loaded: Loaded) -> None:
    for number, group in enumerate(table("reconciliations")["reconciliations"], start=1):
        performance.reconcile_figures(
            by=loaded.by,
            now=loaded.now,
            framework=loaded.framework,
            number=number,
            title=group["title"],
            about=group.get("about", ""),
            source=group.get("source", ""),
            totals=[_total(figure) for figure in group["figures"]],
        )
    for row in rows("conflicts"):
        performance.record_conflict(
            by=loaded.by,
            now=loaded.now,
            framework=loaded.framework,
            number=int(row["number"]),
            title=row["title"],
            says=row["says"],
            but=row["but"],
            source_says=row["source_says"],
            source_but=row["source_but"],
            indicator=loaded.indicators.get(int(row["indicator"])) if row["indicator"] else None,
        )


def _total(figure: dict[str, Any]) -> StatedTotal:
    stated = figure.get("stated")
    return StatedTotal(
        label=figure["label"],
        unit=figure["unit"],
        stated=None if stated is None else Decimal(stated),
        parts=[
            StatedLine(
                label=part["label"],
                quantity=_exact(part.get("quantity")),
                each=_exact(part.get("each")),
                amount=_exact(part.get("amount")),
                source=part.get("source", ""),
            )
            for part in figure.get("parts", [])
        ],
        measure=figure.get("measure", ""),
        argument=figure.get("argument", ""),
        source=figure.get("source", ""),
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _exact(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)
