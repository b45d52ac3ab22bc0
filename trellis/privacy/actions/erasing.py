"""Erasing somebody: their roles and their account end, and every room's rows come to what that
room declares. All of it in one transaction, so that a part of it never stands."""

from datetime import datetime

from django.utils import timezone

from trellis.kernel import holdings
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer
from trellis.organisations import actions as organisations
from trellis.organisations import queries as organisation_queries
from trellis.people import actions as people
from trellis.people import queries as people_queries
from trellis.privacy import events
from trellis.privacy.actions.requests import close, held, tell
from trellis.privacy.lifecycle import Kind, Stage
from trellis.privacy.models import Request
from trellis.privacy.queries.holdings import subject_of


@act
def start_erasure(
    *, request_id: int, takes_name: bool, by: Viewer, now: datetime, once: str = ""
) -> Request:
    """After somebody has looked at what would go. They are told now: afterwards there is no
    address left to write to."""
    do_once(once, now=now)
    row = held(request_id, "start_erasure", by=by, now=now)
    row.takes_name = takes_name
    row.save()
    tell(row, "erasing", now=now)
    enqueue("privacy.carry_out_erasure", now=now, request_id=row.pk)
    event = events.ErasureStarted(row.pk)
    sign(event, by=by, now=now, of=f"request:{row.pk}", fields=["stage"])
    return row


@act
def carry_out_erasure(*, request_id: int, by: Viewer, now: datetime) -> None:
    """Done again, it does nothing."""
    row = Request.objects.select_for_update(of=("self",)).get(pk=request_id)
    if row.stage != Stage.WORKING or row.kind != Kind.ERASURE:
        return
    erase(row.person_id, takes_name=row.takes_name, by=by, now=now)
    row = held(request_id, "finish_erasure", by=by, now=now)
    close(row, "", now)
    sign(events.PersonErased(row.pk), by=by, now=now, of=f"request:{row.pk}", fields=["stage"])


def erase(person_id: int, *, takes_name: bool, by: Viewer, now: datetime) -> None:
    """What they are recognised by is read before it goes."""
    subject = subject_of(by, person_id, takes_name=takes_name)
    today = timezone.localdate(now)
    for membership_id in organisation_queries.memberships_held(by, person_id):
        organisations.end_membership(membership_id=membership_id, today=today, by=by, now=now)
    if subject.account_id is not None and people_queries.account(subject.account_id):
        people.close_account(account_id=subject.account_id, why="", by=by, now=now)
    for held_rows in holdings.declared():
        holdings.erase(held_rows, subject)
    enqueue("privacy.forget_files", now=now)
