"""The sheets of figures: a row for each line, in the words of the page beside the figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trellis.performance import words
from trellis.performance.exports import saying, tidy
from trellis.performance.exports.gather import Pack
from trellis.performance.exports.sheets import (
    Cell,
    Column,
    Sheet,
    empty_cells,
    noted,
    one_table,
)
from trellis.performance.queries import Line
from trellis.performance.rules.codes import IndicatorKind, ValueState
from trellis.performance.rules.exact import half_up


@dataclass(frozen=True)
class Told:
    """A column and what it says of a line."""

    column: Column
    tell: Callable[[Line], Cell]


def sheets_of_lines(pack: Pack) -> list[Sheet]:
    """The place itself, the places in it, and the providers who report there."""
    place, period = pack.report.place.name, words.span_short(pack.span)
    titles = (
        _("Indicators of %(place)s, %(period)s") % {"place": place, "period": period},
        _("Places in %(place)s, %(period)s") % {"place": place, "period": period},
        _("Providers in %(place)s, %(period)s") % {"place": place, "period": period},
    )
    return [
        _sheet(_("Figures"), "figures", titles[0], pack.report.lines, _which()),
        _sheet(_("Places"), "places", titles[1], pack.inside, [*_which(), *_area()]),
        _sheet(
            _("Providers"),
            "providers",
            titles[2],
            pack.provided,
            [*_which(), *_provider(), *_area()],
        ),
    ]


def _sheet(name: str, code: str, title: str, lines: Sequence[Line], first: Sequence[Told]) -> Sheet:
    told = [*first, *_found(), *_said(), *_whence()]
    return Sheet(
        name,
        code,
        title,
        (one_table(), empty_cells()),
        tuple(one.column for one in told),
        tuple(tuple(one.tell(line) for one in told) for line in lines),
    )


def _which() -> list[Told]:
    return [
        Told(Column(_("Number"), 9, number=True), lambda line: line.indicator.number),
        Told(Column(_("Indicator"), 60), lambda line: line.indicator.title),
    ]


def _area() -> list[Told]:
    return [
        Told(Column(_("Place"), 26), lambda line: line.place_name),
        Told(Column(_("Place code"), 13), lambda line: line.place_code),
    ]


def _provider() -> list[Told]:
    return [Told(Column(_("Provider"), 32), lambda line: line.provider_name)]


def _found() -> list[Told]:
    return [
        Told(Column(_("Period"), 14), lambda line: words.span_short(line.found.span)),
        Told(Column(_("Target"), 20), saying.target_words),
        Told(Column(noted(_("Result"), 5), 14, number=True), shown),
        Told(Column(_("Unit"), 16), unit_words),
        Told(Column(noted(_("State"), 3), 22), lambda line: str(words.STATES[line.found.state])),
        Told(Column(_("Result in words"), 24), saying.result_words),
        Told(Column(_("Numerator"), 12, number=True), lambda line: line.found.numerator),
        Told(Column(_("Denominator"), 13, number=True), lambda line: line.found.denominator),
    ]


def _said() -> list[Told]:
    return [
        Told(Column(noted(_("Rating"), 1), 16), saying.rating_words),
        Told(Column(_("Why"), 38), saying.why_words),
        Told(Column(noted(_("Since the period before"), 4), 34), saying.movement_words),
        Told(Column(noted(_("Reported as"), 2), 32), saying.reported_words),
    ]


def _whence() -> list[Told]:
    return [
        Told(Column(_("To be known beside it"), 34), _beside),
        Told(Column(_("Account"), 60), lambda line: line.found.words),
        Told(Column(_("Source"), 34), lambda line: line.found.source),
    ]


def _beside(line: Line) -> str:
    told = (*saying.result_notes(line), saying.break_words(line), saying.control_words(line))
    return "; ".join(one for one in told if one)


def shown(line: Line) -> Cell:
    """The figure itself as the page rounds it; a day for a milestone; None where there is none."""
    found = line.found
    if found.reached_on:
        return found.reached_on
    if found.value is not None:
        decimals = line.indicator.decimals
        if line.indicator.kind is IndicatorKind.MONEY and found.value.denominator != 1:
            decimals = 2
        return half_up(found.value, decimals)
    figureless = (IndicatorKind.MILESTONE, IndicatorKind.NARRATIVE)
    is_nought = found.state is ValueState.ZERO and line.indicator.kind not in figureless
    return 0 if is_nought else None


def unit_words(line: Line) -> str:
    kind = line.indicator.kind
    if kind is IndicatorKind.PERCENTAGE:
        return _("per cent")
    if kind is IndicatorKind.MONEY:
        return _("pounds")
    return tidy.unit_of(line) if kind is IndicatorKind.NUMBER else str(words.KINDS[kind])
