"""The framework: rule, principles, outcomes, indicators with their versions, targets."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from trellis.kernel.periods import Span
from trellis.performance import actions as performance
from trellis.performance.rules.codes import ChangeClass, Combine, TargetState
from trellis.performance.rules.ratings import RuleKind
from trellis.web.bringing.files import Loaded, Row, decimal, earliest, exact, rows, runs


def load_framework(loaded: Loaded) -> None:
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
        runs=runs(loaded),
    )
    rule = facts["rating_rule"]
    performance.adopt_rating_rule(
        by=loaded.by,
        now=loaded.now,
        framework=loaded.framework,
        code=rule["code"],
        number=rule["number"],
        kind=RuleKind.BANDED if "amber_within" in rule else RuleKind.MET_OR_NOT,
        amber_within=exact(rule.get("amber_within")),
        words=rule["words"].strip(),
        valid_from=earliest(loaded),
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


def load_indicators(loaded: Loaded) -> None:
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


def load_targets(loaded: Loaded) -> None:
    """A target by a day belongs to the first version: a later one may not be a single event."""
    for row in rows(loaded.folder, "targets"):
        indicator = loaded.indicators[int(row["indicator"])]
        performance.set_target(
            by=loaded.by,
            now=loaded.now,
            indicator=indicator,
            place_id=loaded.places[row["place_code"]],
            period=runs(loaded),
            state=TargetState(row["state"]),
            comparison=row["comparison"],
            value=decimal(row["value"]),
            by_date=date.fromisoformat(row["by_date"]) if row["by_date"] else None,
            reason=row["note"],
            source=row["source"],
            version=indicator.versions.get(number=1) if row["by_date"] else None,
        )
