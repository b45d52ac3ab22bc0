"""Complaints and breaches as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.deadlines import Clock, Due
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.places import queries as places
from trellis.places.queries import Area
from trellis.privacy.lifecycle import ACKNOWLEDGE, BreachStage, ComplaintStage, Outcome, Risk
from trellis.privacy.models import Breach, Complaint
from trellis.privacy.policy import BREACH, COMPLAINT
from trellis.privacy.rules import due_at, hours_left

SHOWN: Final = 100
_HOURS_URGENT: Final = 24


@dataclass(frozen=True)
class ComplaintFacts:
    """One complaint. `clock` runs to the acknowledgement and is None once that was given."""

    id: int
    stage: ComplaintStage
    area: str
    area_slug: str
    standing: str
    who: str
    contact: str
    is_own: bool
    said: str
    received_on: date
    acknowledged_on: date | None
    outcome: Outcome | None
    answer: str
    closed_on: date | None
    clock: Clock | None
    today: date
    may_answer: bool

    @property
    def is_late(self) -> bool:
        return self.clock is not None and self.clock.is_late(self.today)

    @property
    def days_left(self) -> int:
        return self.clock.days_left(self.today) if self.clock else 0


def complaint(
    viewer: Viewer, complaint_id: int, *, today: date, rule: str = "view"
) -> ComplaintFacts:
    """404 where it is neither the viewer's own nor theirs to answer."""
    rows = Complaint.objects.select_related("area", "person")
    row = COMPLAINT.get(viewer, rows, rule, pk=complaint_id)
    return _complaint(viewer, row, today, may_answer=COMPLAINT.allows(viewer, "answer", row))


def own_complaints(viewer: Viewer, today: date) -> list[ComplaintFacts]:
    rows = Complaint.objects.select_related("area", "person")
    own = rows.filter(person_id=viewer.person_id or 0).order_by("-received_on", "-id")
    return [_complaint(viewer, row, today, may_answer=False) for row in own[:SHOWN]]


def complaints_to_answer(viewer: Viewer, today: date) -> list[ComplaintFacts]:
    """Open ones first, by the day they came in; the closed ones after them."""
    require_capability(viewer, Can.PRIVACY_ANSWER)
    rows = COMPLAINT.rows(viewer, Complaint.objects.select_related("area", "person"), "answer")
    found = [_complaint(viewer, row, today, may_answer=True) for row in rows[:SHOWN]]
    return sorted(found, key=lambda one: (one.closed_on is not None, one.received_on, one.id))


def _complaint(viewer: Viewer, row: Complaint, today: date, *, may_answer: bool) -> ComplaintFacts:
    is_new = row.acknowledged_on is None
    return ComplaintFacts(
        id=row.pk,
        stage=ComplaintStage(row.stage),
        area=row.area.name,
        area_slug=row.area.slug,
        standing=row.area.standing,
        who=row.person.name if row.person else row.name,
        contact=row.contact,
        is_own=row.person_id is not None and row.person_id == viewer.person_id,
        said=row.said,
        received_on=row.received_on,
        acknowledged_on=row.acknowledged_on,
        outcome=Outcome(row.outcome) if row.outcome else None,
        answer=row.answer,
        closed_on=row.closed_on,
        clock=ACKNOWLEDGE.clock(row.received_on) if is_new else None,
        today=today,
        may_answer=may_answer,
    )


def complaint_person(viewer: Viewer, complaint_id: int) -> int | None:
    """For the letter: the id of the person who complains, if they are one on record."""
    return COMPLAINT.get(viewer, Complaint.objects.all(), "answer", pk=complaint_id).person_id


@dataclass(frozen=True)
class BreachFacts:
    """One breach. `hours` are those left of the 72; None once the Commissioner was told or it was
    said why not."""

    id: int
    stage: BreachStage
    area: str
    area_slug: str
    standing: str
    title: str
    what: str
    aware_at: datetime
    due_at: datetime
    hours: int | None
    risk: Risk | None
    people: int | None
    measures: str
    told_at: datetime | None
    reference: str
    told_why: str
    people_told_on: date | None
    people_why: str
    closed_on: date | None

    @property
    def is_late(self) -> bool:
        return self.hours is not None and self.hours < 0

    @property
    def state(self) -> str:
        if self.is_late:
            return "late"
        return "soon" if self.hours is not None and self.hours < _HOURS_URGENT else ""

    @property
    def left(self) -> str:
        """In words, of the clock that runs."""
        if self.hours is None:
            return ""
        if self.is_late:
            return _("late")
        return ngettext("%d hour left", "%d hours left", self.hours) % self.hours


def breach(viewer: Viewer, breach_id: int, *, now: datetime) -> BreachFacts:
    """404 for whoever does not answer for its record."""
    return _breach(BREACH.get(viewer, Breach.objects.select_related("area"), pk=breach_id), now)


def breaches(viewer: Viewer, now: datetime) -> list[BreachFacts]:
    """Open ones first, by when somebody knew; the closed ones after them."""
    require_capability(viewer, Can.PRIVACY_ANSWER)
    rows = BREACH.rows(viewer, Breach.objects.select_related("area"))
    found = [_breach(row, now) for row in rows[:SHOWN]]
    return sorted(found, key=lambda one: (one.closed_on is not None, one.aware_at, one.id))


def _breach(row: Breach, now: datetime) -> BreachFacts:
    is_told = row.told_at is not None or bool(row.told_why)
    return BreachFacts(
        id=row.pk,
        stage=BreachStage(row.stage),
        area=row.area.name,
        area_slug=row.area.slug,
        standing=row.area.standing,
        title=row.title,
        what=row.what,
        aware_at=row.aware_at,
        due_at=due_at(row.aware_at),
        hours=None if is_told else hours_left(row.aware_at, now),
        risk=Risk(row.risk) if row.risk else None,
        people=row.people,
        measures=row.measures,
        told_at=row.told_at,
        reference=row.reference,
        told_why=row.told_why,
        people_told_on=row.people_told_on,
        people_why=row.people_why,
        closed_on=row.closed_on,
    )


def areas_answered(viewer: Viewer) -> list[Area]:
    """The records the viewer answers for and that are still kept."""
    require_capability(viewer, Can.PRIVACY_ANSWER)
    reached = viewer.places_with(Can.PRIVACY_ANSWER)
    everywhere = Can.PRIVACY_ANSWER in viewer.everywhere
    return [
        area
        for area in places.areas(STRANGER)
        if area.standing != "documented" and (everywhere or area.id in reached)
    ]


def cases_due(viewer: Viewer, today: date) -> Sequence[Due]:
    if not viewer.holds(Can.PRIVACY_ANSWER):
        return []
    return [*_complaints_due(viewer, today), *_breaches_due(viewer)]


def _complaints_due(viewer: Viewer, today: date) -> list[Due]:
    """An answer has no day of its own: it is due without undue delay."""
    return [
        Due(
            title=_("Complaint: %(who)s") % {"who": one.who},
            why=_("Received on %(day)s.") % {"day": date_format(one.received_on, "j F Y")},
            due=one.clock.due if one.clock else None,
            step=_("Acknowledge it") if one.clock else _("Answer it"),
            url=reverse("privacy:complaint", args=[one.id]),
            explained=one.clock.explanation() if one.clock else "",
            is_urgent=one.is_late,
        )
        for one in complaints_to_answer(viewer, today)
        if one.closed_on is None
    ]


def _breaches_due(viewer: Viewer) -> list[Due]:
    rows = BREACH.rows(viewer, Breach.objects.exclude(stage=BreachStage.CLOSED))
    found = []
    for row in rows:
        is_told = row.told_at is not None or bool(row.told_why)
        until = timezone.localtime(due_at(row.aware_at))
        hour = date_format(until, "j F Y, H:i")
        found.append(
            Due(
                title=_("Breach: %(title)s") % {"title": row.title},
                why=_("Finish and close it.")
                if is_told
                else _("Tell the Commissioner by %(hour)s, or say why not.") % {"hour": hour},
                due=None if is_told else until.date(),
                step=_("Go on with it"),
                url=reverse("privacy:breach", args=[row.pk]),
                is_urgent=not is_told,
            )
        )
    return found
