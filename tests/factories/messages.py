"""Letters and what keeps them from being sent."""

from datetime import timedelta
from secrets import token_hex
from typing import Any

from tests.factories.making import NOW, TODAY, filled, number
from tests.factories.people import make_account
from trellis.messages.models import Kind, Letter, Notice, Preference, Suppression
from trellis.messages.queries import address_key


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
