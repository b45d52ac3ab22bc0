"""The parts of a figure as its row has them, and whether they fit the kind of indicator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.formats import date_format

from trellis.kernel.imports import Problem
from trellis.kernel.periods import Span
from trellis.performance.queries import Found, IndicatorFacts
from trellis.performance.rules.codes import STATES_OF, Combine, IndicatorKind, ValueState
from trellis.performance.rules.exact import is_share_of
from trellis.performance.words import KINDS, STATES, number

_IN_FIGURES: Final = (IndicatorKind.NUMBER, IndicatorKind.PERCENTAGE, IndicatorKind.MONEY)
_COLUMNS: Final[Mapping[IndicatorKind, tuple[str, ...]]] = {
    IndicatorKind.NUMBER: ("figure",),
    IndicatorKind.MONEY: ("figure",),
    IndicatorKind.PERCENTAGE: ("figure", "numerator", "denominator"),
    IndicatorKind.MILESTONE: ("reached_on",),
    IndicatorKind.NARRATIVE: (),
}
_ALL: Final = ("figure", "numerator", "denominator", "reached_on")
_NEVER_NEGATIVE: Final = (
    Combine.COUNT_EVENTS, Combine.COUNT_DISTINCT, Combine.STOCK_LATEST, Combine.SUM_MONEY
)  # fmt: skip
_MOST: Final = Decimal(10) ** 14
_MOST_ANSWERS: Final = 10**12


class WrongFigureError(Exception):
    def __init__(self, code: str, field: str = "", value: object = "", **about: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, field, str(value), about)


@dataclass(frozen=True)
class Parts:
    """As they are recorded."""

    state: ValueState
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    reached_on: date | None = None
    words: str = ""

    def as_found(self, span: Span) -> Found:
        exact = None if self.value is None else Fraction(self.value)
        if self.numerator is not None and self.denominator:
            exact = Fraction(100 * self.numerator, self.denominator)
        return Found(
            state=self.state,
            span=span,
            value=exact,
            numerator=self.numerator,
            denominator=self.denominator,
            reached_on=self.reached_on,
            words=self.words,
        )


def read_parts(values: Mapping[str, Any], indicator: IndicatorFacts, today: date) -> Parts:
    """Raises WrongFigureError."""
    kind = indicator.kind
    given = {name: values[name] for name in _ALL if values[name] is not None}
    state = ValueState(values["known"] or ValueState.MEASURED)
    if state not in STATES_OF[kind]:
        raise WrongFigureError("not_of_kind", "known", STATES[state], kind=str(KINDS[kind]))
    for name, part in given.items():
        if name not in _COLUMNS[kind]:
            raise WrongFigureError("no_such_part", name, _plain(part), kind=str(KINDS[kind]))
    if not state.is_known:
        for name, part in given.items():
            raise WrongFigureError("known_and_figure", name, _plain(part), state=str(STATES[state]))
        return Parts(state, words=values["words"] or "")
    _refuse_what_lacks(kind, state, given, values["words"])
    some, out_of = (_whole(name, given.get(name)) for name in ("numerator", "denominator"))
    figure = given.get("figure")
    if figure is not None:
        _refuse_figure(indicator, state, figure)
    if kind is IndicatorKind.PERCENTAGE:
        _refuse_share(figure, some, out_of)
    reached_on = given.get("reached_on")
    if reached_on is not None and reached_on > today:
        raise WrongFigureError("yet_to_come", "reached_on", _plain(reached_on))
    if figure == 0 and ValueState.ZERO in STATES_OF[kind]:
        state = ValueState.ZERO
    value = Decimal(0) if state is ValueState.ZERO and kind in _IN_FIGURES else figure
    return Parts(state, value, some, out_of, reached_on, values["words"] or "")


def _refuse_what_lacks(
    kind: IndicatorKind, state: ValueState, given: Mapping[str, Any], words: str | None
) -> None:
    if kind is IndicatorKind.NARRATIVE:
        if not words:
            raise WrongFigureError("no_words", "words")
    elif kind is IndicatorKind.MILESTONE:
        if state is ValueState.ZERO and given:
            raise WrongFigureError("not_reached", "reached_on", _plain(given["reached_on"]))
        if state is ValueState.MEASURED and not given:
            raise WrongFigureError("no_reached_on", "reached_on")
    elif state is ValueState.MEASURED and not given:
        raise WrongFigureError("no_figure", "figure")


def _refuse_figure(indicator: IndicatorFacts, state: ValueState, figure: Decimal) -> None:
    if state is ValueState.ZERO and figure:
        said = str(STATES[state])
        raise WrongFigureError("known_and_figure", "figure", _plain(figure), state=said)
    if figure != round(figure, 4) or abs(figure) >= _MOST:
        raise WrongFigureError("too_long_a_figure", "figure", _plain(figure))
    if figure < 0 and indicator.combine in _NEVER_NEGATIVE:
        raise WrongFigureError("fewer_than_none", "figure", _plain(figure))


def _whole(name: str, part: Decimal | None) -> int | None:
    if part is None:
        return None
    if part != int(part) or not 0 <= part <= _MOST_ANSWERS or (name == "denominator" and not part):
        raise WrongFigureError("not_a_count", name, _plain(part))
    return int(part)


def _refuse_share(figure: Decimal | None, some: int | None, out_of: int | None) -> None:
    if (some is None) != (out_of is None):
        raise WrongFigureError("both_numbers", "denominator" if out_of is None else "numerator")
    if some is not None and out_of is not None:
        if some > out_of:
            raise WrongFigureError("more_than_all", "numerator", some, all=str(out_of))
        exact = Fraction(100 * some, out_of)
        if figure is not None and not is_share_of(figure, exact):
            about = {"some": str(some), "all": str(out_of), "exact": number(exact, 1)}
            raise WrongFigureError("disagrees", "figure", _plain(figure), **about)
    elif figure is not None and not 0 <= figure <= 100:
        raise WrongFigureError("not_a_percentage", "figure", _plain(figure))
    elif figure is not None and 0 < figure <= 1:
        # As spreadsheets keep percentages: 75 of a hundred as 0.75, and all of them as 1.
        raise WrongFigureError("a_part_of_one", "figure", _plain(figure))


def _plain(part: object) -> str:
    return date_format(part, "j F Y") if isinstance(part, date) else str(part)
