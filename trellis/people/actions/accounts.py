"""What somebody changes about their own account."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied

from trellis.kernel import throttles
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer
from trellis.people.events import (
    AddressChangeAsked,
    AddressChanged,
    AddressHeld,
    NameChanged,
    OtherSessionsEnded,
    PasswordSet,
    RecoveryCodesMade,
    SecondFactorRemoved,
    SecondFactorSet,
)
from trellis.people.models import Account, Person, SignInLink
from trellis.people.policy import PERSON

# How it is counted that a link went to an address, so that one without is forgotten.
WAITING = "people.address_waits"


@act
def change_name(
    *, person_id: int, name: str, known_as: str, by: Viewer, now: datetime, once: str = ""
) -> Person:
    do_once(once, now=now)
    row = PERSON.get(by, Person.objects.all(), "edit", pk=person_id)
    row.name, row.known_as = name, known_as
    row.save(update_fields=["name", "known_as"])
    sign(NameChanged(row.pk), by=by, now=now, of=f"person:{row.pk}", fields=["name", "known_as"])
    return row


@act
def set_password(*, account_id: int, password: str, by: Viewer, now: datetime) -> Account:
    """Every session but the one that is told the new hash ends by this: a session is bound to
    the password it was opened with. Whoever calls has asked for the old password or a mailed
    key; the owner is told by mail."""
    account = Account.objects.select_for_update().get(pk=account_id)
    account.set_password(password)
    account.save(update_fields=["password"])
    _end_links(account_id, now)
    tell(account_id, "password_changed", now=now)
    sign(PasswordSet(account_id), by=by, now=now, of=f"account:{account_id}", fields=["password"])
    return account


@act
def hold_address(*, account_id: int, by: Viewer, now: datetime) -> None:
    """Note the address in use as confirmed, for an account that began without a note of it (one
    that was loaded, say): an account never holds an address that nobody confirmed."""
    _require_own(account_id, by)
    account = Account.objects.get(pk=account_id)
    if EmailAddress.objects.filter(user=account, verified=True).exists():
        return
    EmailAddress.objects.update_or_create(
        user=account, email=account.email.lower(), defaults={"verified": True, "primary": True}
    )
    sign(AddressHeld(account_id), by=by, now=now, of=f"account:{account_id}")


@act
def ask_to_change_address(*, account_id: int, address_id: int, by: Viewer, now: datetime) -> None:
    """Send a link to the new address, which counts for nothing until it is confirmed there."""
    _require_own(account_id, by)
    throttles.count(WAITING, str(address_id), now=now)
    enqueue("people.mail_address_confirmation", now=now, address_id=address_id)
    sign(AddressChangeAsked(account_id), by=by, now=now, of=f"account:{account_id}")


@act
def note_address_change(*, account_id: int, old: str, new: str, by: Viewer, now: datetime) -> None:
    """Tell the old address. The new one holds the account already."""
    EmailAddress.objects.filter(user_id=account_id).exclude(email=new).delete()
    _end_links(account_id, now)
    enqueue("people.mail_notice", now=now, account_id=account_id, notice="address_changed", to=old)
    sign(AddressChanged(account_id), by=by, now=now, of=f"account:{account_id}", fields=["email"])


@act
def note_second_factor(*, account_id: int, keep: str, by: Viewer, now: datetime) -> None:
    """After one was set up: sessions that never passed it end, all but `keep` (a session key)."""
    _require_own(account_id, by)
    _end_sessions(account_id, keep)
    tell(account_id, "second_factor_set", now=now)
    sign(SecondFactorSet(account_id), by=by, now=now, of=f"account:{account_id}")


@act
def note_second_factor_removed(*, account_id: int, keep: str, by: Viewer, now: datetime) -> None:
    _require_own(account_id, by)
    _end_sessions(account_id, keep)
    tell(account_id, "second_factor_removed", now=now)
    sign(SecondFactorRemoved(account_id), by=by, now=now, of=f"account:{account_id}")


@act
def note_recovery_codes(*, account_id: int, by: Viewer, now: datetime) -> None:
    _require_own(account_id, by)
    tell(account_id, "recovery_codes_made", now=now)
    sign(RecoveryCodesMade(account_id), by=by, now=now, of=f"account:{account_id}")


@act
def end_other_sessions(*, account_id: int, keep: str, by: Viewer, now: datetime) -> int:
    """How many sessions ended; `keep` is the key of the one that stays."""
    _require_own(account_id, by)
    ended = _end_sessions(account_id, keep)
    _end_links(account_id, now)
    sign(OtherSessionsEnded(account_id), by=by, now=now, of=f"account:{account_id}")
    return ended


def end_all_sessions(account_id: int) -> int:
    return _end_sessions(account_id, keep="")


def _end_sessions(account_id: int, keep: str) -> int:
    found = UserSession.objects.filter(user_id=account_id).exclude(session_key=keep)
    keys = list(found.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    found.delete()
    return len(keys)


def _end_links(account_id: int, now: datetime) -> None:
    """Whoever is shut out may have asked for a link just before."""
    open_ones = SignInLink.objects.filter(account_id=account_id, used_at=None)
    open_ones.filter(expires_at__gt=now).update(expires_at=now)


def tell(account_id: int, notice: str, *, now: datetime) -> None:
    enqueue("people.mail_notice", now=now, account_id=account_id, notice=notice)


def _require_own(account_id: int, by: Viewer) -> None:
    if by.account_id != account_id:
        raise PermissionDenied
