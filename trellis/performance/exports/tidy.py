"""One row for each thing that is measured: the shape that statistics programs read.

Codes, not words, and figures as exact as they are held: rounding is for pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from trellis.performance.exports.gather import Pack, indicators_of
from trellis.performance.queries import Line
from trellis.performance.rules.codes import IndicatorKind, TargetState, ValueState
from trellis.performance.rules.exact import half_up

Cell = str | int | Decimal | date | None
Row = dict[str, Cell]
MOST_DECIMALS = 4

UNITS = {
    IndicatorKind.PERCENTAGE: "percent",
    IndicatorKind.MONEY: "GBP",
    IndicatorKind.MILESTONE: "date",
    IndicatorKind.NARRATIVE: "",
}


@dataclass(frozen=True)
class Measure:
    """`day` stands in place of `value` where a milestone is measured."""

    name: str
    state: str
    value: Cell = None
    day: date | None = None
    unit: str = ""
    comparison: str = ""
    basis: str = ""
    source: str = ""


def figure(value: Fraction | int | None) -> int | Decimal | None:
    """A whole number, or a decimal of at most four places, never in powers of ten."""
    if value is None:
        return None
    rounded = half_up(Fraction(value), MOST_DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded.normalize()


def figures(pack: Pack) -> Iterator[Row]:
    for line in pack.lines:
        for measure in measures(line):
            yield _row(pack, line, measure)


def measures(line: Line) -> Iterator[Measure]:
    """What was found, what it was worked out of, and what was wanted."""
    found, unit = line.found, unit_of(line)
    value = Fraction(0) if _is_bare_zero(line) else found.value
    yield Measure(
        "value", found.state, figure(value), found.reached_on, unit, "", found.basis, found.source
    )
    for name, part in (("numerator", found.numerator), ("denominator", found.denominator)):
        if part is not None:
            yield Measure(name, found.state, part, None, "count", "", found.basis, found.source)
    wanted = line.wanted
    is_set = wanted.state is TargetState.SET
    yield Measure(
        "target",
        wanted.state,
        figure(wanted.value) if is_set else None,
        wanted.by if is_set else None,
        unit,
        wanted.comparison or "",
        "",
        wanted.source,
    )


def unit_of(line: Line) -> str:
    kind = line.indicator.kind
    return UNITS.get(kind, line.indicator.unit)


def _is_bare_zero(line: Line) -> bool:
    """Nothing was counted, and nobody wrote the nought. A milestone has no figure."""
    found = line.found
    in_figures = line.indicator.kind not in (IndicatorKind.MILESTONE, IndicatorKind.NARRATIVE)
    return found.state is ValueState.ZERO and found.value is None and in_figures


def _row(pack: Pack, line: Line, measure: Measure) -> Row:
    span = line.found.span
    is_value = measure.name == "value"
    return {
        "indicator": line.indicator.number,
        "version": line.indicator.version.number,
        "area_code": line.place_code,
        "area": line.place_name,
        "provider_id": line.provider_id,
        "provider": line.provider_name or None,
        "period_start": span.start,
        "period_end": span.last_day,
        "measure": measure.name,
        "value": measure.value,
        "day": measure.day,
        "comparison": measure.comparison or None,
        "state": measure.state,
        "unit": measure.unit or None,
        "rating": line.rating.outcome if is_value else None,
        "rating_reason": line.rating.reason if is_value else None,
        "rating_rule": _rule_code(pack) if is_value and line.is_rated else None,
        "parts_given": line.found.given if is_value and line.found.is_combined else None,
        "parts_due": line.found.due if is_value and line.found.is_combined else None,
        "evidence_strength": line.found.strength if is_value else None,
        "account": (line.found.words or None) if is_value else None,
        "status": (line.status or None) if is_value else None,
        "correction": (line.found.reason or None) if is_value else None,
        "basis": measure.basis or None,
        "as_at": pack.as_at.isoformat(timespec="seconds"),
        "source": measure.source or None,
    }


def _rule_code(pack: Pack) -> str | None:
    return f"{pack.rule.rule.code} {pack.rule.rule.number}" if pack.rule else None


def reported_ratings(pack: Pack) -> Iterator[Row]:
    for one in pack.reported:
        yield {
            "indicator": one.indicator_number,
            "area_code": one.area_code or None,
            "area": one.area_name,
            "period_start": one.said.span.start,
            "period_end": one.said.span.last_day,
            "word": one.said.word,
            "basis": one.said.basis or None,
            "is_reconstructed": "true" if one.said.is_reconstructed else "false",
            "source": one.said.source or None,
        }


def indicator_versions(pack: Pack) -> Iterator[Row]:
    """Every version of every indicator that the figures speak of."""
    for line in indicators_of(pack.lines):
        facts = line.indicator
        for version in facts.versions:
            yield {
                "indicator": facts.number,
                "version": version.number,
                "valid_from": version.valid_from,
                "title": version.title,
                "definition": version.definition or None,
                "change": version.change,
                "breaks_series": "true" if version.breaks_series else "false",
                "reason": version.reason or None,
                "kind": facts.kind,
                "unit": unit_of(line) or None,
                "direction": facts.direction or None,
                "control": facts.control or None,
                "level": facts.level or None,
                "combine": facts.combine,
                "source": version.source or facts.source or None,
            }


def rating_rules(pack: Pack) -> Iterator[Row]:
    for one in pack.rules:
        yield {
            "rating_rule": f"{one.rule.code} {one.rule.number}",
            "kind": one.rule.kind,
            "amber_within": one.rule.amber_within,
            "words": one.words,
            "valid_from": one.valid_from,
            "source": one.source or None,
        }
