"""Invitations: which are open, for whom they show, and which a link opens."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.viewer import Viewer, system
from trellis.people.models import Invitation
from trellis.people.queries import standing
from trellis.people.queries.signing_in import hashed
from trellis.people.rules import Purpose


def _waiting() -> QuerySet[Invitation]:
    """Neither accepted nor withdrawn; expired ones included, for somebody must decide on them."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None)


def invitations_of(viewer: Viewer, organisation_id: int) -> list[Invitation]:
    """Those of an organisation that wait for an answer, first to expire first; none for a viewer
    who may not see its people."""
    if not standing.may_see_people(viewer, organisation_id):
        return []
    found = _waiting().filter(organisation_id=organisation_id)
    return list(found.order_by("expires_at", "id"))


def invitations_waiting(viewer: Viewer) -> list[Invitation]:
    """Those the viewer sent, and those of organisations where they manage people."""
    if viewer.account_id is None:
        return []
    managed = viewer.organisations_with(Can.MEMBERS_MANAGE)
    found = _waiting().filter(organisation_id__in=managed)
    own = _waiting().filter(invited_by_id=viewer.account_id)
    return [
        row
        for row in (found | own).order_by("expires_at", "id")
        if standing.may_see_people(viewer, row.organisation_id)
    ]


def invitation_to_manage(viewer: Viewer, invitation_id: int) -> Invitation:
    """404 for whoever may not see the organisation's people, 403 for whoever may only see."""
    row = _waiting().filter(pk=invitation_id).first()
    if row is None or not standing.may_see_people(viewer, row.organisation_id):
        raise Http404
    if not standing.may_manage_people(viewer, row.organisation_id):
        raise PermissionDenied
    return row


def invitation_with(secret: str, *, now: datetime) -> Invitation | None:
    """The open invitation with this secret; None when it is unknown, spent or past its time, and
    when whoever gave it could not give it today."""
    row = (
        _waiting()
        .select_related("invited_by__person")
        .filter(secret_hash=hashed(secret, Purpose.INVITATION))
        .first()
    )
    if row is None or not row.is_open(now):
        return None
    return row if is_backed(row, timezone.localdate(now)) else None


def is_backed(row: Invitation, today: date) -> bool:
    """Whether whoever gave it could still give that role there: neither has their own role ended,
    nor the organisation closed. What the system gave is backed by the system."""
    if row.invited_by_id is None:
        return standing.may_give(system("invitation"), row.role, row.organisation_id)
    return standing.may_still_give(row.invited_by_id, row.role, row.organisation_id, today)


def lapsed_invitations_by(person_id: int, today: date) -> list[int]:
    """The ids of those a person gave that wait and that they could not give today."""
    return _lapsed(_waiting().filter(invited_by__person_id=person_id), today)


def invited_to(organisation_ids: Collection[int]) -> list[int]:
    """Of these organisations those to which an invitation waits."""
    waiting = _waiting().filter(organisation_id__in=organisation_ids)
    return sorted(set(waiting.values_list("organisation_id", flat=True)))


def lapsed_invitations_to(organisation_id: int, today: date) -> list[int]:
    """The ids of those to an organisation that wait and that their givers could not give today."""
    return _lapsed(_waiting().filter(organisation_id=organisation_id), today)


def _lapsed(waiting: QuerySet[Invitation], today: date) -> list[int]:
    return [row.pk for row in waiting.order_by("id") if not is_backed(row, today)]


def is_expired(row: Invitation, today: date) -> bool:
    midnight = timezone.make_aware(datetime.combine(today, time()))
    return row.expires_at <= midnight
