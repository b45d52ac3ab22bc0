"""What a place was before, and what came after it, when boundaries changed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from trellis.places.models import Outline, Place, Succession
from trellis.places.queries.trees import Node, node
from trellis.places.rules.succession import Takeover, takeovers


@dataclass(frozen=True)
class Passed:
    """Territory that passed on a day between this place and another. `share` is the percentage
    of the predecessor's territory; None: not known."""

    other: Node
    on: date
    share: float | None


@dataclass(frozen=True)
class Versions:
    before: tuple[Passed, ...]
    after: tuple[Passed, ...]


def versions(place_id: int) -> Versions:
    """From whom the place has its territory, and to whom it went. One query."""
    rows = Succession.objects.filter(
        Q(predecessor_id=place_id) | Q(successor_id=place_id)
    ).select_related("predecessor", "successor")
    found = sorted(rows, key=_day_then_largest)
    return Versions(
        before=tuple(
            _passed(row.predecessor, row) for row in found if row.successor_id == place_id
        ),
        after=tuple(_passed(row.successor, row) for row in found if row.predecessor_id == place_id),
    )


def share_mark(row: Succession | None) -> str:
    """What a page that records a share carries of the one there is; empty where there is none."""
    return "" if row is None else f"{row.pk} {row.share_bp}"


def share_of(predecessor_id: int, successor_id: int, on: date) -> tuple[str, Decimal | None]:
    """The mark of the share recorded for two places on a day, and the share in per cent."""
    which = {"predecessor_id": predecessor_id, "successor_id": successor_id, "on": on}
    row = Succession.objects.filter(**which).first()
    share = None if row is None or row.share_bp is None else Decimal(row.share_bp) / 100
    return share_mark(row), share


def overlaps(area_id: int, *, before: date, on: date) -> list[Takeover]:
    """Which places took over from which between two editions of boundaries, by their outlines.
    Keys are the places' ids as text. Places in both editions stay as they are, and a place is
    only ever replaced by one of its own kind."""
    later = Outline.objects.filter(place__area_id=area_id, valid_from=on)
    found: list[Takeover] = []
    for kind in sorted(set(later.values_list("place__kind", flat=True))):
        old, new = (_edition(area_id, kind, day) for day in (before, on))
        gone = {key: shape for key, shape in old.items() if key not in new}
        begun = {key: shape for key, shape in new.items() if key not in old}
        found += takeovers(gone, begun)
    return found


def editions(area_id: int) -> list[tuple[date, str]]:
    """The days from which imported boundaries hold, oldest first, with their kind of place."""
    rows = Outline.objects.filter(Q(place__area_id=area_id) | Q(place_id=area_id))
    found = rows.order_by("valid_from", "place__kind").values_list("valid_from", "place__kind")
    return list(found.distinct())


def _edition(area_id: int, kind: str, day: date) -> dict[str, object]:
    rows = Outline.objects.filter(place__area_id=area_id, place__kind=kind, valid_from=day)
    return {str(place): shape for place, shape in rows.values_list("place_id", "geometry")}


def _day_then_largest(row: Succession) -> tuple[date, int, str, str]:
    return row.on, -(row.share_bp or 0), row.predecessor.name, row.successor.name


def _passed(other: Place, row: Succession) -> Passed:
    share = None if row.share_bp is None else row.share_bp / 100
    return Passed(node(other), row.on, share)
