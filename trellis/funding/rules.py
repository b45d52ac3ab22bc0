"""What follows from the days and amounts of agreements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trellis.kernel.periods import Span, quarter


class Standing(StrEnum):
    TO_COME = "to_come"
    IN_FORCE = "in_force"
    OVER = "over"


def standing(starts_on: date, until: date, today: date) -> Standing:
    """Half-open. What ended on its first day never began, and is over."""
    if until <= max(today, starts_on):
        return Standing.OVER
    return Standing.TO_COME if today < starts_on else Standing.IN_FORCE


class Scope(StrEnum):
    """What an agreement says of a kind of thing: that it pays for it, that it does not, nothing."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    NOT_SAID = "not_said"


@dataclass(frozen=True)
class Quarters:
    """Those of an agreement's time that have begun, newest first: which lie wholly within it, and
    of which only a part does."""

    whole: tuple[Span, ...]
    partly: tuple[Span, ...]

    @property
    def span(self) -> Span | None:
        """All whole ones together: they follow each other."""
        return Span(self.whole[-1].start, self.whole[0].end) if self.whole else None


def quarters_of(starts_on: date, until: date, today: date) -> Quarters:
    """A quarter that has begun is a whole one as soon as its last day lies within the time."""
    whole: list[Span] = []
    partly: list[Span] = []
    day = starts_on
    while day < until and day <= today:
        one = quarter(day)
        is_whole = starts_on <= one.start and one.end <= until
        (whole if is_whole else partly).insert(0, one)
        day = one.end
    return Quarters(tuple(whole), tuple(partly))


@dataclass(frozen=True)
class Reporting:
    """An agreement by which a provider reports, and who pays: first the payer, then those who pay
    into it."""

    agreement_id: int
    is_sub: bool
    paid_by: tuple[int, ...]


@dataclass(frozen=True)
class Accepting:
    """Whose officers accept the returns of a provider. `agreement_id` is the first by which."""

    organisations: tuple[int, ...]
    is_prime: bool
    agreement_id: int


def acceptors(provider_id: int, by: Sequence[Reporting]) -> Accepting | None:
    """Who accepts a provider's returns when these agreements are in force, oldest first: the prime
    for those it pays on, else whoever pays; nobody for their own."""
    subs = [one for one in by if one.is_sub]
    counted = subs or list(by)
    found = dict.fromkeys(payer for one in counted for payer in one.paid_by if payer != provider_id)
    if not found:
        return None
    return Accepting(tuple(found), bool(subs), counted[0].agreement_id)


def own_share(total: int | None, of_others: Iterable[int | None]) -> int | None:
    """What is left of an amount for its payer, in pence; None where that cannot be told."""
    shares = list(of_others)
    if total is None or None in shares:
        return None
    return total - sum(share for share in shares if share is not None)


def below(under: Mapping[int, int | None], top: int) -> list[int]:
    """All that stands under the agreement `top`, level by level. `under` says of each agreement
    which one it stands under."""
    found, level = [], [top]
    while level:
        level = [one for one, above in under.items() if above in set(level)]
        found += level
    return found


def above(under: Mapping[int, int | None], one: int) -> list[int]:
    """All that the agreement `one` stands under, nearest first."""
    found, step = [], under.get(one)
    while step is not None:
        found.append(step)
        step = under.get(step)
    return found
