"""Values, colours and counts that others reported, totals and statements to check."""

from decimal import Decimal
from typing import Any

from trellis.kernel.periods import Span
from trellis.performance import actions as performance
from trellis.performance.actions import StatedLine, StatedTotal
from trellis.performance.rules.codes import ValueState, Word
from trellis.web.bringing.files import Loaded, Row, decimal, exact, number, rows, runs, table


def load_values(loaded: Loaded) -> None:
    for row in rows(loaded.folder, "values"):
        if row["previous_value"]:
            _record(loaded, row, runs(loaded).before(), row["previous_value"], "")
        _record(loaded, row, runs(loaded), row["value"], row["text"])


def _record(loaded: Loaded, row: Row, period: Span, value: str, words: str) -> None:
    performance.record_value(
        by=loaded.by,
        now=loaded.now,
        indicator=loaded.indicators[int(row["indicator"])],
        place_id=loaded.places[row["place_code"]],
        period=period,
        state=ValueState(row["state"]),
        value=decimal(value),
        numerator=number(row["numerator"]),
        denominator=number(row["denominator"]),
        words=words,
        basis="document",
        source=row["source"],
    )


def load_reported(loaded: Loaded) -> None:
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


def load_checks(loaded: Loaded) -> None:
    for place, group in enumerate(_reconciliations(loaded), start=1):
        performance.reconcile_figures(
            by=loaded.by,
            now=loaded.now,
            framework=loaded.framework,
            number=place,
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


def _total(figure: dict[str, Any]) -> StatedTotal:
    stated = figure.get("stated")
    return StatedTotal(
        label=figure["label"],
        unit=figure["unit"],
        stated=None if stated is None else Decimal(stated),
        parts=[
            StatedLine(
                label=part["label"],
                quantity=exact(part.get("quantity")),
                each=exact(part.get("each")),
                amount=exact(part.get("amount")),
                source=part.get("source", ""),
            )
            for part in figure.get("parts", [])
        ],
        measure=figure.get("measure", ""),
        argument=figure.get("argument", ""),
        source=figure.get("source", ""),
    )
