"""Counting anew: what the cells must be, read from the sealed contributions alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Coalesce
from pyroaring import BitMap

from trellis.record.models import Activity, Cell, ServiceType, Split, Tag, TagCell
from trellis.record.queries.counting import all_counted_as
from trellis.record.queries.subjects import KINDS, Subjects
from trellis.record.rules import reach
from trellis.record.rules.cells import ALL, Key
from trellis.record.rules.shares import WHOLE

_LISTED: Final = {
    "sqlite": "group_concat({})",
    "postgresql": "string_agg({}::text, ',')",
}


@dataclass
class Made:
    """A cell as counted anew: `sums` in the order of `rules.cells.Change.sums`."""

    sums: tuple[int, ...]
    organisations: BitMap
    people: BitMap


@dataclass(frozen=True)
class Kept:
    """A cell as it is kept, with what its row says of the sizes of its sets."""

    id: int
    sums: tuple[int, ...]
    organisations: BitMap
    people: BitMap
    sizes: tuple[int, int]


def kinds() -> list[int]:
    """Every kind of which anything is, or was, counted."""
    return list(ServiceType.objects.order_by("id").values_list("pk", flat=True))


def tags_counted() -> list[int]:
    """Every outcome and issue of which anything is, or was, counted."""
    return list(Tag.objects.order_by("id").values_list("pk", flat=True))


def cells() -> int:
    return Cell.objects.count() + TagCell.objects.count()


def made_anew(subject_id: int, of: Subjects = KINDS) -> dict[Key, Made]:
    """The cells of a kind or a tag, from one reading of its contributions. The cell in which
    activities are counted once follows from those of the providers, as the shares of each add up
    to the whole."""
    listed = _LISTED[connection.vendor]
    statement = (
        "SELECT part.quarter, part.place_id, part.provider_id, count(*), sum(part.share), "  # noqa: S608
        "sum(part.share * part.quantity), sum(part.share * part.minutes), "
        "sum(part.share * part.pence), "
        f"{listed.format('part.organisation_id')}, {listed.format('part.person_id')} "
        f"FROM {of.contributed} AND part.stands AND part.share > 0 "
        "GROUP BY part.quarter, part.place_id, part.provider_id"
    )
    same = all_counted_as()
    found: dict[Key, Made] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [subject_id])
        while rows := cursor.fetchmany(1_000):
            for row in rows:
                _take(found, subject_id, row, same)
    for key, one in found.items():
        if key.provider == ALL:
            one.sums = (one.sums[1] // WHOLE, *one.sums[1:])
    return found


def _take(
    found: dict[Key, Made], subject: int, row: tuple[Any, ...], same: Mapping[int, int]
) -> None:
    quarter, place, provider, *numbers, bodies, people = row
    sums = tuple(int(one) for one in numbers)
    reached = reach.counted_as(reach.from_text(bodies), same) if same else reach.from_text(bodies)
    seen = reach.from_text(people)
    found[Key(quarter, subject, place, provider)] = Made(sums, reached, seen)
    whole = Key(quarter, subject, place, ALL)
    if (held := found.get(whole)) is None:
        found[whole] = Made(sums, reached.copy(), seen.copy())
    else:
        held.sums = tuple(a + b for a, b in zip(held.sums, sums, strict=True))
        held.organisations |= reached
        held.people |= seen


def kept_cells(subject_id: int, of: Subjects = KINDS) -> dict[Key, Kept]:
    rows = of.model.objects.filter(**{of.field: subject_id}).values_list(
        "quarter", of.column, "place_id", "provider", "id", "events", "events_shared",
        "quantity_shared", "minutes_shared", "pence_shared", "organisations", "people",
        "organisation_set", "person_set",
    )  # fmt: skip
    return {
        Key(*row[:4]): Kept(
            row[4], tuple(row[5:10]), reach.read(row[12]), reach.read(row[13]), (row[10], row[11])
        )
        for row in rows.iterator(1_000)
    }


def differing(made: Mapping[Key, Made], kept: Mapping[Key, Kept]) -> list[Key]:
    """The cells that are not as counted anew, in order: other sums, other sets, sets that are not
    of the size said, one too many or one too few."""
    return sorted(
        key for key in made.keys() | kept.keys() if not _equal(made.get(key), kept.get(key))
    )


def _equal(made: Made | None, kept: Kept | None) -> bool:
    if made is None or kept is None:
        return False
    return (
        made.sums == kept.sums
        and made.organisations == kept.organisations
        and made.people == kept.people
        and kept.sizes == (len(made.organisations), len(made.people))
    )


def faults() -> dict[str, int]:
    """How often the record contradicts itself, by what; empty where it does not. The database
    refuses each of these, so that one found here was written around it."""
    alone = Activity.objects.filter(stands=True).exclude(
        pk__in=Split.objects.filter(stands=True).values("activity_id")
    )
    orphaned = Split.objects.filter(stands=True, activity__stands=False)
    found = {
        "activities without shares": alone.count(),
        "shares of what does not count": orphaned.count(),
        "shares that do not add up": _uneven(),
        "contributions that differ from their activity": _strayed(),
    }
    return {what: count for what, count in found.items() if count}


def _uneven() -> int:
    sealed = Split.objects.filter(stands=True).annotate(
        whole=Coalesce(Sum("contributions__share"), 0)
    )
    return sealed.exclude(whole=WHOLE).count()


def _strayed() -> int:
    statement = """
        SELECT count(*) FROM record_contribution part
        JOIN record_split ON record_split.id = part.split_id
        JOIN record_activity whole ON whole.id = record_split.activity_id
        WHERE part.stands AND NOT (
            part.service_type_id = whole.service_type_id AND part.place_id = whole.place_id
            AND part.quarter = whole.quarter AND part.quantity = whole.quantity
            AND part.minutes = coalesce(whole.minutes, 0) AND part.pence = coalesce(whole.pence, 0)
            AND coalesce(part.organisation_id, 0) = coalesce(whole.organisation_id, 0)
            AND coalesce(part.person_id, 0) = coalesce(whole.person_id, 0)
            AND part.stands = record_split.stands
        )
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        (count,) = cursor.fetchone()
    return int(count)
