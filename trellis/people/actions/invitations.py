"""Inviting somebody to hold a role."""

from datetime import datetime
from secrets import token_urlsafe

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel import throttles
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer
from trellis.people import queries
from trellis.people.events import (
    InvitationMailed,
    InvitationRenewed,
    InvitationWithdrawn,
    PersonInvited,
)
from trellis.people.models import Account, Invitation
from trellis.people.queries import standing
from trellis.people.queries.signing_in import hashed
from trellis.people.rules import (
    INVITATION_LASTS,
    INVITING,
    INVITING_AGAIN,
    INVITING_TO,
    Purpose,
    folded,
)


class InvitedAlreadyError(Exception):
    """The address has an invitation to the same role there, still waiting for an answer."""


class OwnInvitationError(PermissionDenied):
    """Nobody gives themselves a role, not even by a letter to themselves."""


class TooManyInvitationsError(Exception):
    """As many have gone out as may, for now. Its text says when the next can."""

    def __init__(self, next_at: datetime) -> None:
        super().__init__(
            _(
                "As many invitations have gone out as may in so short a time. The next can go out "
                "at %(time)s on %(day)s."
            )
            % {
                "time": date_format(timezone.localtime(next_at), "H:i"),
                "day": date_format(timezone.localtime(next_at), "j F Y"),
            }
        )
        self.next_at = next_at


@act
def invite_person(
    *,
    organisation_id: int,
    email: str,
    name: str,
    role: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Invitation:
    """Invite an address to hold a role at an organisation, for fourteen days.

    Raises Http404 where the viewer may not see the organisation's people, PermissionDenied where
    they may not give that role there, OwnInvitationError for their own address,
    InvitedAlreadyError when one is waiting, TooManyInvitationsError. One that ran out is
    replaced.
    """
    do_once(once, now=now)
    _require_may_give(role, organisation_id, by=by)
    email = folded(email)
    _refuse_own(email, by=by)
    _count(email, organisation_id, by=by, now=now)
    _clear_the_way(email, organisation_id, role, now=now)
    row = Invitation(
        email=email,
        name=name,
        role=role,
        organisation_id=organisation_id,
        organisation_name=standing.organisation_name(organisation_id),
        invited_by_id=by.account_id,
        invited_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    add(row, or_else=InvitedAlreadyError)
    enqueue("people.mail_invitation", now=now, invitation_id=row.pk)
    sign(PersonInvited(row.pk), by=by, now=now, of=f"invitation:{row.pk}")
    return row


def add(row: Invitation | Account, *, or_else: type[Exception]) -> None:
    """Two at once may both have found nothing in the way; the database lets one of them in."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise or_else from fault


def _require_may_give(role: str, organisation_id: int, *, by: Viewer) -> None:
    if not standing.may_see_people(by, organisation_id):
        raise Http404
    if not standing.may_give(by, role, organisation_id):
        raise PermissionDenied


def _refuse_own(email: str, *, by: Viewer) -> None:
    own = queries.account(by.account_id or 0)
    if own is not None and folded(own.email) == email:
        raise OwnInvitationError


def _count(email: str, organisation_id: int, *, by: Viewer, now: datetime) -> None:
    """Every letter counts, whatever became of the invitation: by whom, to which organisation, and
    by whom to which address, so that nobody's counts are filled by others."""
    if by.is_system:
        return
    counted = (
        ("people.inviting", f"{by.account_id}", INVITING),
        ("people.inviting_to", f"{organisation_id}", INVITING_TO),
        ("people.inviting_again", f"{by.account_id} {email}", (INVITING_AGAIN,)),
    )
    waits = [throttles.next_at(kind, who, limits, now=now) for kind, who, limits in counted]
    if wait := max((wait for wait in waits if wait is not None), default=None):
        raise TooManyInvitationsError(wait)
    for kind, who, _limits in counted:
        throttles.count(kind, who, now=now)


def _clear_the_way(email: str, organisation_id: int, role: str, *, now: datetime) -> None:
    waiting = Invitation.objects.select_for_update().filter(
        email=email,
        organisation_id=organisation_id,
        role=role,
        accepted_at=None,
        withdrawn_at=None,
    )
    for row in waiting:
        if row.is_open(now):
            raise InvitedAlreadyError
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])


@act
def send_invitation_again(
    *, invitation_id: int, by: Viewer, now: datetime, once: str = ""
) -> Invitation:
    """A new link for another fourteen days. The link sent before opens nothing from now on.
    Raises TooManyInvitationsError."""
    do_once(once, now=now)
    row = queries.invitation_to_manage(by, invitation_id)
    _require_may_give(row.role, row.organisation_id, by=by)
    _count(row.email, row.organisation_id, by=by, now=now)
    _change_waiting(row, secret_hash=None, expires_at=now + INVITATION_LASTS)
    enqueue("people.mail_invitation", now=now, invitation_id=row.pk)
    sign(InvitationRenewed(row.pk), by=by, now=now, of=f"invitation:{row.pk}")
    return row


@act
def withdraw_invitation(
    *, invitation_id: int, by: Viewer, now: datetime, once: str = ""
) -> Invitation:
    """From this moment its link opens nothing."""
    do_once(once, now=now)
    row = queries.invitation_to_manage(by, invitation_id)
    _change_waiting(row, withdrawn_at=now, secret_hash=None)
    sign(
        InvitationWithdrawn(row.pk),
        by=by,
        now=now,
        of=f"invitation:{row.pk}",
        fields=["withdrawn_at"],
    )
    return row


def _change_waiting(row: Invitation, **fields: datetime | None) -> None:
    """By a conditional update: of an answer and a withdrawal at once, one finds nothing."""
    waiting = Invitation.objects.filter(pk=row.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(**fields):
        raise Http404
    row.refresh_from_db()


@act
def withdraw_lapsed_invitation(*, invitation_id: int, by: Viewer, now: datetime) -> None:
    """Withdraw one whose giver could not give it today; nothing when it is as good as ever, or
    has been answered meanwhile."""
    if not by.is_system:
        raise PermissionDenied
    row = Invitation.objects.filter(pk=invitation_id).first()
    if row is None or queries.is_backed(row, timezone.localdate(now)):
        return
    waiting = Invitation.objects.filter(pk=row.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=now, secret_hash=None):
        return
    event = InvitationWithdrawn(row.pk)
    sign(event, by=by, now=now, of=f"invitation:{row.pk}", fields=["withdrawn_at"])


@act
def make_invitation_link(
    *, invitation_id: int, by: Viewer, now: datetime
) -> tuple[Invitation, str] | None:
    """The invitation with the secret for its mail; None when it no longer waits. Each call makes
    the secret anew, so that a mail sent twice leaves one link that works: the latest."""
    if not by.is_system:
        raise PermissionDenied
    row = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if row is None or not row.is_open(now):
        return None
    secret = token_urlsafe(32)
    row.secret_hash = hashed(secret, Purpose.INVITATION)
    row.save(update_fields=["secret_hash"])
    sign(InvitationMailed(row.pk), by=by, now=now, of=f"invitation:{row.pk}")
    return row, secret
