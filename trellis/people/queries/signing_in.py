"""Whether a sign-in must wait, and which link is good."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from trellis.kernel.limits import network_of
from trellis.people.models import Account, FailedSignIn, SignInLink
from trellis.people.queries.factors import has_second_factor
from trellis.people.queries.standing import sees_personal_data
from trellis.people.rules import (
    LINKS_TO_ACCOUNT,
    WRONG_FOR_ADDRESS,
    WRONG_FROM_NETWORK,
    Purpose,
    fingerprint,
    folded,
)


def hashed(value: str, purpose: Purpose) -> str:
    return fingerprint(value, purpose=purpose, key=settings.SECRET_KEY)


def address_key(email: str, browser: str = "") -> str:
    """Under which key wrong passwords for an address are counted.

    A browser that has signed in as this account before is counted by itself: what strangers try
    does not close it, and its own slips do not close the account to others.
    """
    return hashed(f"{browser}|{folded(email)}", Purpose.ADDRESS)


def network_key(ip: str) -> str:
    return hashed(network_of(ip), Purpose.NETWORK)


def must_wait(email: str, *, ip: str, browser: str, now: datetime) -> bool:
    """Whether a password for this address is not even looked at now. `browser` is the id of one
    that has signed in as this account before, else empty. Known and unknown addresses are
    answered alike."""
    for_address = FailedSignIn.objects.filter(
        account_key=address_key(email, browser), at__gt=WRONG_FOR_ADDRESS.since(now)
    )
    if WRONG_FOR_ADDRESS.is_reached(for_address.count()):
        return True
    if browser:
        return False
    from_network = FailedSignIn.objects.filter(
        network_key=network_key(ip), at__gt=WRONG_FROM_NETWORK.since(now)
    )
    return WRONG_FROM_NETWORK.is_reached(from_network.count())


def link_with(secret: str, *, now: datetime) -> SignInLink | None:
    """The open link with this secret; None when it is unknown, used or past its time."""
    return (
        SignInLink.objects.select_related("account__person")
        .filter(secret_hash=hashed(secret, Purpose.SIGN_IN_LINK))
        .filter(used_at=None, expires_at__gt=now, account__is_active=True)
        .first()
    )


def needs_more_than_a_link(account: Account, *, now: datetime) -> bool:
    """Whether a mailbox alone is too little: a role shows other people's personal data, or the
    owner has set up a second factor and would be surprised that a mail goes round it."""
    today = timezone.localdate(now)
    return has_second_factor(account.pk) or sees_personal_data(account.person_id, today)


def has_enough_links(account_id: int, *, now: datetime) -> bool:
    """Whether so many links went out lately that a good one must be in the mailbox."""
    sent = SignInLink.objects.filter(
        account_id=account_id, sent_at__gt=LINKS_TO_ACCOUNT.since(now), used_at=None
    )
    return LINKS_TO_ACCOUNT.is_reached(sent.count())
