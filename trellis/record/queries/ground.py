"""What a thing that was done is held against: the kinds, places, bodies and tags of an area."""

from collections.abc import Collection
from dataclasses import dataclass

from trellis.organisations import queries as organisations
from trellis.places import queries as places
from trellis.record.models import Activity, ServiceType, Tag


@dataclass(frozen=True)
class Ground:
    """Of one area: those that are in its record, of those that were asked about."""

    places: frozenset[int]
    bodies: frozenset[int]
    tags: frozenset[int]


def kinds_of(ids: Collection[int]) -> dict[int, ServiceType]:
    return ServiceType.objects.select_related("area").in_bulk(set(ids))


def ground(area_id: int, *, bodies: Collection[int], tags: Collection[int]) -> Ground:
    """Three queries, however many are asked about."""
    here = places.tree(area_id)
    named = organisations.named_in(area_id, bodies)
    known = Tag.objects.filter(area=area_id, pk__in=set(tags)) if tags else Tag.objects.none()
    return Ground(
        frozenset(node.id for node in here),
        frozenset(named),
        frozenset(known.values_list("pk", flat=True)),
    )


def kinds_by_name(area_id: int) -> dict[str, int]:
    """The ids of the kinds of an area: public facts, so it asks for no viewer."""
    return dict(ServiceType.objects.filter(area=area_id).values_list("name", "pk"))


def tags(area_id: int) -> list[int]:
    """The ids of the outcomes and issues that activities of an area can name."""
    return list(Tag.objects.filter(area=area_id, is_open=True).values_list("pk", flat=True))


def brought_from(area_id: int, source: str) -> int:
    """How many were written down from a source, whatever became of them."""
    rows = Activity.objects.filter(area=area_id, source=source, number=1)
    return rows.exclude(natural_key="").count()


def newest_rows(area_id: int, most: int) -> list[Activity]:
    """Of those that count, the ones recorded last."""
    return list(Activity.objects.filter(area=area_id, stands=True).order_by("-id")[:most])
