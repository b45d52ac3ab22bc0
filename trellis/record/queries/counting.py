"""What counts of an activity: its sealed contributions, in the shape that cells are made of."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from trellis.record.models import Activity, Contribution, CountedAs, Split, Tagged
from trellis.record.rules.cells import Counted
from trellis.record.rules.done import Done
from trellis.record.rules.shares import Part, Party, Role


def counted(activity_ids: Collection[int]) -> list[Counted]:
    """Of these activities those that count, as they do now. Two queries."""
    rows = Contribution.objects.filter(split__activity__in=activity_ids, stands=True)
    by_activity: dict[int, list[Contribution]] = defaultdict(list)
    for row in rows.select_related("split").order_by("split_id", "id"):
        by_activity[row.split.activity_id].append(row)
    tags: dict[int, set[int]] = defaultdict(set)
    tagged = Tagged.objects.filter(activity__in=list(by_activity))
    for activity, tag in tagged.values_list("activity_id", "tag_id"):
        tags[activity].add(tag)
    return [_counted(held, tags[pk]) for pk, held in by_activity.items()]


def _counted(held: list[Contribution], tags: Collection[int]) -> Counted:
    one = held[0]
    return Counted(
        service_type=one.service_type_id,
        place=one.place_id,
        quarter=one.quarter,
        quantity=one.quantity,
        minutes=one.minutes,
        pence=one.pence,
        organisation=one.organisation_id,
        person=one.person_id,
        parts=[Part(row.provider_id, Role(row.role), row.share, row.own_minutes) for row in held],
        tags=frozenset(tags),
    )


def all_counted_as() -> dict[int, int]:
    return dict(CountedAs.objects.values_list("organisation_id", "counted_as_id"))


def parts_of(stood: Split) -> list[Part]:
    """Its contributions, in order, as parts."""
    rows = stood.contributions.order_by("id")
    return [Part(row.provider_id, Role(row.role), row.share, row.own_minutes) for row in rows]


def done_of(row: Activity) -> Done:
    """An activity that counts, as whoever records it would say it once more."""
    parts = parts_of(Split.objects.get(activity=row, stands=True))
    parties = [Party(part.provider_id, part.role, part.minutes) for part in parts]
    return said_again(row, parties, list(row.tagged.values_list("tag_id", flat=True)))


def said_again(row: Activity, parties: Sequence[Party], tag_ids: Collection[int]) -> Done:
    """What a row says, with what hangs on it."""
    return Done(
        service_type_id=row.service_type_id,
        on=row.on,
        place_id=row.place_id,
        parties=parties,
        organisation_id=row.organisation_id,
        token_id=row.person_id,
        title=row.title,
        quantity=row.quantity,
        minutes=row.minutes,
        pence=row.pence,
        tag_ids=tag_ids,
        source=row.source,
        natural_key=row.natural_key,
    )
