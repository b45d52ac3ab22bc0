"""Writing an organisation's rows. Called by the acts of `records`, inside their transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Final

from django.db.models import F, Q, QuerySet

from trellis.kernel.rows import Among, insert_rows, plain, reserve_ids
from trellis.kernel.viewer import Viewer
from trellis.organisations.models import (
    CommunityServed,
    Coverage,
    Identifier,
    Interest,
    NameWord,
    Organisation,
    OtherName,
)
from trellis.organisations.rules.details import LISTS, OWN_FIELDS, Details
from trellis.organisations.rules.names import fold, start_of, words_of

Pair = tuple[int, Details]


class MixedWorldsError(Exception):
    """An organisation of one area's record was to cover a place of another's."""


class IdentifierTakenError(Exception):
    """A number already stands in this area's record for another organisation."""

    def __init__(self, scheme: str, value: str, organisation: Organisation) -> None:
        super().__init__(f"{scheme}-{value}")
        self.scheme, self.value, self.organisation = scheme, value, organisation


def new_rows(area_id: int, many: Sequence[Details], *, by: Viewer, now: datetime) -> list[int]:
    """The organisations and all that hangs on them, in a few statements however many; their ids,
    in order."""
    refuse_taken(area_id, [pair for details in many for pair in details.identifiers])
    same = {
        column: plain(Organisation, column, value)
        for column, value in (
            ("area_id", area_id),
            *((column, now) for column in ("registered_at", "edited_at", "checked_at")),
            ("edited_by_id", by.person_id),
            ("version", 1),
        )
    }
    pairs = list(zip(reserve_ids(Organisation, len(many)), many, strict=True))
    own = attrgetter(*OWN_FIELDS)
    insert_rows(
        Organisation,
        ["id", "name_folded", *OWN_FIELDS, *same],
        ((pk, fold(details.name), *own(details), *same.values()) for pk, details in pairs),
    )
    add_lists(area_id, pairs, LISTS)
    return [pk for pk, _details in pairs]


def fill(row: Organisation, details: Details) -> None:
    for field in OWN_FIELDS:
        setattr(row, field, getattr(details, field))
    row.name_folded = fold(details.name)


def replace_lists(row: Organisation, details: Details, lists: Iterable[str]) -> None:
    """Write the named lists anew; what hangs on a list (the words to search by) with them."""
    changed = set(lists)
    for name in changed:
        getattr(row, name).all().delete()
    row.words.all().delete()
    add_lists(row.area_id, [(row.pk, details)], changed)


def replace_many(area_id: int, changed: Sequence[tuple[Organisation, Details, set[str]]]) -> None:
    """Write many organisations of one record anew, with the lists of each that are named; a few
    statements however many. The rows have been filled already."""
    rows = [row for row, _details, _lists in changed]
    stamped = [*OWN_FIELDS, "name_folded", "version", "edited_at", "checked_at", "edited_by_id"]
    fields = [name.removesuffix("_id") for name in stamped]
    Organisation.objects.bulk_update(rows, fields, batch_size=100)
    for name, makes in _MAKERS.items():
        pairs = [(row.pk, details) for row, details, lists in changed if name in lists]
        ids = [pk for pk, _details in pairs]
        _MODELS[name]._default_manager.filter(organisation__in=ids).delete()  # noqa: SLF001
        makes(area_id, pairs)
    NameWord.objects.filter(organisation__in=rows).delete()
    _words([(row.pk, details) for row, details, _lists in changed])
    _refuse_mixed_worlds_of(Coverage.objects.filter(organisation__in=rows))


def add_lists(area_id: int, pairs: Sequence[Pair], lists: Iterable[str]) -> None:
    for name in lists:
        _MAKERS[name](area_id, pairs)
    _words(pairs)
    _refuse_mixed_worlds(pairs)


def _other_names(_area_id: int, pairs: Sequence[Pair]) -> None:
    insert_rows(
        OtherName,
        ["organisation_id", "kind", "name", "name_folded"],
        (
            (pk, kind, name, fold(name))
            for pk, details in pairs
            for kind, name in details.other_names
        ),
    )


def _identifiers(area_id: int, pairs: Sequence[Pair]) -> None:
    insert_rows(
        Identifier,
        ["organisation_id", "area_id", "scheme", "value"],
        ((pk, area_id, *pair) for pk, details in pairs for pair in details.identifiers),
    )


def _coverage(_area_id: int, pairs: Sequence[Pair]) -> None:
    insert_rows(
        Coverage,
        ["organisation_id", "place_id", "covers_as"],
        ((pk, *pair) for pk, details in pairs for pair in details.coverage),
    )


def _interests(_area_id: int, pairs: Sequence[Pair]) -> None:
    insert_rows(
        Interest,
        ["organisation_id", "code"],
        ((pk, code) for pk, details in pairs for code in details.interests),
    )


def _communities(_area_id: int, pairs: Sequence[Pair]) -> None:
    insert_rows(
        CommunityServed,
        ["organisation_id", "code"],
        ((pk, code) for pk, details in pairs for code in details.communities),
    )


_MAKERS: Final[Mapping[str, Callable[[int, Sequence[Pair]], None]]] = {
    "other_names": _other_names,
    "identifiers": _identifiers,
    "coverage": _coverage,
    "interests": _interests,
    "communities": _communities,
}
_MODELS: Final = {
    "other_names": OtherName,
    "identifiers": Identifier,
    "coverage": Coverage,
    "interests": Interest,
    "communities": CommunityServed,
}


def _words(pairs: Sequence[Pair]) -> None:
    insert_rows(
        NameWord,
        ["organisation_id", "start", "word"],
        (
            (pk, start_of(word), word)
            for pk, details in pairs
            for word in sorted(
                words_of(
                    details.name,
                    *(name for _kind, name in details.other_names),
                    *(value for _scheme, value in details.identifiers),
                )
            )
        ),
    )


def refuse_taken(
    area_id: int, identifiers: Sequence[tuple[str, str]], *, except_of: int | None = None
) -> None:
    """Raise IdentifierTakenError for the first number that another organisation has."""
    wanted = set(identifiers)
    values = {value for _scheme, value in wanted}
    found = Identifier.objects.filter(Among(F("value"), values), area_id=area_id)
    for held in found.select_related("organisation").order_by("id"):
        if (held.scheme, held.value) in wanted and held.organisation_id != except_of:
            raise IdentifierTakenError(held.scheme, held.value, held.organisation)


def _refuse_mixed_worlds(pairs: Sequence[Pair]) -> None:
    """Asked of the written rows, inside the act, so that no way of writing gets past it."""
    ids = [pk for pk, _details in pairs]
    written = Coverage.objects.filter(
        organisation_id__gte=min(ids, default=0), organisation_id__lte=max(ids, default=0)
    )
    _refuse_mixed_worlds_of(written)


def _refuse_mixed_worlds_of(written: QuerySet[Coverage]) -> None:
    own_area = Q(place__area_id=F("organisation__area_id")) | Q(place_id=F("organisation__area_id"))
    if written.exclude(own_area).exists():
        raise MixedWorldsError
