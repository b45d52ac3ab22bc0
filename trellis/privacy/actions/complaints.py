"""Complaints: received by page or by letter, acknowledged, answered."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.jobs import enqueue
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.privacy import events
from trellis.privacy.lifecycle import COMPLAINT_LIFE, Outcome
from trellis.privacy.models import Complaint
from trellis.privacy.policy import COMPLAINT
from trellis.privacy.queries.areas import areas_to_ask


@act
def complain(*, area_id: int, said: str, by: Viewer, now: datetime, once: str = "") -> Complaint:
    """For oneself. Its clock starts today."""
    do_once(once, now=now)
    if by.person_id is None or area_id not in {area.id for area in areas_to_ask(by)}:
        raise PermissionDenied
    row = Complaint.objects.create(
        area_id=area_id, person_id=by.person_id, said=said, received_on=timezone.localdate(now)
    )
    _sign(events.ComplaintReceived(row.pk), row, by, now)
    return row


@act
def record_complaint(
    *,
    area_id: int,
    name: str,
    contact: str,
    said: str,
    received_on: date,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Complaint:
    """One that came by letter, e-mail or telephone, from somebody who need not have an account."""
    do_once(once, now=now)
    require_capability(by, Can.PRIVACY_ANSWER, place_id=area_id)
    row = Complaint.objects.create(
        area_id=area_id, name=name, contact=contact, said=said, received_on=received_on
    )
    _sign(events.ComplaintReceived(row.pk), row, by, now)
    return row


@act
def acknowledge_complaint(
    *, complaint_id: int, by: Viewer, now: datetime, once: str = ""
) -> Complaint:
    """Whoever has an account gets a letter; to others somebody writes."""
    do_once(once, now=now)
    row = _moved(complaint_id, "acknowledge", by=by, now=now)
    row.acknowledged_on = timezone.localdate(now)
    row.save()
    enqueue("privacy.mail_complaint", now=now, complaint_id=row.pk, letter="acknowledged")
    _sign(events.ComplaintAcknowledged(row.pk), row, by, now)
    return row


@act
def close_complaint(
    *, complaint_id: int, outcome: Outcome, answer: str, by: Viewer, now: datetime, once: str = ""
) -> Complaint:
    do_once(once, now=now)
    row = _moved(complaint_id, "close", by=by, now=now)
    row.outcome, row.answer, row.closed_on = outcome, answer, timezone.localdate(now)
    row.save()
    enqueue("privacy.mail_complaint", now=now, complaint_id=row.pk, letter="outcome")
    _sign(events.ComplaintClosed(row.pk), row, by, now)
    return row


def _moved(complaint_id: int, name: str, *, by: Viewer, now: datetime) -> Complaint:
    held = Complaint.objects.select_for_update(of=("self",))
    row = COMPLAINT.get(by, held, COMPLAINT_LIFE.moves[name].needs, pk=complaint_id)
    COMPLAINT_LIFE.make(row, name, today=timezone.localdate(now))
    return row


def _sign(event: Any, row: Complaint, by: Viewer, now: datetime) -> None:
    sign(event, by=by, now=now, of=f"complaint:{row.pk}", fields=["stage"])
