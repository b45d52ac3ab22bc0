"""Areas, the places in them, their figures, and what became of them."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.places.events import (
    AreaBegun,
    AreaClosed,
    FigureRecorded,
    PlaceAdded,
    PlaceRenamed,
    PlaceSucceeded,
)
from trellis.places.models import Place, PlaceFigure, Succession
from trellis.places.policy import PLACE

# `/places/imports/…` is where files are brought, so no area can have that address.
RESERVED_SLUGS = frozenset({"imports"})


@act
def begin_area(
    *,
    slug: str,
    name: str,
    standing: str,
    code: str = "",
    kind: str = Place.Kind.COUNTY,
    source: str = "",
    by: Viewer,
    now: datetime,
) -> Place:
    """The root of a new tree; without a code of its own it takes the slug in capitals.

    Raises ValidationError when an area of that address is there already.
    """
    require_capability(by, Capability.PLATFORM_MANAGE)
    if slug in RESERVED_SLUGS or Place.objects.filter(slug=slug, parent=None).exists():
        raise ValidationError({"slug": _("“%s” is taken: choose another address.") % slug})
    area = Place.objects.create(
        slug=slug,
        name=name,
        standing=standing,
        code=code or slug.upper()[:20],
        kind=kind,
        source=source,
    )
    sign(AreaBegun(area.pk), by=by, now=now, of=f"place:{area.pk}")
    return area


@act
def add_place(
    *,
    parent_id: int,
    kind: str,
    code: str,
    name: str,
    opened_on: date | None = None,
    tile_column: int | None = None,
    tile_row: int | None = None,
    source: str = "",
    by: Viewer,
    now: datetime,
) -> Place:
    """A place below another. Raises ValidationError when the area has the code already."""
    parent = for_change(parent_id, by=by)
    area_id = parent.area_id or parent.pk
    _refuse_taken(area_id, code)
    place = Place.objects.create(
        area_id=area_id,
        parent=parent,
        kind=kind,
        slug=slugify(name)[:80],
        code=code,
        name=name,
        opened_on=opened_on,
        tile_column=tile_column,
        tile_row=tile_row,
        source=source,
    )
    sign(PlaceAdded(place.pk), by=by, now=now, of=f"place:{place.pk}")
    return place


@act
def rename_place(*, place_id: int, name: str, by: Viewer, now: datetime) -> Place:
    """A new name for the same territory and code; an area keeps its address."""
    place = for_change(place_id, by=by)
    if place.name != name:
        place.name = name
        if place.parent_id is not None:
            place.slug = slugify(name)[:80]
        place.save(update_fields=["name", "slug"])
        event = PlaceRenamed(place.pk)
        sign(event, by=by, now=now, of=f"place:{place.pk}", fields=["name"])
    return place


@act
def record_figure(
    *,
    place_id: int,
    measure: str,
    value: Decimal | int,
    on_date: date,
    source: str,
    licence: str = "",
    by: Viewer,
    now: datetime,
) -> PlaceFigure:
    """The figure; the one there is when the same number of the same source stands already."""
    place = for_change(place_id, by=by)
    figure, is_new = PlaceFigure.objects.get_or_create(
        place=place,
        measure=measure,
        value=value,
        on_date=on_date,
        source=source,
        defaults={"licence": licence, "recorded_at": now},
    )
    if is_new:
        event = FigureRecorded(place.pk, figure.pk)
        sign(event, by=by, now=now, of=f"place:{place.pk}", fields=[measure])
    return figure


@act
def record_succession(
    *,
    predecessor_id: int,
    successor_id: int,
    on: date,
    share_bp: int | None = None,
    by: Viewer,
    now: datetime,
) -> Succession:
    """From `on` the successor has the predecessor's territory, or `share_bp` ten-thousandths of
    it. The one ends and the other begins that day, where no day was known before.

    Raises ValidationError for places of two areas, or one and the same place.
    """
    predecessor, successor = (for_change(pk, by=by) for pk in (predecessor_id, successor_id))
    if predecessor.pk == successor.pk or predecessor.area_id != successor.area_id:
        raise ValidationError(_("Choose two different places of the same area."))
    succession, _is_new = Succession.objects.update_or_create(
        predecessor=predecessor, successor=successor, on=on, defaults={"share_bp": share_bp}
    )
    Place.objects.filter(pk=predecessor.pk, closed_on=None).update(closed_on=on)
    Place.objects.filter(pk=successor.pk, opened_on=None).update(opened_on=on)
    event = PlaceSucceeded(predecessor.pk, successor.pk)
    sign(event, by=by, now=now, of=f"place:{predecessor.pk}", fields=["successor"])
    return succession


@act
def close_area(*, area_id: int, why: str, by: Viewer, now: datetime) -> Place:
    """Make the area's record documented history: everybody reads it, nobody edits it.

    Raises ValidationError for an invented area: an example never becomes history.
    """
    require_capability(by, Capability.PLATFORM_MANAGE)
    area = PLACE.get(by, Place.objects.select_for_update(), pk=area_id, parent=None)
    if area.standing == Place.Standing.INVENTED:
        raise ValidationError(_("An invented example cannot become a documented record."))
    if area.standing == Place.Standing.LIVE:
        area.standing = Place.Standing.DOCUMENTED
        area.save(update_fields=["standing"])
        event = AreaClosed(area.pk)
        sign(event, by=by, now=now, of=f"place:{area.pk}", fields=["standing"], why=why)
    return area


def for_change(place_id: int, *, by: Viewer) -> Place:
    """The place, held until the act is done; 404 or 403 as its policy says."""
    held = Place.objects.select_for_update(of=("self",)).select_related("area")
    return PLACE.get(by, held, "edit", pk=place_id)


def _refuse_taken(area_id: int, code: str) -> None:
    in_area = Q(area_id=area_id) | Q(pk=area_id)
    if taken := Place.objects.filter(in_area, code=code).first():
        message = _("%(name)s has the code %(code)s already: give each place its own.")
        raise ValidationError({"code": message % {"name": taken.name, "code": code}})
