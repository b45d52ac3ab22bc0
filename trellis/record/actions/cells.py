"""Keeping cells up with every act: called inside the act's own transaction, so that what is counted
and what it is counted from are there together or not at all."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from django.db import connection
from pyroaring import BitMap

from trellis.record.models import Contribution, CountedAs
from trellis.record.queries.subjects import KINDS, TAGS, Subjects
from trellis.record.rules import reach
from trellis.record.rules.cells import ALL, Change, Changes, Key

_AT_ONCE: Final = 500
_SUMS: Final = "events, events_shared, quantity_shared, minutes_shared, pence_shared"
_BACK: Final = "id, events, organisation_set, person_set"
_PAIRS: Final = {
    "sqlite": "group_concat(organisation_id || ':' || counted_as_id)",
    "postgresql": "string_agg(organisation_id || ':' || counted_as_id, ',')",
}
_ROW_OF_SETS: Final = {
    "sqlite": "(%s, %s, %s, %s, %s)",
    "postgresql": "(%s, %s, %s, %s::bytea, %s::bytea)",
}


class _Written(NamedTuple):
    """A cell after its sums were added to, with its sets as they still are."""

    id: int
    events: int
    organisations: reach.Kept
    people: reach.Kept


def apply(changes: Changes) -> None:
    """Add the changes, in the order of their keys, to the cells there are; a cell in which nothing
    is left goes. Of two writers the second waits at the first cell they share."""
    _apply(changes.by_kind, KINDS)
    _apply(changes.by_tag, TAGS)


def _apply(changes: Mapping[Key, Change], of: Subjects) -> None:
    keys = list(changes)
    for start in range(0, len(keys), _AT_ONCE):
        part = {key: changes[key] for key in keys[start : start + _AT_ONCE]}
        written, same = _add_sums(part, of)
        emptied = [one.id for one in written.values() if one.events == 0]
        if emptied:
            of.model.objects.filter(pk__in=emptied).delete()
        left = {key: one for key, one in written.items() if one.events}
        _write_sets(_new_sets(part, left, same, of), of)


def _add_sums(
    changes: Mapping[Key, Change], of: Subjects
) -> tuple[dict[Key, _Written], Mapping[int, int]]:
    """The cells as they are now; and of the organisations named those that are counted as another,
    as which. Asked in the same statement: on the way to a server each takes longer than its work.
    It is asked once the table is held, so that no two bodies are made one in between.
    """
    named = sorted({one for change in changes.values() for one in change.came | change.went})
    marks = ", ".join(["%s"] * len(named)) or "NULL"
    row = f"({', '.join(['%s'] * 9)}, 0, 0, %s, %s)"
    added = ", ".join(f"{name} = {of.table}.{name} + excluded.{name}" for name in _SUMS.split(", "))
    statement = (
        f"INSERT INTO {of.table} (quarter, {of.column}, place_id, provider_id, {_SUMS}, "  # noqa: S608
        f"organisations, people, organisation_set, person_set) "
        f"VALUES {', '.join([row] * len(changes))} "
        f"ON CONFLICT (quarter, {of.column}, place_id, provider_id) DO UPDATE SET {added} "
        f"RETURNING (SELECT {_PAIRS[connection.vendor]} FROM record_countedas "
        f"WHERE organisation_id IN ({marks})), quarter, {of.column}, place_id, provider_id, {_BACK}"
    )
    given: list[Any] = []
    for key, change in changes.items():
        given += [*key, *change.sums, b"", b""]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *named])
        rows = cursor.fetchall()
    pairs = (pair.split(":") for pair in (rows[0][0] or "").split(",") if pair)
    same = {int(one): int(other) for one, other in pairs}
    return {Key(*row[1:5]): _Written(*row[5:]) for row in rows}, same


def _new_sets(
    changes: Mapping[Key, Change],
    written: Mapping[Key, _Written],
    same: Mapping[int, int],
    of: Subjects,
) -> Iterable[tuple[int, BitMap, BitMap]]:
    """Of the cells whose sets are others now: both sets."""
    for key, cell in written.items():
        change = changes[key]
        bodies, people = reach.read(cell.organisations), reach.read(cell.people)
        sizes = len(bodies), len(people)
        bodies |= BitMap({same.get(one, one) for one in change.came})
        bodies -= _gone(key, of, "organisation", {same.get(one, one) for one in change.went})
        people |= BitMap(change.people_came)
        people -= _gone(key, of, "person", change.people_went)
        if (len(bodies), len(people)) != sizes or change.went or change.people_went:
            yield cell.id, bodies, people


def _gone(key: Key, of: Subjects, field: str, who: Collection[int]) -> BitMap:
    """Of those in the cell, who has nothing left there that counts."""
    return BitMap([one for one in who if not _is_still_there(key, of, field, one)])


def _is_still_there(key: Key, of: Subjects, field: str, who: int) -> bool:
    group = [who]
    if field == "organisation":
        same = CountedAs.objects.filter(counted_as=who)
        group += same.values_list("organisation_id", flat=True)
    rows = Contribution.objects.filter(
        stands=True, share__gt=0, quarter=key.quarter, place=key.place,
        **{f"{field}__in": group, of.looked_up: key.subject},
    )  # fmt: skip
    return (rows if key.provider == ALL else rows.filter(provider=key.provider)).exists()


def _write_sets(sets: Iterable[tuple[int, BitMap, BitMap]], of: Subjects) -> None:
    """In one statement: on the way to a server each takes longer than its work."""
    given: list[Any] = []
    for pk, bodies, people in sets:
        given += [pk, len(bodies), len(people), reach.kept(bodies), reach.kept(people)]
    if not given:
        return
    row = _ROW_OF_SETS[connection.vendor]
    statement = (
        "WITH made (id, organisations, people, organisation_set, person_set) AS "  # noqa: S608
        f"(VALUES {', '.join([row] * (len(given) // 5))}) "
        f"UPDATE {of.table} SET organisations = made.organisations, people = made.people, "
        "organisation_set = made.organisation_set, person_set = made.person_set "
        f"FROM made WHERE {of.table}.id = made.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
