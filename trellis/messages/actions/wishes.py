"""What people want by mail, digests that keep to it, and being rid of them."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.messages import events, words
from trellis.messages.actions import delivering
from trellis.messages.models import (
    Kind,
    Letter,
    Notice,
    Preference,
    SignUp,
    Subscription,
    Suppression,
)
from trellis.messages.queries.addresses import address_key, is_suppressed, keys_of
from trellis.messages.queries.unsubscribing import unsubscribe_secret
from trellis.messages.queries.wishes import wish_of
from trellis.messages.rules.quiet import Often, Wish
from trellis.people import queries as people


@act
def set_preference(*, wish: Wish, by: Viewer, now: datetime, once: str = "") -> None:
    """One's own. Whoever wants digests is written to again, though they unsubscribed before or a
    letter came back."""
    do_once(once, now=now)
    account = people.account(by.account_id or 0)
    if account is None:
        raise PermissionDenied
    Preference.objects.update_or_create(
        account=account,
        defaults={
            "often": wish.often,
            "quiet_from": wish.quiet_from,
            "quiet_until": wish.quiet_until,
            "quiet_weekends": wish.quiet_weekends,
        },
    )
    if wish.often is not Often.NEVER:
        Suppression.objects.filter(
            address_key__in=keys_of(account.email), kind__in=["", Kind.DIGEST]
        ).delete()
    event = events.PreferenceSet(account.pk)
    sign(event, by=by, now=now, of=f"account:{account.pk}", fields=["often", "quiet"])


@act
def compose_digest(*, account_id: int, by: Viewer, now: datetime) -> Letter | None:
    """Put somebody's new notices into one letter, if this is a moment for it; else None."""
    account = people.account(account_id)
    wish, last_on = wish_of(account_id)
    local = timezone.localtime(now)
    if account is None or not wish.wants_digest(local, last_on=last_on):
        return None
    if is_suppressed(account.email, Kind.DIGEST):
        return None
    new = list(
        Notice.objects.select_for_update()
        .filter(account=account, read_at=None, settled_at=None, mailed_at=None)
        .order_by("due_on", "id")[:50]
    )
    if not new:
        return None
    letter = _put_in(account, new, now)
    Notice.objects.filter(pk__in=[one.pk for one in new]).update(mailed_at=now)
    Preference.objects.update_or_create(account=account, defaults={"mailed_on": local.date()})
    event = events.DigestComposed(letter.pk)
    sign(event, by=by, now=now, of=f"letter:{letter.pk}")
    return letter


def _put_in(account: people.Account, new: list[Notice], now: datetime) -> Letter:
    secret = unsubscribe_secret(address_key(account.email), Kind.DIGEST)
    written = words.write(
        "digest",
        notices=new,
        greeting=account.person.greeting,
        settings_url=words.address_of("messages:settings"),
        unsubscribe_url=words.address_of("messages:unsubscribe", secret=secret),
    )
    return delivering.put_in(
        now=now,
        kind=Kind.DIGEST,
        account=account,
        address=account.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
    )


@act
def unsubscribe(*, key: str, kind: str, by: Viewer, now: datetime) -> None:
    """Write to the address of that keyed hash no more letters of the kind. Whoever holds the
    secret of a letter may; doing it twice is doing it once."""
    row, is_new = Suppression.objects.get_or_create(
        address_key=key,
        kind=kind,
        defaults={"why": Suppression.Why.UNSUBSCRIBED, "at": now},
    )
    if kind == Kind.BULLETIN:
        open_ones = Subscription.objects.filter(address_key=key, ended_at=None)
        open_ones.update(ended_at=now, address="", account=None)
    if kind in {Kind.BULLETIN, Kind.CONFIRM}:
        SignUp.objects.filter(address_key=key).delete()
    if is_new:
        event = events.Unsubscribed(row.pk)
        sign(event, by=by, now=now, of=f"suppression:{row.pk}", fields=["kind"])
