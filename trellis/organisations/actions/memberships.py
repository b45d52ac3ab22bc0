"""Who acts for an organisation, in which role, from when until when."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.organisations.events import MembershipBegun, MembershipEnded, RoleChanged
from trellis.organisations.models import Membership, Organisation
from trellis.organisations.policy import PEOPLE
from trellis.organisations.queries.people import may_give


class ClosedError(Exception):
    """Nobody begins a role at an organisation that has closed."""


@act
def begin_membership(
    *,
    person_id: int,
    organisation_id: int,
    role: str,
    starts_on: date,
    by: Viewer,
    now: datetime,
) -> Membership:
    """The membership; the one there is when the person already holds that role there. Raises
    ClosedError."""
    row = _with_people(organisation_id, by=by)
    if row.closed_on is not None:
        raise ClosedError
    _require_may_give(role, row.pk, to=person_id, by=by)
    membership, is_new = Membership.objects.get_or_create(
        person_id=person_id,
        organisation=row,
        role=role,
        ends_on=None,
        defaults={"starts_on": starts_on},
    )
    if is_new:
        event = MembershipBegun(membership.pk, person_id, row.pk, role)
        sign(event, by=by, now=now, of=f"membership:{membership.pk}")
    return membership


@act
def end_membership(
    *, membership_id: int, today: date, by: Viewer, now: datetime, once: str = ""
) -> Membership:
    """End it today: from this moment it gives nothing."""
    do_once(once, now=now)
    membership = _held(membership_id, by=by)
    if membership.person_id != by.person_id:
        _require_may_give(membership.role, membership.organisation_id, by=by)
    _end(membership, today)
    event = MembershipEnded(
        membership.pk, membership.person_id, membership.organisation_id, membership.role, now
    )
    sign(event, by=by, now=now, of=f"membership:{membership.pk}", fields=["ends_on"])
    return membership


@act
def change_role(
    *, membership_id: int, role: str, today: date, by: Viewer, now: datetime, once: str = ""
) -> Membership:
    """End the membership and begin another in its place, so that the record keeps both."""
    do_once(once, now=now)
    before = _held(membership_id, by=by)
    if before.role == role:
        return before
    for code in (before.role, role):
        _require_may_give(code, before.organisation_id, to=before.person_id, by=by)
    _end(before, today)
    after, _is_new = Membership.objects.get_or_create(
        person_id=before.person_id,
        organisation_id=before.organisation_id,
        role=role,
        ends_on=None,
        defaults={"starts_on": today},
    )
    event = RoleChanged(after.pk, after.person_id, after.organisation_id, role, before.role, now)
    sign(event, by=by, now=now, of=f"membership:{after.pk}", fields=["role"])
    return after


def _held(membership_id: int, *, by: Viewer) -> Membership:
    """A membership that has not ended, at an organisation whose people the viewer manages."""
    row = get_object_or_404(
        Membership.objects.select_for_update(of=("self",)), pk=membership_id, ends_on=None
    )
    _with_people(row.organisation_id, by=by)
    return row


def _with_people(organisation_id: int, *, by: Viewer) -> Organisation:
    held = Organisation.objects.select_for_update(of=("self",))
    return PEOPLE.get(by, held, "manage", pk=organisation_id)


def _end(membership: Membership, today: date) -> None:
    """A membership that was to begin later ends before it began: it never was."""
    membership.ends_on = max(today, membership.starts_on)
    membership.save(update_fields=["ends_on"])


def _require_may_give(
    role: str, organisation_id: int, *, by: Viewer, to: int | None = None
) -> None:
    """Nobody gives, or takes from another, a role that reaches further than their own; and nobody
    gives themselves anything."""
    if (to is not None and to == by.person_id) or not may_give(by, role, organisation_id):
        raise PermissionDenied
