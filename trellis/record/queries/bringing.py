"""What a table of activities is compared with, for whoever brings it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.rows import Among
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.places import queries as places
from trellis.record.models import Activity, Contribution, ServiceType, Split, Tag
from trellis.record.policy import ACTIVITY, SERVICE_TYPE
from trellis.record.rules.shares import Party, Role

# Of a row: where it was taken from, and its number there.
Key = tuple[str, str]


@dataclass(frozen=True)
class OwnBody:
    """A body that the viewer records for, in the area whose record takes it."""

    id: int
    name: str
    area_id: int


@dataclass(frozen=True)
class Found:
    """An activity that counts, with what else was said of it. `is_used`: since it was said
    so, whom it was for has answered, or somebody who took part has proposed other shares."""

    activity: Activity
    parties: tuple[Party, ...]
    tag_ids: frozenset[int]
    may_edit: bool
    is_used: bool


def recorded_for(viewer: Viewer) -> list[OwnBody]:
    """By name; none in the record of a time that is over."""
    own = organisations.where_on_record(viewer.organisations_with(Can.ACTIVITY_RECORD))
    open_ = {area.id for area in places.areas(viewer) if area.standing != "documented"}
    return [OwnBody(pk, name, area_id) for pk, (name, area_id) in own.items() if area_id in open_]


def kinds_of(viewer: Viewer, area_id: int) -> list[ServiceType]:
    return list(SERVICE_TYPE.rows(viewer, ServiceType.objects.filter(area=area_id)))


def tags_of(viewer: Viewer, area_id: int) -> list[Tag]:  # noqa: ARG001
    """Open outcomes and issues of the area, which are public."""
    return list(Tag.objects.filter(area=area_id, is_open=True))


def standing_by_key(viewer: Viewer, area_id: int, keys: Collection[Key]) -> Mapping[Key, Found]:
    """Of these the ones that count; a handful of questions, however many."""
    numbers = {number for _source, number in keys}
    if not numbers:
        return {}
    rows = Activity.objects.filter(
        Among(F("natural_key"), numbers), area=area_id, stands=True
    ).exclude(natural_key="")
    found = {(row.source, row.natural_key): row for row in _read(rows)}
    wanted = {key: row for key, row in found.items() if key in keys}
    mine = Activity.objects.filter(pk__in=[row.pk for row in wanted.values()])
    edited = set(ACTIVITY.rows(viewer, mine, "edit").values_list("pk", flat=True))
    return {key: _found(row, row.pk in edited) for key, row in wanted.items()}


def standing_by_hand(
    viewer: Viewer, area_id: int, *, days: Collection[date], leads: Collection[int]
) -> list[Found]:
    """Of what these bodies led on these days the ones that count and came from no table; of
    persons none. The latest first."""
    if not days:
        return []
    rows = Activity.objects.filter(
        area=area_id, stands=True, natural_key="", person=None, provider__in=leads, on__in=days
    )
    edited = set(ACTIVITY.rows(viewer, rows, "edit").values_list("pk", flat=True))
    return [_found(row, row.pk in edited) for row in _read(rows).order_by("-id")]


def standing_of_line(viewer: Viewer, activity_id: int) -> Found | None:
    """What counts now of an activity known by any of its rows; None: withdrawn, or not seen."""
    row = ACTIVITY.rows(viewer, Activity.objects.filter(pk=activity_id)).first()
    if row is None:
        return None
    rows = Activity.objects.filter(stands=True)
    last = _read(rows.filter(pk=row.line_id) | rows.filter(first=row.line_id)).first()
    return None if last is None else _found(last, ACTIVITY.allows(viewer, "edit", last))


def area_of(viewer: Viewer, activity_id: int) -> str | None:
    """The slug of its area; None where it may not be seen."""
    rows = ACTIVITY.rows(viewer, Activity.objects.filter(pk=activity_id))
    return rows.values_list("area__slug", flat=True).first()


def _read(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    parts = Contribution.objects.order_by("id")
    splits = Split.objects.prefetch_related(Prefetch("contributions", parts))
    return rows.prefetch_related(Prefetch("splits", splits), "tagged", "beneficiary_replies")


def _found(row: Activity, may_edit: bool) -> Found:  # noqa: FBT001
    splits = list(row.splits.all())
    parts = [part for split in splits if split.stands for part in split.contributions.all()]
    return Found(
        activity=row,
        parties=tuple(Party(one.provider_id, Role(one.role), one.own_minutes) for one in parts),
        tag_ids=frozenset(one.tag_id for one in row.tagged.all()),
        may_edit=may_edit,
        is_used=bool(row.beneficiary_replies.all()) or len(splits) > 1,
    )
