"""Signing in: what is counted, and the links that go out."""

from datetime import datetime
from secrets import token_urlsafe

from django.core.exceptions import PermissionDenied

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer
from trellis.people import queries
from trellis.people.events import (
    PasswordResetAsked,
    SignedIn,
    SignInFailed,
    SignInLinkAsked,
    SignInLinkMade,
    SignInLinkUsed,
)
from trellis.people.models import Account, FailedSignIn, SignInLink
from trellis.people.queries.signing_in import address_key, hashed, network_key
from trellis.people.rules import LINK_LASTS, Purpose


@act
def note_sign_in(*, account_id: int, by: Viewer, now: datetime) -> None:
    sign(SignedIn(account_id), by=by, now=now, of=f"account:{account_id}")


@act
def count_failed_sign_in(
    *, email: str, ip: str, browser: str, by: Viewer, now: datetime
) -> FailedSignIn:
    """Count a wrong password. One with a browser that is known counts against it alone."""
    row = FailedSignIn.objects.create(
        account_key=address_key(email, browser),
        network_key="" if browser else network_key(ip),
        at=now,
    )
    sign(SignInFailed(), by=by, now=now, of=f"failedsignin:{row.pk}")
    return row


@act
def ask_for_sign_in_link(*, email: str, by: Viewer, now: datetime, once: str = "") -> None:
    """Put the answer off to a job. Known and unknown addresses do the same work here and leave
    the same trace; only the job, which nobody waits for, tells them apart."""
    do_once(once, now=now)
    account = queries.account_for_signing_in(email)
    enqueue("people.answer_link_request", now=now, account_id=account.pk if account else None)
    sign(SignInLinkAsked(), by=by, now=now, of="account:0")


@act
def ask_for_password_reset(*, email: str, by: Viewer, now: datetime) -> None:
    """As for the link: the same work for every address."""
    account = queries.account_for_signing_in(email)
    enqueue("people.answer_reset_request", now=now, account_id=account.pk if account else None)
    sign(PasswordResetAsked(), by=by, now=now, of="account:0")


@act
def make_sign_in_link(*, account_id: int, by: Viewer, now: datetime) -> str:
    """The secret of a new link, which is kept nowhere: put it into the mail and forget it."""
    if not by.is_system:
        raise PermissionDenied
    secret = token_urlsafe(32)
    SignInLink.objects.create(
        account_id=account_id,
        secret_hash=hashed(secret, Purpose.SIGN_IN_LINK),
        sent_at=now,
        expires_at=now + LINK_LASTS,
    )
    sign(SignInLinkMade(account_id), by=by, now=now, of=f"account:{account_id}")
    return secret


@act
def use_sign_in_link(*, secret: str, by: Viewer, now: datetime) -> Account | None:
    """The account that the link lets in, once; None when it is spent, unknown, or when the
    account has meanwhile come to need more than a mailbox."""
    link = queries.link_with(secret, now=now)
    if link is None or queries.needs_more_than_a_link(link.account, now=now):
        return None
    if not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        return None
    sign(SignInLinkUsed(link.account_id), by=by, now=now, of=f"account:{link.account_id}")
    return link.account
