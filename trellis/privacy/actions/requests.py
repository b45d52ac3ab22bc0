"""Opening a request and answering it in words."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer
from trellis.privacy import events
from trellis.privacy.lifecycle import OPEN, REQUEST_LIFE, Kind, Stage
from trellis.privacy.models import Pause, Request
from trellis.privacy.policy import REQUEST
from trellis.privacy.queries.areas import areas_to_ask


@act
def open_request(
    *, kind: Kind, area_id: int, said: str, by: Viewer, now: datetime, once: str = ""
) -> Request:
    """Ask for oneself. Its clock starts today. Refused where one of that kind is open already,
    and where the area is none of those the viewer may ask."""
    do_once(once, now=now)
    if by.person_id is None or area_id not in {area.id for area in areas_to_ask(by)}:
        raise PermissionDenied
    if Request.objects.filter(person_id=by.person_id, kind=kind, closed_on=None).exists():
        raise ValidationError(_("You have asked for this already, and it is not answered yet."))
    row = Request.objects.create(
        kind=kind,
        area_id=area_id,
        person_id=by.person_id,
        said=said,
        received_on=timezone.localdate(now),
    )
    tell(row, "received", now=now)
    sign(events.RequestOpened(row.pk), by=by, now=now, of=f"request:{row.pk}")
    return row


@act
def ask_identity(*, request_id: int, by: Viewer, now: datetime, once: str = "") -> Request:
    """The clock stands still from today until they have shown who they are."""
    do_once(once, now=now)
    row = held(request_id, "ask_identity", by=by, now=now)
    row.save()
    Pause.objects.create(request=row, from_on=timezone.localdate(now))
    tell(row, "identity", now=now)
    _sign(events.IdentityAsked(row.pk), row, by, now)
    return row


@act
def note_identity(*, request_id: int, by: Viewer, now: datetime, once: str = "") -> Request:
    do_once(once, now=now)
    row = held(request_id, "note_identity", by=by, now=now)
    row.save()
    end_pause(row, now)
    _sign(events.IdentityShown(row.pk), row, by, now)
    return row


@act
def extend_request(
    *, request_id: int, answer: str, by: Viewer, now: datetime, once: str = ""
) -> Request:
    """Two further months, where it is complex: once, and told with its reason while the first
    month lasts."""
    do_once(once, now=now)
    row = REQUEST.get(by, _locked(), "answer", pk=request_id)
    if row.stage not in OPEN or row.extended_on is not None:
        raise ValidationError(_("It cannot be given more time: it is closed, or has had it."))
    row.extended_on, row.answer = timezone.localdate(now), answer
    row.save(update_fields=["extended_on", "answer"])
    tell(row, "extended", now=now)
    _sign(events.RequestExtended(row.pk), row, by, now, "extended_on")
    return row


@act
def answer_request(
    *, request_id: int, answer: str, by: Viewer, now: datetime, once: str = ""
) -> Request:
    """Say what was corrected."""
    do_once(once, now=now)
    row = held(request_id, "answer", by=by, now=now)
    close(row, answer, now)
    tell(row, "answered", now=now)
    _sign(events.RequestAnswered(row.pk), row, by, now)
    return row


@act
def refuse_request(
    *, request_id: int, answer: str, by: Viewer, now: datetime, once: str = ""
) -> Request:
    """With the reason, which they are told together with where to complain."""
    do_once(once, now=now)
    row = held(request_id, "refuse", by=by, now=now)
    close(row, answer, now)
    tell(row, "refused", now=now)
    _sign(events.RequestRefused(row.pk), row, by, now)
    return row


@act
def withdraw_request(*, request_id: int, by: Viewer, now: datetime, once: str = "") -> Request:
    do_once(once, now=now)
    row = held(request_id, "withdraw", by=by, now=now)
    close(row, row.answer, now)
    _sign(events.RequestWithdrawn(row.pk), row, by, now)
    return row


def held(request_id: int, name: str, *, by: Viewer, now: datetime) -> Request:
    """The request, moved and not saved yet, held until the act ends."""
    row = REQUEST.get(by, _locked(), REQUEST_LIFE.moves[name].needs, pk=request_id)
    REQUEST_LIFE.make(row, name, today=timezone.localdate(now))
    return row


def close(row: Request, answer: str, now: datetime) -> None:
    """A file that was made and is not to be sent is nobody's any more: the tidying takes it."""
    row.answer, row.closed_on = answer, timezone.localdate(now)
    if row.stage != Stage.ANSWERED:
        row.digest, row.size = "", 0
    row.save()
    end_pause(row, now)


def end_pause(row: Request, now: datetime) -> None:
    row.pauses.filter(until_on=None).update(until_on=timezone.localdate(now))


def tell(row: Request, letter: str, *, now: datetime) -> None:
    enqueue("privacy.mail", now=now, request_id=row.pk, letter=letter)


def _locked() -> QuerySet[Request]:
    return Request.objects.select_for_update(of=("self",))


def _sign(event: Any, row: Request, by: Viewer, now: datetime, field: str = "stage") -> None:
    sign(event, by=by, now=now, of=f"request:{row.pk}", fields=[field])
