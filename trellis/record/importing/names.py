"""What people call the kinds, places, bodies, outcomes and issues of a record."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from trellis.kernel.imports import Bringing, Problem, Row
from trellis.organisations import queries as organisations
from trellis.organisations.queries import Match, Sought
from trellis.places import queries as places
from trellis.record.models import ServiceType
from trellis.record.queries import bringing as queries

_EVERYWHERE: Final = frozenset(
    {"county-wide", "county wide", "countywide", "area-wide", "all", "everywhere"}
)
_CHARITY: Final = re.compile(r"(?:gb-chc-)?(\d{6,7})", re.IGNORECASE)
_NAMED: Final = 4


class WrongRowError(Exception):
    def __init__(self, code: str, field: str = "", value: str = "", **about: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, field, value, about)


def folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").replace("&", "and").split())


def _likeness(one: str, other: str) -> float:
    """Words in common first, then letters."""
    one, other = folded(one), folded(other)
    common = len(set(one.split()) & set(other.split()))
    return common + SequenceMatcher(None, one, other).ratio()


class Names:
    """Read once for some rows; the bodies that they name in a handful of questions."""

    def __init__(self, bringing: Bringing, rows: Sequence[Row]) -> None:
        self.area_id = bringing.area_id
        found = queries.kinds_of(bringing.by, bringing.area_id)
        self.kinds = {one.pk: one for one in found}
        self._kinds = {folded(word): one for one in found for word in (one.code, one.name)}
        self.tags: dict[int, str] = {}
        self._tags: dict[str, int] = {}
        for tag in queries.tags_of(bringing.by, bringing.area_id):
            self.tags[tag.pk] = tag.name
            self._tags |= {folded(tag.code): tag.pk, folded(tag.name): tag.pk}
        self.places: dict[int, str] = {}
        self._places: dict[str, dict[int, str]] = {}
        for node in places.tree(bringing.area_id):
            self.places[node.id] = node.name
            for word in {folded(node.name), folded(node.code)}:
                self._places.setdefault(word, {})[node.id] = f"{node.name} ({node.code})"
        self.bodies: dict[int, str] = {}
        self._bodies = self._look_up(bringing, {text for row in rows for text in _bodies_in(row)})

    def _look_up(self, bringing: Bringing, texts: Collection[str]) -> Mapping[str, Match]:
        many = sorted(texts)
        found = organisations.match(bringing.by, bringing.area_id, [_sought(text) for text in many])
        return dict(zip(many, found, strict=True))

    def kind(self, text: str) -> ServiceType:
        if (found := self._kinds.get(folded(text))) is None:
            open_ = [one.name for one in self.kinds.values() if one.ended_on is None]
            nearest = sorted(open_, key=lambda name: -_likeness(text, name))[:_NAMED]
            raise WrongRowError("no_such_kind", "kind", text, meant=", ".join(nearest))
        return found

    def place(self, text: str) -> int:
        found = self._places.get(folded(text), {})
        if not found and folded(text) in _EVERYWHERE:
            return self.area_id
        if not found:
            raise WrongRowError("no_such_place", "place", text)
        if len(found) > 1:
            meant = ", ".join(list(found.values())[:_NAMED])
            raise WrongRowError("several_places", "place", text, meant=meant)
        return next(iter(found))

    def tag_ids(self, texts: Iterable[str]) -> frozenset[int]:
        for text in texts:
            if folded(text) not in self._tags:
                raise WrongRowError("no_such_tag", "tags", text)
        return frozenset(self._tags[folded(text)] for text in texts)

    def body(self, field: str, text: str) -> int:
        match = self._bodies[text]
        if match.found is None:
            raise WrongRowError("several_bodies" if match.others else "no_such_body", field, text)
        self.bodies[match.found.id] = match.found.details.name
        return match.found.id

    def know(self, ids: Iterable[int]) -> None:
        """Learn the names of bodies that stand in the record and in no cell."""
        self.bodies |= organisations.named(set(ids) - self.bodies.keys())


def _bodies_in(row: Row) -> Iterable[str]:
    values = row.values
    named = (values["lead"], *(values["partners"] or ()), values["organisation"])
    return (text for text in named if text)


def _sought(text: str) -> Sought:
    if number := _CHARITY.fullmatch(text.strip()):
        return Sought("", (("GB-CHC", number[1]),))
    return Sought(text)
