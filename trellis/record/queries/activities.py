"""Reading what was done: one's own, by week; one activity with all that was ever said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from trellis.documents import queries as documents
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.kernel.workdays import HolidaysUnknownError, is_working_day
from trellis.organisations import queries as organisations
from trellis.places import queries as places
from trellis.record.models import (
    Activity,
    Contribution,
    ServiceType,
    Split,
    Tag,
)
from trellis.record.policy import ACTIVITY
from trellis.record.queries.lines import LineFacts, PartFacts, lines, part_facts
from trellis.record.rules.shares import Role


@dataclass(frozen=True)
class Day:
    """`is_gap`: a working day that has been, or is today, without a line."""

    on: date
    lines: tuple[LineFacts, ...]
    is_gap: bool


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, the latest first and the days to come left out; `first` is its Monday.
    `after` is None in the week of today."""

    days: tuple[Day, ...]
    first: date
    before: date
    after: date | None

    @property
    def gaps(self) -> list[Day]:
        """In their order."""
        return [day for day in reversed(self.days) if day.is_gap]

    @property
    def count(self) -> int:
        return sum(len(day.lines) for day in self.days)


@dataclass(frozen=True)
class Choices:
    """What a form to record with lets its writer choose from."""

    area: places.Area
    providers: tuple[tuple[int, str], ...]
    kinds: tuple[ServiceType, ...]
    places: tuple[places.Node, ...]
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class ProposalFacts:
    """Shares that somebody asks the others for; `waiting` are those who have not agreed yet."""

    id: int
    by: str
    reason: str
    parts: tuple[PartFacts, ...]
    waiting: tuple[tuple[int, str], ...]
    may_answer_for: tuple[int, ...]


@dataclass(frozen=True)
class ActivityFacts:
    """One activity, whole. `line` is None once it was withdrawn; `mine` are the parties that the
    viewer records for; `evidence` is what of it the viewer may see."""

    id: int
    area: places.Area
    row: Activity
    line: LineFacts | None
    basis: str
    basis_words: str
    reason: str
    tags: tuple[tuple[int, str], ...]
    evidence: tuple[documents.Listed, ...]
    versions: tuple[Activity, ...]
    proposal: ProposalFacts | None
    mine: tuple[tuple[int, str], ...]
    may_edit: bool
    may_answer: bool


def choices(viewer: Viewer, slug: str) -> Choices:
    """403 for who records for nobody in the area; 404 without such an area."""
    area = places.area(slug)
    held = recorders(viewer, area.id)
    rows = ServiceType.objects.filter(area=area.id)
    return Choices(
        area=area,
        providers=tuple(sorted(held.items(), key=lambda pair: pair[1])),
        kinds=tuple(rows),
        places=tuple(places.tree(area.id)),
        tags=tuple(Tag.objects.filter(area=area.id, is_open=True)),
    )


def counted_rows() -> QuerySet[Activity]:
    return Activity.objects.filter(stands=True).select_related("service_type", "place")


def took_part(provider_ids: Sequence[int]) -> Q:
    """Led by one of these, or with a part of theirs."""
    parts = Contribution.objects.filter(stands=True, provider__in=provider_ids)
    return Q(pk__in=parts.values("split__activity_id"))


def week(viewer: Viewer, area_id: int, day: date, *, today: date) -> Week:
    """What the viewer's own organisations did in the week of that day."""
    monday = day - timedelta(days=day.weekday())
    ours = sorted(viewer.organisations_with(Capability.ACTIVITY_RECORD))
    rows = counted_rows().filter(
        took_part(ours), area=area_id, on__gte=monday, on__lt=monday + timedelta(days=7)
    )
    found = lines(list(rows.order_by("on", "id")))
    shown = [monday + timedelta(days=n) for n in range(7)]
    by_day = [(one, tuple(line for line in found if line.on == one)) for one in shown]
    days = [Day(one, held, not held and _is_worked(one)) for one, held in by_day if one <= today]
    later = monday + timedelta(days=7)
    return Week(
        days=tuple(reversed(days)),
        first=monday,
        before=monday - timedelta(days=7),
        after=later if later <= today else None,
    )


def _is_worked(day: date) -> bool:
    """In years whose bank holidays are not known every Monday to Friday is."""
    try:
        return is_working_day(day)
    except HolidaysUnknownError:
        return day.weekday() < 5


def latest(viewer: Viewer, area_id: int, most: int = 5) -> list[LineFacts]:
    """What the viewer recorded last, each different thing once: to be repeated."""
    if not viewer.account_id:
        return []
    rows = counted_rows().filter(area=area_id, recorded_by=viewer.account_id).order_by("-id")[:40]
    seen: dict[tuple[object, ...], Activity] = {}
    for row in rows:
        seen.setdefault((row.service_type_id, row.organisation_id, row.title), row)
    return lines(list(seen.values())[:most])


def recorders(viewer: Viewer, area_id: int) -> dict[int, str]:
    """The bodies of the area that the viewer records for, by name."""
    return organisations.named_in(area_id, viewer.organisations_with(Capability.ACTIVITY_RECORD))


def last_place(viewer: Viewer, area_id: int) -> int | None:
    """Where the viewer recorded something last; to begin with, where their own bodies did."""
    rows = Activity.objects.filter(area=area_id).order_by("-id").values_list("place_id", flat=True)
    ours = recorders(viewer, area_id)
    return (
        rows.filter(recorded_by=viewer.account_id).first() or rows.filter(provider__in=ours).first()
    )


def activity_row(viewer: Viewer, slug: str, line_id: int, rule: str = "view") -> Activity:
    """The last row of it: 404 unseen, 403 where the rule refuses. Who saw what was withdrawn sees
    that it was."""
    area = places.area(slug)
    rows = Activity.objects.select_related("service_type", "place", "area")
    of_it = list(rows.filter(Q(pk=line_id, first=None) | Q(first=line_id), area=area.id))
    if not of_it:
        raise Http404
    *before, last = sorted(of_it, key=lambda row: row.number)
    seen = before[-1] if last.is_withdrawn else last
    ACTIVITY.get(viewer, rows, pk=seen.pk)
    if rule != "view":
        ACTIVITY.require(viewer, rule, last)
    return last


def activity(viewer: Viewer, slug: str, line_id: int) -> ActivityFacts:
    row = activity_row(viewer, slug, line_id)
    stood = Split.objects.filter(activity=row, stands=True).first()
    ours = viewer.organisations_with(Capability.ACTIVITY_RECORD)
    [line] = lines([row]) if row.stands else [None]
    mine = (
        [(one.provider_id, one.name) for one in line.parts if one.provider_id in ours]
        if line
        else []
    )
    tagged = Tag.objects.filter(pk__in=row.tagged.values("tag_id"))
    return ActivityFacts(
        id=row.line_id,
        area=places.area(slug),
        row=row,
        line=line,
        basis=stood.basis if stood else "",
        basis_words=str(Split.Basis(stood.basis).label) if stood else "",
        reason=stood.reason if stood else "",
        tags=tuple(tagged.values_list("pk", "name")),
        evidence=tuple(documents.behind(viewer, [f"record.activity:{row.line_id}"])),
        versions=versions(row),
        proposal=_proposal(row, ours),
        mine=tuple(mine),
        may_edit=row.stands and ACTIVITY.allows(viewer, "edit", row),
        may_answer=row.stands and ACTIVITY.allows(viewer, "answer", row),
    )


def said(line: LineFacts, row: Activity) -> dict[str, Any]:
    """What a form says where that activity is corrected, or done once more."""
    others = [part for part in line.parts if part.role is not Role.LEAD]
    told: dict[str, Any] = {
        "provider": str(line.lead.provider_id),
        "service_type": str(row.service_type_id),
        "organisation": line.organisation,
        "on": line.on,
        "place": str(row.place_id),
        "quantity": line.quantity,
        "title": line.title,
        "minutes": _minutes_of_lead(line),
        "money": None if line.pence is None else Decimal(line.pence) / 100,
        "tags": [str(tag) for tag in sorted(row.tagged.values_list("tag_id", flat=True))],
    }
    for n, part in enumerate(others, start=1):
        told |= {f"partner_{n}": part.name, f"role_{n}": part.role.value}
        told[f"minutes_{n}"] = part.minutes
    return told


def _minutes_of_lead(line: LineFacts) -> int | None:
    """Where only the whole is known, as of what came by a table, it stands with the lead."""
    if any(part.minutes is not None for part in line.parts):
        return line.lead.minutes
    return line.minutes


def versions(row: Activity) -> tuple[Activity, ...]:
    """All that was said of it, the newest first."""
    rows = Activity.objects.filter(Q(pk=row.line_id) | Q(first=row.line_id))
    return tuple(rows.select_related("service_type", "place").order_by("-number"))


def _proposal(row: Activity, ours: frozenset[int] | set[int]) -> ProposalFacts | None:
    made = Split.objects.filter(activity=row, sealed_at=None, dropped_at=None).first()
    if made is None or not row.stands:
        return None
    parts = list(made.contributions.order_by("id"))
    names = organisations.named({part.provider_id for part in parts})
    agreed = set(made.replies.filter(agrees=True).values_list("provider_id", flat=True))
    waiting = [part.provider_id for part in parts if part.provider_id not in agreed]
    return ProposalFacts(
        id=made.pk,
        by=names.get(made.proposed_by_id or 0, ""),
        reason=made.reason,
        parts=tuple(part_facts(part, names) for part in parts),
        waiting=tuple((pk, names[pk]) for pk in waiting),
        may_answer_for=tuple(pk for pk in waiting if pk in ours),
    )


def split_row(viewer: Viewer, slug: str, line_id: int, split_id: int) -> Split:
    """Shares that were proposed, to be answered: 404 where there are none such."""
    row = activity_row(viewer, slug, line_id, "propose")
    return get_object_or_404(Split.objects.select_related("activity"), pk=split_id, activity=row)
