"""What stands in the way of publishing, what a publication's digest covers, and what a later one
changes of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from trellis.performance.rules.rounds import Dates


class Bar(StrEnum):
    """What stands in the way. The last two give way to a reason."""

    NOT_LIVE = "not_live"
    NOT_DATED = "not_dated"
    NOT_OVER = "not_over"
    BEING_MADE = "being_made"
    PUBLISHED = "published"
    NOT_PUBLISHED = "not_published"
    NOTHING_DIFFERS = "nothing_differs"
    BEFORE_THE_MEETING = "before_the_meeting"
    NOT_ACCEPTED = "not_accepted"

    @property
    def gives_way(self) -> bool:
        return self in (Bar.BEFORE_THE_MEETING, Bar.NOT_ACCEPTED)


@dataclass(frozen=True)
class Standing:
    """What is known of a period when somebody would publish it. `published` is the number of its
    newest publication, `unaccepted` counts the providers whose return nobody has accepted."""

    is_live: bool
    dates: Dates | None
    period_end: date
    published: int = 0
    is_being_made: bool = False
    unaccepted: int = 0


def bars(standing: Standing, today: date) -> list[Bar]:
    """What stands in the way of publishing for the first time, in the order of telling."""
    if not standing.is_live:
        return [Bar.NOT_LIVE]
    if standing.is_being_made:
        return [Bar.BEING_MADE]
    if standing.published:
        return [Bar.PUBLISHED]
    if standing.dates is None:
        return [Bar.NOT_DATED]
    if today < standing.period_end:
        return [Bar.NOT_OVER]
    found = []
    if today < standing.dates.meets_on:
        found.append(Bar.BEFORE_THE_MEETING)
    if standing.unaccepted:
        found.append(Bar.NOT_ACCEPTED)
    return found


def bars_to_restating(standing: Standing, *, differs: bool) -> list[Bar]:
    if not standing.is_live:
        return [Bar.NOT_LIVE]
    if standing.is_being_made:
        return [Bar.BEING_MADE]
    if not standing.published:
        return [Bar.NOT_PUBLISHED]
    return [] if differs else [Bar.NOTHING_DIFFERS]


@dataclass(frozen=True)
class FileFacts:
    """`digest` is the SHA-256 of the content."""

    name: str
    media_type: str
    size: int
    digest: str


def manifest(about: Mapping[str, Any], files: Iterable[FileFacts]) -> bytes:
    """What a publication's digest is taken of: the same facts make the same bytes."""
    listed = sorted((asdict(one) for one in files), key=lambda one: str(one["name"]))
    return canonical({**about, "files": listed})


def canonical(said: Any) -> bytes:
    """JSON with its keys in order and no spaces, in UTF-8."""
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# indicator's number, code of the place, id of the provider or None
FigureKey = tuple[int, str, int | None]


@dataclass(frozen=True)
class Figure:
    """A line as it was published. `value` is exact, as `1/3`; `shown`, `target` and `before` are
    as they were printed, `account` is what was said beside it."""

    number: int
    title: str
    place: str
    place_name: str
    provider: int | None
    provider_name: str
    state: str
    value: str
    numerator: int | None
    denominator: int | None
    reached_on: str
    shown: str
    target: str
    rating: str
    before: str
    account: str
    is_provisional: bool = False

    @property
    def key(self) -> FigureKey:
        return self.number, self.place, self.provider

    @property
    def found(self) -> tuple[object, ...]:
        return (
            self.state, self.value, self.numerator, self.denominator, self.reached_on, self.shown
        )  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


class Part(StrEnum):
    """What of a figure differs."""

    FIGURE = "figure"
    TARGET = "target"
    RATING = "rating"
    ACCOUNT = "account"
    BEFORE = "before"
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Difference:
    """A figure that is not what it was. `was` or `now` is None where there was none, or is none
    any more."""

    was: Figure | None
    now: Figure | None

    @property
    def figure(self) -> Figure:
        figure = self.now or self.was
        assert figure is not None, "one of the two is there"
        return figure

    @property
    def parts(self) -> list[Part]:
        if self.was is None or self.now is None:
            return [Part.FIGURE]
        was, now = self.was, self.now
        told = {
            Part.FIGURE: was.found != now.found,
            Part.TARGET: was.target != now.target,
            Part.RATING: was.rating != now.rating,
            Part.ACCOUNT: was.account != now.account,
            Part.BEFORE: was.before != now.before,
            Part.PROVISIONAL: was.is_provisional != now.is_provisional,
        }
        return [part for part, differs in told.items() if differs]


def differences(was: Sequence[Figure], now: Sequence[Figure]) -> list[Difference]:
    """What differs between two publications, by indicator, whole places before providers."""
    before, after = {one.key: one for one in was}, {one.key: one for one in now}
    found = [Difference(before.get(key), after.get(key)) for key in before.keys() | after.keys()]
    told = [one for one in found if one.parts]
    return sorted(told, key=lambda one: _order(one.figure))


def _order(figure: Figure) -> tuple[int, bool, str, str, int]:
    return (
        figure.number,
        figure.provider is not None,
        figure.place_name,
        figure.provider_name,
        figure.provider or 0,
    )
