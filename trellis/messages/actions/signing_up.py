"""Bulletins for people without an account: asked for on a page, confirmed by a letter.

What asking does is the same whoever the address belongs to, whether or not it is known, subscribed
or suppressed: a letter is put in the outbox, and there a suppressed one is stopped.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel import throttles
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.limits import Limit
from trellis.kernel.viewer import Viewer
from trellis.messages import events, words
from trellis.messages.actions import delivering
from trellis.messages.models import Kind, SignUp, Subscription, Suppression
from trellis.messages.queries.addresses import address_key, keys_of
from trellis.messages.queries.signing_up import Wanted, still_offered
from trellis.messages.queries.subscriptions import words_agreed
from trellis.messages.queries.unsubscribing import sign_up_secret, unsubscribe_secret
from trellis.messages.rules.addresses import folded, mailbox_of
from trellis.messages.rules.waits import SIGN_UP_WAITS

# A library has one line to the world for all its readers; a flood has it too.
FROM_NETWORK: Final = (Limit(20, timedelta(hours=1)), Limit(60, timedelta(days=1)))
# Letters that ask back, whatever is asked and for which area.
TO_MAILBOX: Final = (Limit(1, timedelta(days=1)),)
_NETWORK, _MAILBOX = "messages.signing_up", "messages.asking_back"


@act
def sign_up(
    *,
    address: str,
    area_id: int,
    topics: Collection[str],
    place_ids: Collection[int],
    network: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> None:
    """Ask for bulletins at an address, which is asked back by a letter: at most one a day, so that
    what is asked meanwhile joins what waits, or its letter waits for tomorrow. Raises
    ValidationError for what is not offered, or where too many were asked for from one network."""
    do_once(once, now=now)
    wanted = [f"{topic}:{place_id}" for topic in topics for place_id in place_ids]
    chosen = still_offered(by, area_id, wanted)
    if len(chosen) != len(wanted) or not chosen:
        raise ValidationError(_("Choose topics and places from those offered."))
    _count_network(network, now=now)
    row, is_new = SignUp.objects.select_for_update(of=("self",)).get_or_create(
        area_id=area_id,
        address_key=address_key(address),
        defaults={
            "address": folded(address),
            "asked_at": now,
            "expires_at": now + SIGN_UP_WAITS,
        },
    )
    row.wanted = list(dict.fromkeys([*row.wanted, *wanted]))
    goes_at = throttles.next_at(_MAILBOX, mailbox_of(address), TO_MAILBOX, now=now)
    if is_new or goes_at is None:
        _ask_back(row, chosen, not_before=goes_at or now, now=now)
    row.save()
    sign(events.SignUpAsked(row.pk), by=by, now=now, of=f"sign_up:{row.pk}", fields=["wanted"])


def _count_network(network: str, *, now: datetime) -> None:
    if free_at := throttles.next_at(_NETWORK, network, FROM_NETWORK, now=now):
        said = _("As many have asked from your network as may in so short a time. Try at %(time)s.")
        time = date_format(timezone.localtime(free_at), "j F, H:i")
        raise ValidationError(said % {"time": time})
    throttles.count(_NETWORK, network, now=now)


def _ask_back(
    row: SignUp, chosen: Collection[Wanted], *, not_before: datetime, now: datetime
) -> None:
    """The letter counts from when it may go."""
    throttles.count(_MAILBOX, mailbox_of(row.address), now=not_before)
    row.expires_at = not_before + SIGN_UP_WAITS
    secret = sign_up_secret(row.pk, row.address_key)
    rid = unsubscribe_secret(row.address_key, Kind.CONFIRM)
    written = words.write(
        "confirm",
        chosen=chosen,
        until=date_format(timezone.localtime(row.expires_at), "j F Y"),
        confirm_url=words.address_of("messages:confirm", secret=secret),
        unsubscribe_url=words.address_of("messages:unsubscribe", secret=rid),
    )
    delivering.put_in(
        now=now,
        not_before=not_before,
        kind=Kind.CONFIRM,
        address=row.address,
        subject=written.subject,
        text=written.text,
        html=written.html,
    )


@act
def confirm_sign_up(
    *, sign_up_id: int, wanted: Collection[str], by: Viewer, now: datetime, once: str = ""
) -> int:
    """What whoever holds the link in the letter wants of what was asked for: how many subscriptions
    are new by it. Whoever unsubscribed meanwhile asks anew by this. Raises Http404 where nothing
    waits any more."""
    do_once(once, now=now)
    row = SignUp.objects.select_for_update().filter(pk=sign_up_id, expires_at__gt=now).first()
    if row is None:
        raise Http404
    chosen = still_offered(by, row.area_id, [one for one in row.wanted if one in wanted])
    if not chosen:
        raise ValidationError({"wanted": _("Tick what you want, or leave this page.")})
    Suppression.objects.filter(
        address_key__in=keys_of(row.address), kind__in=["", Kind.BULLETIN, Kind.CONFIRM]
    ).delete()
    made = sum(_subscribe(row, one, now=now) for one in chosen)
    row.delete()
    event = events.SignUpConfirmed(sign_up_id, made)
    sign(event, by=by, now=now, of=f"sign_up:{sign_up_id}")
    return made


def _subscribe(row: SignUp, one: Wanted, *, now: datetime) -> bool:
    _row, is_new = Subscription.objects.get_or_create(
        address_key=row.address_key,
        topic=one.topic,
        place_id=one.place_id,
        ended_at=None,
        defaults={
            "area_id": row.area_id,
            "address": row.address,
            "basis": Subscription.Basis.CONSENT,
            "given_on": timezone.localdate(now),
            "given_how": Subscription.How.BY_LINK,
            "given_words": words_agreed(one.topic, one.place),
            "added_at": now,
        },
    )
    return is_new


@act
def end_by_link(
    *, key: str, subscription_id: int, by: Viewer, now: datetime, once: str = ""
) -> None:
    """End one of the address of that keyed hash. Whoever holds the secret of a letter may."""
    do_once(once, now=now)
    rows = Subscription.objects.filter(pk=subscription_id, address_key=key, ended_at=None)
    if not rows.update(ended_at=now, address="", account=None):
        raise Http404
    event = events.SubscriptionEnded(subscription_id)
    sign(event, by=by, now=now, of=f"subscription:{subscription_id}", fields=["ended_at"])


@act
def write_again(*, key: str, address: str, by: Viewer, now: datetime, once: str = "") -> None:
    """Its owner says that letters may come again: whoever holds the secret of a letter and knows
    the address it came to. They still have to ask for bulletins, and to confirm it."""
    if not key or key not in keys_of(address):
        raise ValidationError(
            {"address": _("The letter with this link went to another address. Enter that one.")}
        )
    do_once(once, now=now)
    kinds = ["", Kind.BULLETIN, Kind.CONFIRM, Kind.SURVEY]
    rows = Suppression.objects.filter(address_key__in=keys_of(address), kind__in=kinds)
    event = events.WrittenToAgain(rows.delete()[0])
    sign(event, by=by, now=now, of="suppression", fields=["kind"])
