"""What a row asks for: it is compared with the record, for whoever brings it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from trellis.kernel.imports import Bringing, Change, Outcome, Problem, Row, Verdict
from trellis.kernel.periods import Span, span_from_code
from trellis.performance import queries
from trellis.performance.actions import BroughtFigure
from trellis.performance.importing.figures import Parts, WrongFigureError, read_parts
from trellis.performance.queries import Found, Ground, IndicatorFacts, Reporter
from trellis.performance.rules.codes import IndicatorKind, ValueState
from trellis.performance.rules.exact import half_up, is_share_of
from trellis.performance.words import STATES, amount, of_n, span_words

_NAMED: Final = 4
_Key = tuple[int, int, int | None]  # of an indicator, a place, and a provider or none


class WrongRowError(Exception):
    def __init__(self, code: str, field: str = "", value: str = "", **about: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, field, value, about)


@dataclass(frozen=True)
class Plan:
    """What a row asks for: `figure` is what would be recorded, None where nothing would."""

    verdict: Verdict
    figure: BroughtFigure | None = None


@dataclass(frozen=True)
class _Spot:
    """The line and the period that a row is about."""

    indicator: IndicatorFacts
    place_id: int
    provider_id: int | None
    span: Span

    @property
    def key(self) -> _Key:
        return self.indicator.id, self.place_id, self.provider_id


class Planner:
    """Compares rows with a framework, for whoever brings them."""

    def __init__(self, bringing: Bringing) -> None:
        framework_id = int(bringing.target.partition(":")[2])
        self.today = timezone.localdate(bringing.now)
        self.ground = queries.ground(bringing.by, framework_id)
        if self.ground is not None:
            self.names = _Names(self.ground)

    def plans(self, rows: Sequence[Row]) -> list[Plan]:
        spots = [self._spot(row) for row in rows]
        found = [spot for spot in spots if isinstance(spot, _Spot)]
        newest = self._newest(found)
        plans = []
        for row, spot in zip(rows, spots, strict=True):
            if isinstance(spot, Problem):
                plans.append(Plan(Verdict(Outcome.PROBLEM, problems=(spot,))))
            else:
                earlier = newest.get(spot.key, {}).get(spot.span)
                plans.append(self._plan(row, spot, earlier))
        return plans

    def _newest(self, spots: Sequence[_Spot]) -> dict[_Key, dict[Span, Found]]:
        if self.ground is None:
            return {}
        indicators, spans = {spot.indicator.id for spot in spots}, {spot.span for spot in spots}
        return queries.newest_figures(self.ground.facts, indicators, spans)

    def _spot(self, row: Row) -> _Spot | Problem:
        if self.ground is None:
            return Problem("takes_no_figures")
        try:
            return self.names.spot(row.values)
        except WrongRowError as fault:
            return fault.problem

    def _plan(self, row: Row, spot: _Spot, earlier: Found | None) -> Plan:
        try:
            parts = read_parts(row.values, spot.indicator, self.today)
            return _compared(row.values, spot, earlier, parts)
        except (WrongFigureError, WrongRowError) as fault:
            seen = str(earlier.row_id) if earlier else ""
            return Plan(Verdict(Outcome.PROBLEM, _key(spot), seen, (fault.problem,)))


def _key(spot: _Spot) -> str:
    return "|".join(map(str, (*spot.key, spot.span.code)))


class _Names:
    """What people call the indicators, places and providers of a framework."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.indicators: dict[str, dict[int, IndicatorFacts]] = {}
        for one in ground.indicators:
            titles = {version.title for version in one.versions}
            for name in {str(one.number), one.printed_code, *titles} - {""}:
                self.indicators.setdefault(_folded(name), {})[one.id] = one
        self.places: dict[str, set[int]] = {}
        for node in ground.places.values():
            for name in {node.name, node.code} - {""}:
                self.places.setdefault(_folded(name), set()).add(node.id)

    def spot(self, values: Mapping[str, Any]) -> _Spot:
        indicator, place_id = self._indicator(values["indicator"]), self._place(values["place"])
        span = span_from_code(values["period"])
        runs = self.ground.facts.runs
        if span.start < runs.start or runs.end < span.end:
            said = {"first": _day(runs.start), "last": _day(runs.last_day)}
            raise WrongRowError("beyond_framework", "period", span_words(span), **said)
        reporters = self.ground.reporters.get((indicator.id, place_id), ())
        about = {
            "indicator": f"{indicator.number}. {indicator.title}",
            "place_name": self.ground.places[place_id].name,
            "providers": _joined(_name(one) for one in reporters),
        }
        if not reporters:
            raise WrongRowError("nobody_reports", **about)
        named = self._named(reporters, values["provider"], about)
        reporting = [one for one in named if one.reports(span, runs)]
        if not reporting:
            every = _joined(line.get_every_display() for one in named for line in one.lines)
            raise WrongRowError("not_expected", "period", span_words(span), every=every, **about)
        theirs = [one for one in reporting if one.is_viewers]
        if not theirs:
            raise WrongRowError("not_yours", **about)
        if len(theirs) > 1:
            about["providers"] = _joined(_name(one) for one in theirs)
            raise WrongRowError("which_provider", "provider", **about)
        return _Spot(indicator, place_id, theirs[0].provider_id, span)

    def _indicator(self, text: str) -> IndicatorFacts:
        plain = _folded(text).removeprefix("indicator ").removesuffix(".").removesuffix(".0")
        found = self.indicators.get(_folded(text)) or self.indicators.get(plain) or {}
        if not found:
            raise WrongRowError("no_such_indicator", "indicator", text)
        if len(found) > 1:
            meant = _joined(str(one.number) for one in found.values())
            raise WrongRowError("several_indicators", "indicator", text, meant=meant)
        return next(iter(found.values()))

    def _place(self, text: str) -> int:
        found = self.places.get(_folded(text), set())
        if not found:
            raise WrongRowError("no_such_place", "place", text)
        if len(found) > 1:
            nodes = [self.ground.places[pk] for pk in sorted(found)]
            meant = _joined(f"{node.name} ({node.code})" for node in nodes)
            raise WrongRowError("several_places", "place", text, meant=meant)
        return next(iter(found))

    @staticmethod
    def _named(
        reporters: Sequence[Reporter], text: str | None, about: Mapping[str, str]
    ) -> Sequence[Reporter]:
        if not text:
            return reporters
        named = [one for one in reporters if _folded(one.provider_name) == _folded(text)]
        if not named:
            raise WrongRowError("not_the_provider", "provider", text, **about)
        return named


def _compared(values: Mapping[str, Any], spot: _Spot, earlier: Found | None, parts: Parts) -> Plan:
    """An empty cell leaves the words that stand there; a figure is taken as a whole."""
    words = earlier.words if earlier and values["words"] is None else parts.words
    parts = replace(parts, words=words)
    figure = BroughtFigure(
        indicator_id=spot.indicator.id,
        place_id=spot.place_id,
        provider_id=spot.provider_id,
        period=spot.span,
        state=parts.state,
        value=parts.value,
        numerator=parts.numerator,
        denominator=parts.denominator,
        reached_on=parts.reached_on,
        words=words,
        source=values["source"] or "",
        reason=values["reason"] or "",
        seen=earlier.row_id if earlier else None,
    )
    if earlier is None:
        return Plan(Verdict(Outcome.NEW, _key(spot)), replace(figure, reason=""))
    seen = str(earlier.row_id)
    changes = tuple(_changes(spot.indicator, earlier, parts, values["source"]))
    if not changes:
        return Plan(Verdict(Outcome.UNCHANGED, _key(spot), seen))
    if not figure.reason:
        if earlier.state is not ValueState.MISSING:  # that there was none is no figure
            raise WrongRowError("no_reason", "reason", before=_shown(spot.indicator, earlier))
        figure = replace(figure, reason=_("Until then it was missing."))
    return Plan(Verdict(Outcome.CHANGED, _key(spot), seen, changes=changes), figure)


def _changes(
    indicator: IndicatorFacts, earlier: Found, parts: Parts, source: str | None
) -> list[Change]:
    found = []
    if not _is_equal(earlier, parts):
        after = _shown(indicator, parts.as_found(earlier.span))
        found.append(Change("figure", _shown(indicator, earlier), after))
    if earlier.words != parts.words:
        found.append(Change("words", *(_short(text) for text in (earlier.words, parts.words))))
    if source is not None and source != earlier.source:
        found.append(Change("source", earlier.source, source))
    return found


def _is_equal(earlier: Found, parts: Parts) -> bool:
    """A percentage that was brought without its two numbers is compared as far as it was
    rounded."""
    if earlier.state is not parts.state or earlier.reached_on != parts.reached_on:
        return False
    if parts.denominator is not None:
        same = (parts.numerator, parts.denominator)
        return same == (earlier.numerator, earlier.denominator)
    if parts.state is ValueState.ZERO or parts.value is None or earlier.value is None:
        return parts.value is None or not parts.value or parts.value == earlier.value
    if earlier.denominator is not None:
        return is_share_of(parts.value, earlier.value)
    return Fraction(parts.value) == earlier.value


def _shown(indicator: IndicatorFacts, found: Found) -> str:
    if not found.state.is_known:
        return str(STATES[found.state])
    if indicator.kind is IndicatorKind.MILESTONE:
        return (
            _("reached on %(day)s") % {"day": _day(found.reached_on)}
            if found.reached_on
            else _("not reached")
        )
    if indicator.kind is IndicatorKind.NARRATIVE:
        return _("told in words")
    value = found.value if found.value is not None else Fraction(0)
    if found.denominator is not None:
        return f"{amount(value, indicator.kind, indicator.unit, 1)} ({_of(found)})"
    decimals = next((n for n in range(4) if half_up(value, n) == value), 4)
    return amount(value, indicator.kind, indicator.unit, decimals)


def _of(found: Found) -> str:
    return of_n(found.numerator, found.denominator)


def _short(text: str) -> str:
    return Truncator(text).chars(80)


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _name(one: Reporter) -> str:
    return one.provider_name or _("whoever keeps the framework")


def _joined(names: Any) -> str:
    return ", ".join(list(dict.fromkeys(map(str, names)))[:_NAMED])


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").replace("&", "and").split())
