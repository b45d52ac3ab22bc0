"""Letters and what keeps them from being sent."""

from datetime import timedelta
from secrets import token_hex
from typing import Any

from tests.factories.making import NOW, TODAY, filled, number
from tests.factories.people import make_account
from tests.factories.places import make_area
from trellis.messages.models import (
    Bulletin,
    Feed,
    FeedDay,
    Item,
    Kind,
    Letter,
    Notice,
    Preference,
    SignUp,
    Subscription,
    Suppression,
    Topic,
)
from trellis.messages.queries import address_key
from trellis.messages.queries.feeds import secret_hash


def make_notice(**given: Any) -> Notice:
    """New, of a figure that is due in ten days."""
    return Notice.objects.create(
        **filled(
            given,
            account=make_account,
            source="tests",
            key=f"thing {number()}",
            title="One figure for the summer is not recorded",
            why="Ambley together",
            step="Record it",
            url="/performance/",
            due_on=TODAY + timedelta(days=10),
            told_at=NOW,
        )
    )


def make_preference(**given: Any) -> Preference:
    """The usual."""
    return Preference.objects.create(**filled(given, account=make_account))


def make_letter(**given: Any) -> Letter:
    """A digest that waits, to nobody with an account."""
    fields = filled(
        given,
        address=f"reader{number()}@example.org",
        token=lambda: token_hex(16),
        kind=Kind.DIGEST,
        subject="What is new for you",
        text="One figure is due.\n",
        queued_at=NOW,
        not_before=NOW,
    )
    fields.setdefault("address_key", address_key(fields["address"]))
    return Letter.objects.create(**fields)


def make_suppression(**given: Any) -> Suppression:
    """Of an address that unsubscribed from digests; give `address` for one of your own."""
    address = given.pop("address", f"reader{number()}@example.org")
    return Suppression.objects.create(
        **filled(
            given,
            address_key=address_key(address),
            kind=Kind.DIGEST,
            why=Suppression.Why.UNSUBSCRIBED,
            at=NOW,
        )
    )


def make_subscription(**given: Any) -> Subscription:
    """An address that agreed to bulletins on funding about the whole area."""
    place = given.pop("place", None) or make_area()
    fields = filled(
        given,
        place=place,
        area=place.area or place,
        topic=Topic.FUNDING,
        address=f"reader{number()}@example.org",
        basis=Subscription.Basis.CONSENT,
        given_on=TODAY,
        given_how=Subscription.How.BROUGHT,
        given_words="Shall we send you news of funding? Yes.",
        added_at=NOW,
    )
    fields.setdefault("address_key", address_key(fields["address"]))
    return Subscription.objects.create(**fields)


def make_sign_up(**given: Any) -> SignUp:
    """Of an address that asked for funding about the whole area, and has not confirmed it."""
    fields = filled(
        given,
        area=make_area,
        address=f"reader{number()}@example.org",
        asked_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )
    fields.setdefault("address_key", address_key(fields["address"]))
    fields.setdefault("wanted", [f"funding:{fields['area'].pk}"])
    return SignUp.objects.create(**fields)


def make_bulletin(**given: Any) -> Bulletin:
    """A draft on funding about the whole area, with nothing in it."""
    place = given.pop("place", None) or make_area()
    return Bulletin.objects.create(
        **filled(
            given,
            place=place,
            area=place.area or place,
            topic=Topic.FUNDING,
            title="Funding in October",
            begun_at=NOW,
        )
    )


def make_item(**given: Any) -> Item:
    return Item.objects.create(
        **filled(
            given,
            bulletin=make_bulletin,
            number=number(),
            heading="Small grants",
            words="Up to a thousand pounds.",
            link="https://example.org/grants?from=bulletin&year=2026",
        )
    )


def make_feed(**given: Any) -> Feed:
    """Give `secret` for one whose address you know."""
    secret: str = given.pop("secret", token_hex(16))
    return Feed.objects.create(
        **filled(
            given,
            account=make_account,
            name="My phone",
            secret_hash=secret_hash(secret),
            made_at=NOW,
        )
    )


def make_feed_day(**given: Any) -> FeedDay:
    return FeedDay.objects.create(
        **filled(given, feed=make_feed, uid=token_hex(16), digest=token_hex(32), changed_at=NOW)
    )
