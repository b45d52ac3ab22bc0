"""What a thing that was done is held against: the kinds, places, bodies and tags of an area."""

from collections.abc import Collection
from dataclasses import dataclass

from trellis.organisations import queries as organisations
from trellis.places import queries as places
from trellis.record.models import ServiceType, Tag


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
