"""What one provider did, counted for a room above that tells kinds apart. Figures are public."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from trellis.kernel.periods import Span
from trellis.record.models import Cell, ServiceType
from trellis.record.queries.figures import Counts, counts_of, quarters_within
from trellis.record.rules.bridges import Bridge, bridge

K = TypeVar("K")


@dataclass(frozen=True)
class NamedKind:
    """What is recorded, as its area calls it. `ended_on`: from that day on it is recorded no
    more."""

    id: int
    name: str
    heading: str
    unit: str
    ended_on: date | None


@dataclass(frozen=True)
class DoneBy(Generic[K]):
    """What one provider took part in: by kind where there was any, by part, and all of it. Who was
    helped is united in each. `organisations` bridges the parts and the whole; None where none was
    helped."""

    kinds: Mapping[int, Counts]
    parts: Mapping[K, Counts]
    whole: Counts
    organisations: Bridge | None


def kinds_named(area_id: int) -> list[NamedKind]:
    """The kinds of an area by heading and name, those that have ended among them. One query."""
    rows = ServiceType.objects.filter(area=area_id).order_by("heading", "name", "id")
    return [NamedKind(row.pk, row.name, row.heading, row.unit, row.ended_on) for row in rows]


def done_by(provider_id: int, span: Span, parts: Mapping[K, Collection[int]]) -> DoneBy[K]:
    """What a provider did of these kinds, each of which is in one part, in some quarters. One
    query, however much was recorded; Http404 where the span is not made of quarters."""
    part_of = {kind: part for part, kinds in parts.items() for kind in kinds}
    quarters = quarters_within(span)
    cells = Cell.objects.filter(
        provider=provider_id,
        quarter__range=(quarters[0], quarters[-1]),
        service_type__in=list(part_of),
    ).order_by("quarter", "service_type", "place")
    by_kind: dict[int, list[Cell]] = defaultdict(list)
    by_part: dict[K, list[Cell]] = {part: [] for part in parts}
    for cell in cells:
        by_kind[cell.service_type_id].append(cell)
        by_part[part_of[cell.service_type_id]].append(cell)
    whole = counts_of([cell for held in by_part.values() for cell in held])
    counts = {part: counts_of(held) for part, held in by_part.items()}
    reached = [one.organisations for one in counts.values()]
    return DoneBy(
        kinds={kind: counts_of(held) for kind, held in by_kind.items()},
        parts=counts,
        whole=whole,
        organisations=bridge(reached, whole.organisations) if whole.organisations else None,
    )
