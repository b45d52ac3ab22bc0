"""Dated numbers about places, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from trellis.places.models import PlaceFigure


@dataclass(frozen=True)
class Figure:
    """`measure` is a code; `value` has the measure's unit (people, households, km²)."""

    measure: str
    measure_words: str
    value: Decimal
    on_date: date
    source: str
    licence: str


def figure(place_id: int, measure: str, on: date) -> Figure | None:
    """The newest figure dated on or before the day; of two with one date, the later recorded."""
    row = PlaceFigure.objects.filter(place_id=place_id, measure=measure, on_date__lte=on).first()
    return _shape(row) if row else None


def figures(place_id: int) -> list[Figure]:
    """All of a place, newest first."""
    return [_shape(row) for row in PlaceFigure.objects.filter(place_id=place_id)]


def populations(area_id: int, on: date, *, known_at: datetime | None = None) -> dict[str, int]:
    """How many people live in each place of the area, by its code: the newest count on or before
    the day or, where there was none yet, the first one after it; of those recorded by
    `known_at`, where it is given. One query."""
    rows = PlaceFigure.objects.filter(
        Q(place__area_id=area_id) | Q(place_id=area_id),
        measure=PlaceFigure.Measure.POPULATION,
    ).order_by("on_date", "recorded_at")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    found: dict[str, int] = {}
    for code, on_date, value in rows.values_list("place__code", "on_date", "value"):
        if on_date <= on or code not in found:
            found[code] = int(value)
    return found


def newest_by_measure(all_of_a_place: list[Figure]) -> Mapping[str, Figure]:
    """Of figures newest first, the first of each measure."""
    found: dict[str, Figure] = {}
    for one in all_of_a_place:
        found.setdefault(one.measure, one)
    return found


def _shape(row: PlaceFigure) -> Figure:
    return Figure(
        row.measure,
        row.get_measure_display(),
        row.value,
        row.on_date,
        row.source,
        row.licence,
    )
