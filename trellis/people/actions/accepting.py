"""Taking an invitation up."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.http import Http404

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.people import queries
from trellis.people.actions.invitations import OwnInvitationError, add
from trellis.people.events import InvitationAccepted
from trellis.people.models import Account, Invitation, Person
from trellis.people.rules import folded


class ForAnotherAccountError(Exception):
    """The invitation went to an address other than that of the account taking it up."""


@act
def accept_as_new(
    *, secret: str, name: str, password: str, now: datetime, once: str = ""
) -> Account:
    """Open an account for the address that was invited, and take the role on.

    Whoever holds the link holds the mailbox, so the address counts as confirmed. Raises Http404
    for a link that opens nothing, ForAnotherAccountError when the address has an account already:
    its owner must sign in instead.
    """
    do_once(once, now=now)
    row = _to_accept(secret, now=now)
    if Account.objects.filter(email=row.email).exists():
        raise ForAnotherAccountError
    person = Person.objects.create(name=name, recorded_at=now)
    account = Account(person=person, email=row.email, created_at=now)
    account.set_password(password)
    add(account, or_else=ForAnotherAccountError)
    EmailAddress.objects.create(user=account, email=row.email, verified=True, primary=True)
    _accept(row, account, now=now)
    return account


@act
def accept_as_holder(*, secret: str, by: Viewer, now: datetime, once: str = "") -> Account:
    """Take the role on with the account that is signed in, which must be that of the address."""
    do_once(once, now=now)
    row = _to_accept(secret, now=now)
    account = queries.account(by.account_id or 0)
    if account is None or folded(account.email) != folded(row.email):
        raise ForAnotherAccountError
    if row.invited_by_id == account.pk:  # who has taken the invited address for their own since
        raise OwnInvitationError
    _accept(row, account, now=now)
    return account


def _to_accept(secret: str, *, now: datetime) -> Invitation:
    row = queries.invitation_with(secret, now=now)
    if row is None:
        raise Http404
    return row


def _accept(row: Invitation, account: Account, *, now: datetime) -> None:
    """Claim the invitation by a conditional update: of two answers at once, one finds nothing."""
    waiting = Invitation.objects.filter(pk=row.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(accepted_at=now, account=account, secret_hash=None):
        raise Http404
    event = InvitationAccepted(
        invitation_id=row.pk,
        account_id=account.pk,
        person_id=account.person_id,
        organisation_id=row.organisation_id,
        role=row.role,
        accepted_at=now,
    )
    sign(event, by=queries.holder(account), now=now, of=f"invitation:{row.pk}")
