"""What one activity adds to the cells it counts in.

A cell is one kind of service, or one outcome or issue, in one place, quarter and provider; under
provider 0 stands the activity itself, counted once. What is shared out is kept in ten-thousandths,
whole numbers, so that the cells of the providers add up exactly to that of provider 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from trellis.kernel.periods import Span
from trellis.kernel.periods import quarter as quarter_span
from trellis.record.rules.shares import WHOLE, Part

ALL: Final = 0  # the provider of the cell in which an activity is counted once


class Key(NamedTuple):
    """In the order in which cells are written, so that two writers never wait for each other."""

    quarter: int
    subject: int  # the number of a kind, or of a tag
    place: int
    provider: int


@dataclass
class Change:
    """What is added to a cell, or taken from it where a number is below nought. `events` are those
    with any share, `events_shared` the shares of them; all `…_shared` in ten-thousandths."""

    events: int = 0
    events_shared: int = 0
    quantity_shared: int = 0
    minutes_shared: int = 0
    pence_shared: int = 0
    came: set[int] = field(default_factory=set)
    went: set[int] = field(default_factory=set)
    people_came: set[int] = field(default_factory=set)
    people_went: set[int] = field(default_factory=set)

    @property
    def sums(self) -> tuple[int, ...]:
        return (
            self.events,
            self.events_shared,
            self.quantity_shared,
            self.minutes_shared,
            self.pence_shared,
        )

    def __bool__(self) -> bool:
        return any(self.sums) or bool(
            self.came or self.went or self.people_came or self.people_went
        )


@dataclass(frozen=True)
class Counted:
    """An activity as it counts, with its sealed shares."""

    service_type: int
    place: int
    quarter: int
    quantity: int
    minutes: int
    pence: int
    organisation: int | None
    person: int | None
    parts: Sequence[Part]
    tags: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Changes:
    """What changes in each cell, in the order of the keys; a cell in which nothing changes is not
    among them. What is of two outcomes stands in the cells of both."""

    by_kind: dict[Key, Change]
    by_tag: dict[Key, Change]


def quarter_of(day: date) -> int:
    """`20262`: the second quarter of the financial year 2026/27."""
    year = day.year if day.month >= 4 else day.year - 1
    return year * 10 + (day.month - 4) % 12 // 3 + 1


def span_of(quarter: int) -> Span:
    """The days of a quarter, by its number."""
    year, number = divmod(quarter, 10)
    month = 3 * number + 1
    return quarter_span(date(year + (month > 12), (month - 1) % 12 + 1, 1))


def changes(*, came: Iterable[Counted] = (), went: Iterable[Counted] = ()) -> Changes:
    """What activities that come to count, and others that no longer do, change."""
    by_kind: dict[Key, Change] = defaultdict(Change)
    by_tag: dict[Key, Change] = defaultdict(Change)
    for sign, counted in ((1, came), (-1, went)):
        for one in counted:
            _add(by_kind, one.service_type, one, sign)
            for tag in one.tags:
                _add(by_tag, tag, one, sign)
    return Changes(_in_order(by_kind), _in_order(by_tag))


def _in_order(found: dict[Key, Change]) -> dict[Key, Change]:
    for change in found.values():
        change.went -= change.came
        change.people_went -= change.people_came
    return {key: found[key] for key in sorted(found) if found[key]}


def _add(found: dict[Key, Change], subject: int, one: Counted, sign: int) -> None:
    _into(found[Key(one.quarter, subject, one.place, ALL)], one, WHOLE, sign)
    for part in one.parts:
        if part.share:
            key = Key(one.quarter, subject, one.place, part.provider_id)
            _into(found[key], one, part.share, sign)


def _into(change: Change, one: Counted, share: int, sign: int) -> None:
    change.events += sign
    change.events_shared += sign * share
    change.quantity_shared += sign * share * one.quantity
    change.minutes_shared += sign * share * one.minutes
    change.pence_shared += sign * share * one.pence
    if one.organisation:
        (change.came if sign > 0 else change.went).add(one.organisation)
    if one.person:
        (change.people_came if sign > 0 else change.people_went).add(one.person)
