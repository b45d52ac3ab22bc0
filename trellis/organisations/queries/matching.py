"""Which organisations of a record the rows of a table are about: by number, else by name and
place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import F

from trellis.kernel.capabilities import Capability
from trellis.kernel.rows import Among
from trellis.kernel.viewer import Viewer
from trellis.organisations.models import (
    CommunityServed,
    Coverage,
    Identifier,
    Interest,
    Organisation,
    OtherName,
)
from trellis.organisations.policy import ORGANISATION
from trellis.organisations.rules.details import OWN_FIELDS, Details
from trellis.organisations.rules.names import fold


@dataclass(frozen=True)
class Sought:
    """What a row says of which organisation it is about. `places` are ids."""

    name: str
    identifiers: tuple[tuple[str, str], ...] = ()
    places: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Standing:
    """An organisation as it stands in the record, for whoever may see and perhaps edit it."""

    id: int
    version: int
    is_closed: bool
    may_edit: bool
    details: Details


@dataclass(frozen=True)
class Match:
    """What was found for one row: one organisation, none, or several (`others`: their names)."""

    found: Standing | None = None
    others: tuple[str, ...] = ()


def match(viewer: Viewer, area_id: int, many: Sequence[Sought]) -> list[Match]:
    """In order, a handful of queries however many rows."""
    by_number = _by_number(area_id, many)
    by_name = _by_name(area_id, [one for one in many if not _numbered(one, by_number)])
    ids = [
        _numbered(one, by_number) or by_name.get((fold(one.name), one.places), frozenset())
        for one in many
    ]
    there = standings(viewer, frozenset().union(*ids))
    return [_match(found, there) for found in ids]


def _match(found: frozenset[int], there: Mapping[int, Standing]) -> Match:
    if len(found) == 1:
        return Match(there.get(min(found)))
    return Match(others=tuple(there[pk].details.name for pk in sorted(found)[:3]))


def _by_number(area_id: int, many: Sequence[Sought]) -> dict[tuple[str, str], int]:
    values = {value for one in many for _scheme, value in one.identifiers}
    rows = Identifier.objects.filter(Among(F("value"), values), area_id=area_id)
    found = rows.values_list("scheme", "value", "organisation_id") if values else ()
    return {(scheme, value): pk for scheme, value, pk in found}


def _numbered(one: Sought, found: Mapping[tuple[str, str], int]) -> frozenset[int]:
    return frozenset(found[pair] for pair in one.identifiers if pair in found)


def _by_name(
    area_id: int, many: Sequence[Sought]
) -> dict[tuple[str, frozenset[int]], frozenset[int]]:
    """Of the same folded name and with a place in common. One with another number in the same
    register is another body; where the row names no place, the name alone must tell."""
    names = {fold(one.name) for one in many if one.name}
    rows = Organisation.objects.filter(Among(F("name_folded"), names), area_id=area_id)
    named: dict[str, set[int]] = defaultdict(set)
    for name, pk in rows.values_list("name_folded", "pk") if names else ():
        named[name].add(pk)
    ids = set().union(*named.values())
    theirs = Among(F("organisation_id"), ids)
    places = _grouped(Coverage.objects.filter(theirs), "place_id")
    numbers = _grouped(Identifier.objects.filter(theirs), "scheme")
    return {
        (fold(one.name), one.places): frozenset(
            pk
            for pk in named.get(fold(one.name), ())
            if (not one.places or one.places & places[pk])
            and not numbers[pk] & {scheme for scheme, _value in one.identifiers}
        )
        for one in many
    }


def _grouped(rows: object, column: str) -> Mapping[int, set[object]]:
    found: dict[int, set[object]] = defaultdict(set)
    for pk, value in rows.values_list("organisation_id", column):  # type: ignore[attr-defined]
        found[pk].add(value)
    return found


def standings(viewer: Viewer, organisation_ids: Iterable[int]) -> dict[int, Standing]:
    """Each with all that hangs on it; eight queries, or none for none."""
    ids = set(organisation_ids)
    if not ids:
        return {}
    there = Organisation.objects.filter(Among(F("id"), ids))
    rows = ORGANISATION.rows(viewer, there)
    edited = ORGANISATION.rows(viewer, there, "edit")
    may_edit = set(edited.values_list("pk", flat=True))
    lists = _Lists(ids)
    return {
        row.pk: Standing(
            row.pk, row.version, row.closed_on is not None, row.pk in may_edit, lists.details(row)
        )
        for row in rows
    }


_LISTS: Final = {
    "other_names": (OtherName, ("kind", "name")),
    "identifiers": (Identifier, ("scheme", "value")),
    "coverage": (Coverage, ("place_id", "covers_as")),
    "interests": (Interest, ("code",)),
    "communities": (CommunityServed, ("code",)),
}

_ORDER: Final = {name: ("code",) if columns == ("code",) else ("id",)
                 for name, (_model, columns) in _LISTS.items()}  # fmt: skip


@dataclass
class _Lists:
    """The lists of many organisations, read together."""

    ids: set[int]
    _found: dict[str, Mapping[int, list[object]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, (model, columns) in _LISTS.items():
            grouped: dict[int, list[object]] = defaultdict(list)
            theirs = Among(F("organisation_id"), self.ids)
            rows = model._default_manager.filter(theirs)  # noqa: SLF001
            read = rows.order_by(*_ORDER[name]).values_list(F("organisation_id"), *columns)
            for pk, *values in read:
                grouped[pk].append(tuple(values) if len(values) > 1 else values[0])
            self._found[name] = grouped

    def details(self, row: Organisation) -> Details:
        lists = {name: tuple(found.get(row.pk, ())) for name, found in self._found.items()}
        return Details(**{name: getattr(row, name) for name in OWN_FIELDS}, **lists)  # type: ignore[arg-type]


def reach(viewer: Viewer) -> frozenset[int] | None:
    """The places in which the viewer registers organisations; None for all there are."""
    if Capability.ORGANISATION_REGISTER in viewer.everywhere:
        return None
    return viewer.places_with(Capability.ORGANISATION_REGISTER)
