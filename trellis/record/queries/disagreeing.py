"""Shares that one party asked for and another did not agree to. What may be done about it is
decided in a room above, which asks here what it is about."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.places import queries as places
from trellis.record.models import Activity, Contribution, Split, SplitReply
from trellis.record.policy import ACTIVITY
from trellis.record.queries.lines import LineFacts, PartFacts, lines, part_facts
from trellis.record.words import ROLES, named_on, percent


@dataclass(frozen=True)
class SaidFacts:
    """What a party said of shares that another asked for."""

    provider_id: int
    name: str
    agrees: bool
    words: str


@dataclass(frozen=True)
class ShareRow:
    """A party, and its share in words: as it stood when others were asked for, as was asked for,
    and as it counts now; empty where it takes no part now."""

    name: str
    did: str
    stood: str
    asked: str
    now: str


@dataclass(frozen=True)
class NotAgreed:
    """Shares that were asked for, with what the others said. `line` is the activity as it counts
    now, None once it is withdrawn; `basis`, in words, and `basis_reason` are of the shares that
    count. `row_counts`: nobody corrected it since they were asked for."""

    split_id: int
    line_id: int
    area_id: int
    area_slug: str
    standing: str
    asked_by_id: int
    asked_by: str
    reason: str
    asked: tuple[PartFacts, ...]
    rows: tuple[ShareRow, ...]
    said: tuple[SaidFacts, ...]
    dropped_at: datetime
    kind: str
    title: str
    on: date
    line: LineFacts | None
    basis: str
    basis_reason: str
    row_counts: bool

    @property
    def named(self) -> str:
        """Its kind and its day: nothing that somebody wrote."""
        return named_on(self.kind, self.on)

    @property
    def names_the_same(self) -> bool:
        """The same still take part in it, in the same roles."""
        if self.line is None:
            return False
        now = {(part.provider_id, part.role) for part in self.line.parts}
        return now == {(part.provider_id, part.role) for part in self.asked}

    @property
    def counts_otherwise(self) -> bool:
        """It counts by other shares now than when others were asked for."""
        return any(row.now != row.stood for row in self.rows)


def not_agreed(viewer: Viewer, split_ids: Collection[int] | None = None) -> list[NotAgreed]:
    """These proposals; or, of activities that count, all that bodies the viewer records for have
    made. Only those that one party did not agree to, of activities that the viewer may see."""
    refused = SplitReply.objects.filter(split=OuterRef("pk"), agrees=False)
    rows = Split.objects.filter(Exists(refused), dropped_at__isnull=False)
    if split_ids is None:
        ours = viewer.organisations_with(Capability.ACTIVITY_RECORD)
        rows = rows.filter(proposed_by__in=ours, activity__stands=True)
    else:
        rows = rows.filter(pk__in=split_ids)
    rows = rows.filter(Exists(seen_by(viewer, OuterRef("activity"))))
    wanted = rows.select_related("activity__service_type", "activity__area")
    found = list(wanted.prefetch_related("contributions", "replies").order_by("-dropped_at", "-id"))
    return _facts_of(found) if found else []


def seen_by(viewer: Viewer, which: OuterRef) -> QuerySet[Activity]:
    """The row of that number, where the viewer may see it; for the policy of a room above."""
    return ACTIVITY.rows(viewer, Activity.objects.filter(pk=which))


def parts_ever(viewer: Viewer, line: OuterRef) -> QuerySet[Contribution]:  # noqa: ARG001
    """Whoever took part in an activity, known by its first row, in whatever version of it; for the
    policy of a room above, which asks with it who its viewer is."""
    versions = Activity.objects.filter(Q(pk=OuterRef(line)) | Q(first=OuterRef(line)))
    return Contribution.objects.filter(split__activity__in=versions)


def line_of_split(viewer: Viewer, split_id: int) -> tuple[int, datetime] | None:
    """Of sealed shares the activity, by its first row, and since when they count; None where the
    viewer may not see it."""
    row = Split.objects.select_related("activity").filter(pk=split_id, sealed_at__isnull=False)
    made = row.filter(Exists(seen_by(viewer, OuterRef("activity")))).first()
    if made is None or made.sealed_at is None:
        return None
    return made.activity.line_id, made.sealed_at


def line_of_row(viewer: Viewer, activity_id: int) -> tuple[int, datetime] | None:
    """The activity of that row, by its first one, and when its last word was said; None where the
    viewer may not see it."""
    row = ACTIVITY.rows(viewer, Activity.objects.filter(pk=activity_id)).first()
    if row is None:
        return None
    rows = Activity.objects.filter(Q(pk=row.line_id) | Q(first=row.line_id))
    return row.line_id, rows.latest("number").recorded_at


@dataclass(frozen=True)
class Door:
    """What a room above lets the viewer do about an activity: a sentence and a link."""

    words: str
    label: str
    url: str


Doors = Callable[[Viewer, places.Area, int, date], Sequence[Door]]
_opening: list[Doors] = []


def doors_by(answer: Doors) -> None:
    """Given once, when the house starts: rooms above this one are not known here."""
    _opening[:] = [answer]


def doors(viewer: Viewer, area: places.Area, line_id: int, *, today: date) -> Sequence[Door]:
    return _opening[0](viewer, area, line_id, today) if _opening else ()


def _facts_of(rows: Sequence[Split]) -> list[NotAgreed]:
    line_ids = {row.activity.line_id for row in rows}
    counting = Activity.objects.filter(Q(pk__in=line_ids) | Q(first__in=line_ids), stands=True)
    now = {
        one.line_id: one for one in lines(list(counting.select_related("service_type", "place")))
    }
    stood = {
        split.activity_id: split
        for split in Split.objects.filter(
            activity__in=[one.id for one in now.values()], stands=True
        )
    }
    named = {part.provider_id for row in rows for part in row.contributions.all()}
    names = organisations.named(named)
    before = _stood_then(rows)
    return [
        _facts(row, now.get(row.activity.line_id), stood, before[row.pk], names) for row in rows
    ]


def _stood_then(rows: Sequence[Split]) -> dict[int, dict[int, int]]:
    """By proposal what stood as it was made: by provider its share."""
    ids = {row.activity_id for row in rows}
    sealed = Split.objects.filter(activity__in=ids, sealed_at__isnull=False)
    held = list(sealed.prefetch_related("contributions").order_by("sealed_at", "id"))
    found: dict[int, dict[int, int]] = {row.pk: {} for row in rows}
    for row in rows:
        for one in held:
            if one.activity_id == row.activity_id and one.pk < row.pk:
                found[row.pk] = {part.provider_id: part.share for part in one.contributions.all()}
    return found


def _rows(
    asked: Sequence[PartFacts], line: LineFacts | None, before: dict[int, int]
) -> Iterable[ShareRow]:
    now = {part.provider_id: part.share for part in line.parts} if line else {}
    for part in asked:
        pk = part.provider_id
        yield ShareRow(
            name=part.name,
            did=str(ROLES[part.role]),
            stood=percent(before[pk]) if pk in before else "",
            asked=percent(int(part.share * 100)),
            now=percent(int(now[pk] * 100)) if pk in now else "",
        )


def _facts(
    row: Split,
    line: LineFacts | None,
    stood: dict[int, Split],
    before: dict[int, int],
    names: dict[int, str],
) -> NotAgreed:
    basis = stood.get(line.id) if line else None
    assert row.dropped_at is not None, "only what was dropped is asked for"
    asked = tuple(part_facts(part, names) for part in row.contributions.all())
    return NotAgreed(
        split_id=row.pk,
        line_id=row.activity.line_id,
        area_id=row.activity.area_id,
        area_slug=row.activity.area.slug,
        standing=row.activity.area.standing,
        asked_by_id=row.proposed_by_id or 0,
        asked_by=names.get(row.proposed_by_id or 0, ""),
        reason=row.reason,
        asked=asked,
        rows=tuple(_rows(asked, line, before)),
        said=tuple(
            SaidFacts(one.provider_id, names.get(one.provider_id, ""), one.agrees, one.words)
            for one in row.replies.all()
            if one.provider_id != row.proposed_by_id
        ),
        dropped_at=row.dropped_at,
        kind=row.activity.service_type.name,
        title=row.activity.title,
        on=row.activity.on,
        line=line,
        basis=str(Split.Basis(basis.basis).label) if basis else "",
        basis_reason=basis.reason if basis else "",
        row_counts=line is not None and line.id == row.activity_id,
    )
