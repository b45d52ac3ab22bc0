"""Putting values of one indicator together over places, providers and periods.

Adding up children is right for events and money only. People helped twice, stocks and percentages
have their own rule, and some things do not go together at all: then there is a reason, no number.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from trellis.performance.rules.codes import Combine, ValueState
from trellis.performance.rules.exact import Figure, exact, known_value


class Refusal(StrEnum):
    """Why there is no combined value."""

    NO_VALUES = "no_values"
    NOT_ADDITIVE = "not_additive"
    NARRATIVE = "narrative"
    MEMBERS_NOT_KNOWN = "members_not_known"
    NUMBERS_NOT_KNOWN = "numbers_not_known"
    EMPTY_DENOMINATOR = "empty_denominator"


@dataclass(frozen=True)
class Portion:
    """The value of one place or provider for one period.

    `members` are the keys of those counted (groups or people), where they are known; `numerator`
    and `denominator` belong to ratios, `reached_on` to milestones.
    """

    place: str
    ends_on: date
    state: ValueState
    value: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None
    members: frozenset[str] | None = None
    reached_on: date | None = None


@dataclass(frozen=True)
class Combined:
    """A value, or a refusal with what can still be said.

    `given` of `due` portions had a value; where they differ, the value is of a part only. A ratio
    is a share from 0 to 1. `at_least` and `at_most` bound a distinct count known only as totals.
    """

    given: int
    due: int
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    reached_on: date | None = None
    refusal: Refusal | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None

    @property
    def is_complete(self) -> bool:
        return self.given == self.due


# Nothing was expected here, so nothing is missing from the total.
NOT_EXPECTED = (ValueState.NOT_APPLICABLE, ValueState.NOT_DUE)


@dataclass(frozen=True)
class _Pool:
    """The portions that have a value, and how many were due."""

    known: tuple[Portion, ...]
    due: int

    def gives(self, value: Fraction) -> Combined:
        return Combined(len(self.known), self.due, value=value)

    def refuses(self, refusal: Refusal) -> Combined:
        return Combined(len(self.known), self.due, refusal=refusal)


def combine(rule: Combine, portions: Iterable[Portion]) -> Combined:
    """Combine by the rule that the indicator declares.

    Portions that were not due or do not apply are left out of `due`; all others without a value
    are in `due` but not in `given`, and never count as 0.
    """
    expected = [portion for portion in portions if portion.state not in NOT_EXPECTED]
    pool = _Pool(tuple(portion for portion in expected if portion.state.is_known), len(expected))
    if rule in REFUSED:
        return pool.refuses(REFUSED[rule])
    if not pool.known:
        return pool.refuses(Refusal.NO_VALUES)
    return RULES[rule](pool)


def _sum(pool: _Pool) -> Combined:
    values = _values(pool.known)
    if len(values) < len(pool.known):
        return pool.refuses(Refusal.NUMBERS_NOT_KNOWN)
    return pool.gives(sum(values, Fraction(0)))


def _distinct(pool: _Pool) -> Combined:
    """Count again over the whole; of totals alone only bounds are true (largest <= all <= sum)."""
    if any(_members(portion) is None for portion in pool.known) and len(pool.known) > 1:
        return _bounded(pool)
    if len(pool.known) == 1 and _members(pool.known[0]) is None:
        return _sum(pool)
    union = frozenset[str]().union(*(_members(portion) or () for portion in pool.known))
    return pool.gives(Fraction(len(union)))


def _bounded(pool: _Pool) -> Combined:
    values = _values(pool.known)
    if len(values) < len(pool.known):
        return pool.refuses(Refusal.MEMBERS_NOT_KNOWN)
    return Combined(
        len(pool.known),
        pool.due,
        refusal=Refusal.MEMBERS_NOT_KNOWN,
        at_least=max(values),
        at_most=sum(values, Fraction(0)),
    )


def _stock(pool: _Pool) -> Combined:
    """Take each place's latest, then count over places as for distinct ones.

    The same group can stand in two districts' lists, so stocks of places are not added either.
    """
    latest: dict[str, Portion] = {}
    for portion in sorted(pool.known, key=lambda one: one.ends_on):
        latest[portion.place] = portion
    inner = _distinct(_Pool(tuple(latest.values()), len(latest)))
    return Combined(
        len(pool.known),
        pool.due,
        value=inner.value,
        refusal=inner.refusal,
        at_least=inner.at_least,
        at_most=inner.at_most,
    )


def _ratio(pool: _Pool) -> Combined:
    """Divide sum by sum; a mean of percentages would give ten answers the weight of a thousand."""
    pairs = [_pair(portion) for portion in pool.known]
    known = [pair for pair in pairs if pair is not None]
    if len(known) < len(pairs):
        return pool.refuses(Refusal.NUMBERS_NOT_KNOWN)
    over = sum((pair[0] for pair in known), Fraction(0))
    under = sum((pair[1] for pair in known), Fraction(0))
    if not under:
        return pool.refuses(Refusal.EMPTY_DENOMINATOR)
    return Combined(len(known), pool.due, over / under, over, under)


def _milestone(pool: _Pool) -> Combined:
    """Return the first day on which any of them reached it; none when none has."""
    days = [portion.reached_on for portion in pool.known if portion.reached_on]
    return Combined(len(pool.known), pool.due, reached_on=min(days, default=None))


def _members(portion: Portion) -> frozenset[str] | None:
    return frozenset() if portion.state is ValueState.ZERO else portion.members


def _values(portions: Sequence[Portion]) -> list[Fraction]:
    """Return what is known as a number; a list of members is its own count."""
    found = []
    for portion in portions:
        members = _members(portion)
        size = None if members is None else Fraction(len(members))
        value = known_value(portion.state, portion.value)
        value = size if value is None else value
        if value is not None:
            found.append(value)
    return found


def _pair(portion: Portion) -> tuple[Fraction, Fraction] | None:
    if portion.denominator is None:
        return None
    if portion.state is ValueState.ZERO:
        return Fraction(0), exact(portion.denominator)
    if portion.numerator is None:
        return None
    return exact(portion.numerator), exact(portion.denominator)


RULES: dict[Combine, Callable[[_Pool], Combined]] = {
    Combine.COUNT_EVENTS: _sum,
    Combine.SUM_MONEY: _sum,
    Combine.COUNT_DISTINCT: _distinct,
    Combine.STOCK_LATEST: _stock,
    Combine.RATIO: _ratio,
    Combine.MILESTONE: _milestone,
}
REFUSED = {Combine.NONE: Refusal.NOT_ADDITIVE, Combine.NARRATIVE_SCORE: Refusal.NARRATIVE}
