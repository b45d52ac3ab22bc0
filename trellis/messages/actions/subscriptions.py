"""Asking for bulletins, being entered for them, and ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.messages import events
from trellis.messages.models import Kind, Subscription, Suppression
from trellis.messages.policy import SUBSCRIPTION
from trellis.messages.queries.addresses import address_key, keys_of, suppressed_among
from trellis.messages.queries.subscriptions import places_to_read_about, words_agreed
from trellis.messages.rules.addresses import folded
from trellis.people import queries as people
from trellis.places import queries as places


@dataclass(frozen=True)
class Added:
    """Of addresses that were brought: entered now, subscribed before, and silent because they
    have said that they want no more."""

    added: int
    already: int
    silent: int


@act
def subscribe(
    *, topic: str, place_id: int, by: Viewer, now: datetime, once: str = ""
) -> Subscription | None:
    """One's own, with the words one has read. Whoever unsubscribed before asks anew by this. None
    where it is subscribed already."""
    do_once(once, now=now)
    account = people.account(by.account_id or 0)
    offered = {int(pk): name for pk, name in places_to_read_about(by)}
    if account is None or place_id not in offered:
        raise PermissionDenied
    Suppression.objects.filter(
        address_key__in=keys_of(account.email), kind__in=["", Kind.BULLETIN]
    ).delete()
    chain = places.ancestors(place_id)
    name = offered[place_id].lstrip("\u2014 ")
    row, is_new = Subscription.objects.get_or_create(
        address_key=address_key(account.email),
        topic=topic,
        place_id=place_id,
        ended_at=None,
        defaults={
            "area_id": chain[0].id if chain else place_id,
            "account": account,
            "address": account.email,
            "basis": Subscription.Basis.CONSENT,
            "given_on": timezone.localdate(now),
            "given_how": Subscription.How.OWN_PAGE,
            "given_words": words_agreed(topic, name),
            "added_at": now,
            "added_by_id": by.person_id,
        },
    )
    if not is_new:
        return None
    sign(events.Subscribed(row.pk), by=by, now=now, of=f"subscription:{row.pk}")
    return row


@act
def add_subscribers(
    *,
    addresses: Sequence[str],
    topic: str,
    place_id: int,
    basis: str,
    given_on: date,
    given_words: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Added:
    """Enter addresses that were told to us, on a basis that whoever enters them vouches for.
    Whoever unsubscribed stays silent, whoever brings the address, in whatever spelling."""
    do_once(once, now=now)
    require_capability(by, Capability.BULLETIN_SEND, place_id=place_id)
    if given_on > timezone.localdate(now):
        raise ValidationError({"given_on": _("When did they say so: enter a day that is over.")})
    chain = places.ancestors(place_id)
    wanted = {folded(one) for one in addresses}
    silent = suppressed_among(wanted, Kind.BULLETIN)
    rows = [
        Subscription(
            area_id=chain[0].id if chain else place_id,
            place_id=place_id,
            topic=topic,
            address=one,
            address_key=address_key(one),
            basis=basis,
            given_on=given_on,
            given_how=Subscription.How.BROUGHT,
            given_words=given_words,
            added_at=now,
            added_by_id=by.person_id,
        )
        for one in sorted(wanted - silent)
    ]
    held = Subscription.objects.filter(
        topic=topic, place_id=place_id, ended_at=None, address_key__in=[r.address_key for r in rows]
    )
    known = set(held.values_list("address_key", flat=True))
    fresh = [row for row in rows if row.address_key not in known]
    Subscription.objects.bulk_create(fresh, batch_size=500)
    event = events.SubscribersAdded(place_id, len(fresh))
    sign(event, by=by, now=now, of=f"place:{place_id}", fields=["subscribers"])
    return Added(len(fresh), len(rows) - len(fresh), len(silent))


@act
def end_subscription(*, subscription_id: int, by: Viewer, now: datetime, once: str = "") -> None:
    """One's own, or one that somebody asked us to end. Its address is taken away."""
    do_once(once, now=now)
    rows = Subscription.objects.filter(ended_at=None)
    row = SUBSCRIPTION.get(by, rows, "end", pk=subscription_id)
    row.ended_at, row.address, row.account = now, "", None
    row.save()
    event = events.SubscriptionEnded(row.pk)
    sign(event, by=by, now=now, of=f"subscription:{row.pk}", fields=["ended_at"])
