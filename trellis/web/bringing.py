"""Bringing a whole record from a folder of small files, through the actions that everybody uses.

This is how a partnership that kept its framework in spreadsheets begins, and how the documented
facts of Leicestershire are loaded. The files and their columns are described in
docs/bringing-a-record.md; `trellis/web/examples/leicestershire` is a whole one to look at.
"""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.organisations import actions as organisations
from trellis.organisations.actions import Details
from trellis.performance import actions as performance
from trellis.performance.actions import StatedLine, StatedTotal
from trellis.performance.rules.codes import ChangeClass, Combine, TargetState, ValueState, Word
from trellis.performance.rules.ratings import RuleKind
from trellis.places import actions as places

_KINDS = {"community_hub": "hub"}  # what older sheets call the kinds of organisation
Row = dict[str, str]


@dataclass
class Loaded:
    """The ids and rows made so far, by the keys of the files."""

    folder: Path
    standing: str
    by: Viewer
    now: datetime
    about: dict[str, Any] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)
    indicators: dict[int, Any] = field(default_factory=dict)
    framework: Any = None
    moments: dict[str, Span] = field(default_factory=dict)


def bring(folder: Path, *, standing: str, by: Viewer, now: datetime) -> None:
    """Bring everything in the folder. A documented record is closed afterwards: from then on
    nobody may change it. A live one goes on.

    Raises FileNotFoundError for a file that is not there; KeyError for a key that no earlier file
    declares. The caller makes it whole or nothing (one transaction around it).
    """
    loaded = Loaded(folder, standing, by, now)
    loaded.about = table(folder, "framework")
    _load_places(loaded)
    _load_organisations(loaded)
    _load_framework(loaded)
    _load_indicators(loaded)
    _load_targets(loaded)
    _load_values(loaded)
    _load_reported(loaded)
    _load_checks(loaded)
    if standing == "documented":
        performance.stage_framework(by=by, now=now, framework=loaded.framework, stage="closed")


def rows(folder: Path, name: str) -> list[Row]:
    """The rows of one file, as text; none where there is no such file."""
    file = folder / f"{name}.csv"
    if not file.exists():
        return []
    with file.open(newline="", encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def table(folder: Path, name: str) -> dict[str, Any]:
    """A TOML file with its numbers exact."""
    text = (folder / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def _load_places(loaded: Loaded) -> None:
    for row in rows(loaded.folder, "places"):
        if not row["parent_code"]:
            place = places.begin_area(
                slug=loaded.about["slug"],
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                standing=loaded.standing,
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
    for row in rows(loaded.folder, "place_figures"):
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
    listed = rows(loaded.folder, "organisations")
    made = organisations.load_organisations(
        area_id=loaded.places[loaded.about["area_code"]],
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
    facts = loaded.about
    loaded.moments = {
        name: Span(moment["from"], moment["to"] + timedelta(days=1))
        for name, moment in facts.get("moments", {}).items()
    }
    loaded.framework = performance.begin_framework(
        by=loaded.by,
        now=loaded.now,
        area_id=loaded.places[loaded.about["area_code"]],
        slug=facts["slug"],
        title=facts["title"],
        short_title=facts["short_title"],
        about=facts["about"].strip(),
        source=facts.get("source", ""),
        runs=_runs(loaded),
    )
    rule = facts["rating_rule"]
    performance.adopt_rating_rule(
        by=loaded.by,
        now=loaded.now,
        framework=loaded.framework,
        code=rule["code"],
        number=rule["number"],
        kind=RuleKind.BANDED if "amber_within" in rule else RuleKind.MET_OR_NOT,
        amber_within=_exact(rule.get("amber_within")),
        words=rule["words"].strip(),
        valid_from=_earliest(loaded),
        source=rule.get("source", ""),
    )
    performance.stage_framework(
        by=loaded.by, now=loaded.now, framework=loaded.framework, stage="live"
    )
    _load_principles(loaded)


def _load_principles(loaded: Loaded) -> None:
    grouped: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows(loaded.folder, "principles"):
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
    sections = loaded.about.get("sections", {})
    outcomes = {
        int(row["number"]): performance.add_outcome(
            by=loaded.by,
            now=loaded.now,
            framework=loaded.framework,
            number=int(row["number"]),
            section=sections.get(row["section"], row["section"]),
            priority=row["priority"],
            title=row["title"],
            source=row["source"],
        )
        for row in rows(loaded.folder, "outcomes")
    }
    versions: dict[str, list[Row]] = defaultdict(list)
    for row in rows(loaded.folder, "versions"):
        versions[row["indicator"]].append(row)
    for row in rows(loaded.folder, "indicators"):
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
    """Without a rule of combination a value stands only at the level it was measured at."""
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
        combine=row.get("combine") or Combine.NONE,
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
    """A target by a day belongs to the first version: a later one may not be a single event."""
    for row in rows(loaded.folder, "targets"):
        indicator = loaded.indicators[int(row["indicator"])]
        performance.set_target(
            by=loaded.by,
            now=loaded.now,
            indicator=indicator,
            place_id=loaded.places[row["place_code"]],
            period=_runs(loaded),
            state=TargetState(row["state"]),
            comparison=row["comparison"],
            value=_decimal(row["value"]),
            by_date=date.fromisoformat(row["by_date"]) if row["by_date"] else None,
            reason=row["note"],
            source=row["source"],
            version=indicator.versions.get(number=1) if row["by_date"] else None,
        )


def _load_values(loaded: Loaded) -> None:
    for row in rows(loaded.folder, "values"):
        if row["previous_value"]:
            _record(loaded, row, _runs(loaded).before(), row["previous_value"], "")
        _record(loaded, row, _runs(loaded), row["value"], row["text"])


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
    for row in rows(loaded.folder, "reported_ratings"):
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
    for row in rows(loaded.folder, "provider_counts"):
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
    for number, group in enumerate(_reconciliations(loaded), start=1):
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
    for row in rows(loaded.folder, "conflicts"):
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


def _reconciliations(loaded: Loaded) -> list[dict[str, Any]]:
    if not (loaded.folder / "reconciliations.toml").exists():
        return []
    found: list[dict[str, Any]] = table(loaded.folder, "reconciliations")["reconciliations"]
    return found


def _runs(loaded: Loaded) -> Span:
    """The files name the last day included; a span ends on the day after."""
    return Span(loaded.about["starts_on"], loaded.about["ends_on"] + timedelta(days=1))


def _earliest(loaded: Loaded) -> date:
    return min([_runs(loaded).start, *(moment.start for moment in loaded.moments.values())])


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
