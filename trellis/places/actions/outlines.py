"""Taking boundaries in, and what became of which place when they changed.

Reading and shaping a file takes seconds and is done before these acts (`rules.boundaries`), so
that nobody else waits for their transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.places.actions.tree import for_change
from trellis.places.events import OutlinesImported, PlacesSucceeded
from trellis.places.models import Outline, Place, Succession
from trellis.places.rules.boundaries import Strange
from trellis.places.rules.succession import Takeover

BATCH = 200


@act
def import_outlines(
    *,
    area_id: int,
    geometries: Mapping[str, Mapping[str, Any]],
    strangers: Mapping[str, Strange] | None = None,
    add_under: int | None = None,
    add_kind: str = "",
    valid_from: date,
    source: str,
    by: Viewer,
    now: datetime,
) -> OutlinesImported:
    """Keep the outlines (GeoJSON by code) as boundaries from `valid_from` on; the same file again
    changes nothing. `strangers` are added to the tree as places of `add_kind`, each under the
    place the file names or else under `add_under`. Codes of neither kind are left out."""
    for_change(area_id, by=by)
    added = _add_strangers(area_id, strangers or {}, add_under, add_kind, source, by)
    ids = dict(Place.objects.filter(area_id=area_id).values_list("code", "pk"))
    root = dict(Place.objects.filter(pk=area_id).values_list("code", "pk"))
    ids |= root
    rows = [
        _outline(ids[code], geometry, valid_from, source, now)
        for code, geometry in geometries.items()
        if code in ids
    ]
    Outline.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["place", "valid_from"],
        update_fields=["geometry", "west", "south", "east", "north", "source", "recorded_at"],
    )
    event = OutlinesImported(area_id, len(rows), added)
    sign(event, by=by, now=now, of=f"place:{area_id}", fields=["outlines"])
    return event


@act
def record_takeovers(
    *, area_id: int, takeovers: Sequence[Takeover], on: date, by: Viewer, now: datetime
) -> int:
    """As `record_succession`, for all places of two editions of boundaries at once; keys are the
    places' ids as text. Returns how many were recorded."""
    for_change(area_id, by=by)
    rows = [
        Succession(
            predecessor_id=int(one.predecessor),
            successor_id=int(one.successor),
            on=on,
            share_bp=one.share_bp,
        )
        for one in takeovers
    ]
    gone = {row.predecessor_id for row in rows}
    begun = {row.successor_id for row in rows}
    in_area = Place.objects.filter(area_id=area_id)
    if in_area.filter(pk__in=gone | begun).count() != len(gone | begun):
        raise ValidationError(_("Choose places of one area."))
    Succession.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["predecessor", "successor", "on"],
        update_fields=["share_bp"],
    )
    in_area.filter(pk__in=gone, closed_on=None).update(closed_on=on)
    in_area.filter(pk__in=begun, opened_on=None).update(opened_on=on)
    event = PlacesSucceeded(area_id, len(rows))
    sign(event, by=by, now=now, of=f"place:{area_id}", fields=["successions"])
    return len(rows)


def _add_strangers(
    area_id: int,
    strangers: Mapping[str, Strange],
    add_under: int | None,
    add_kind: str,
    source: str,
    by: Viewer,
) -> int:
    """Nothing without a kind: then the codes that are not in the tree stay out of it."""
    if not add_kind or not strangers:
        return 0
    fallback = for_change(add_under or area_id, by=by)
    if area_id not in {fallback.pk, fallback.area_id}:
        raise ValidationError({"add_under": _("Choose a place of the same area.")})
    ids = dict(Place.objects.filter(area_id=area_id).values_list("code", "pk"))
    new = [
        Place(
            area_id=area_id,
            parent_id=ids.get(one.above, fallback.pk),
            kind=add_kind,
            slug=slugify(one.name)[:80] or slugify(one.code),
            code=one.code,
            name=one.name,
            source=source,
        )
        for one in strangers.values()
        if one.code not in ids
    ]
    Place.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def _outline(
    place_id: int, geometry: Mapping[str, Any], valid_from: date, source: str, now: datetime
) -> Outline:
    from trellis.places.rules.shaping import box_of  # slow to load: as in `carrying`

    west, south, east, north = box_of(dict(geometry))
    return Outline(
        place_id=place_id,
        valid_from=valid_from,
        geometry=geometry,
        west=west,
        south=south,
        east=east,
        north=north,
        source=source,
        recorded_at=now,
    )
