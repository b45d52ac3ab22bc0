"""Forgetting what is no longer needed, as `people.privacy` declares."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from trellis.kernel import throttles
from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.people.actions.accounts import WAITING
from trellis.people.events import SpentForgotten
from trellis.people.models import FailedSignIn, Invitation, SignInLink
from trellis.people.rules import ADDRESS_WAITS, FAILURES_KEPT, INVITATIONS_KEPT, LINKS_KEPT


@act
def forget_spent(*, by: Viewer, now: datetime) -> int:
    """How many rows went: old wrong passwords, spent links and invitations, ended sessions, and
    addresses whose link to confirm them is dead."""
    if not by.is_system:
        raise PermissionDenied
    long_ago = now - INVITATIONS_KEPT
    answered = Q(accepted_at__lt=long_ago) | Q(withdrawn_at__lt=long_ago)
    unanswered = Q(accepted_at=None, withdrawn_at=None, expires_at__lt=long_ago)
    gone = (
        FailedSignIn.objects.filter(at__lt=now - FAILURES_KEPT),
        SignInLink.objects.filter(expires_at__lt=now - LINKS_KEPT),
        Invitation.objects.filter(answered | unanswered),
        Session.objects.filter(expire_date__lt=now),
    )
    rows = sum(found.delete()[0] for found in gone)
    kept = Session.objects.values("session_key")
    rows += UserSession.objects.exclude(session_key__in=kept).delete()[0]
    rows += _forget_unconfirmed(now)
    sign(SpentForgotten(rows), by=by, now=now, of="account:0")
    return int(rows)


def _forget_unconfirmed(now: datetime) -> int:
    """allauth does not say since when an address waits; we counted when its link went out."""
    waiting = EmailAddress.objects.filter(verified=False)
    gone = [
        row.pk
        for row in waiting
        if throttles.next_at(WAITING, str(row.pk), (ADDRESS_WAITS,), now=now) is None
    ]
    return int(waiting.filter(pk__in=gone).delete()[0])
