"""Areas, the places in them, their figures, and what became of them."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.earlier import keep_earlier
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.places.events import (
    AreaBegun,
    AreaClosed,
    FigureRecorded,
    PlaceAdded,
    PlaceRenamed,
)
from trellis.places.models import Place, PlaceFigure
from trellis.places.policy import PLACE

# Areas are begun at `/places/begin/` and files brought at `/places/imports/…`, so no area can have
# such an address.
RESERVED_SLUGS = frozenset({"begin", "imports"})


@act
def begin_area(
    *,
    slug: str,
    name: str,
    standing: str,
    code: str = "",
    kind: str = Place.Kind.COUNTY,
    source: str = "",
    once: str = "",
    by: Viewer,
    now: datetime,
) -> Place:
    """The root of a new tree; without a code of its own it takes the slug in capitals.

    Raises ValidationError when an area of that address is there already.
    """
    require_capability(by, Capability.PLATFORM_MANAGE)
    do_once(once, now=now)
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
    once: str = "",
    by: Viewer,
    now: datetime,
) -> Place:
    """A place below another. Raises ValidationError when the area has the code already, and for a
    place that ended before."""
    parent = for_change(parent_id, by=by)
    do_once(once, now=now)
    area_id = parent.area_id or parent.pk
    _one_at_a_time(area_id)
    _refuse_taken(area_id, code)
    if parent.closed_on and (opened_on is None or opened_on >= parent.closed_on):
        message = _("%(name)s ended on %(day)s: add it to the place that took over.")
        told = {"name": parent.name, "day": date_format(parent.closed_on, "j F Y")}
        raise ValidationError({"opened_on": message % told})
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
def rename_place(
    *,
    place_id: int,
    name: str,
    seen: str | None = None,
    once: str = "",
    by: Viewer,
    now: datetime,
) -> Place:
    """A new name for the same territory and code; an area keeps its address.

    Raises EditedMeanwhileError when it has another name than `seen`, which its page showed.
    """
    place = for_change(place_id, by=by)
    do_once(once, now=now)
    refuse_if_edited(seen, place.name)
    if place.name != name:
        keep_earlier(place, {"name": place.name}, until=now)
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
    once: str = "",
    by: Viewer,
    now: datetime,
) -> PlaceFigure:
    """The figure; the one there is when the same number of the same source stands already."""
    place = for_change(place_id, by=by)
    do_once(once, now=now)
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
def close_area(*, area_id: int, why: str, once: str = "", by: Viewer, now: datetime) -> Place:
    """Make the area's record documented history: everybody reads it, nobody edits it.

    Raises ValidationError for an invented area: an example never becomes history.
    """
    require_capability(by, Capability.PLATFORM_MANAGE)
    area = PLACE.get(by, Place.objects.select_for_update(), pk=area_id, parent=None)
    do_once(once, now=now)
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


def _one_at_a_time(area_id: int) -> None:
    """Whoever adds to the same area at this moment waits, and then sees which codes are taken."""
    Place.objects.select_for_update().get(pk=area_id)
