"""How sign-in is slowed down, how links are kept, how people are greeted: all without a database.

Limits: research on operations, throttles S3 (ten wrong passwords in five minutes for one address,
a hundred in an hour from one network).
"""

import hmac
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from trellis.kernel.limits import Limit


class Purpose(StrEnum):
    """What a hash is for. One purpose, one key: a secret of one kind is noise to every other."""

    INVITATION = "invitation"
    SIGN_IN_LINK = "sign-in link"
    ADDRESS = "address"
    NETWORK = "network"


WRONG_FOR_ADDRESS = Limit(10, timedelta(minutes=5))
WRONG_FROM_NETWORK = Limit(100, timedelta(hours=1))
# A link lives as long as the limit looks back: whenever no further one is sent, a good one is
# already in the mailbox, and nobody can ask until the owner of the address has none.
LINKS_TO_ACCOUNT = Limit(3, timedelta(minutes=15))

# Letters that somebody sends in our name: by one account, to one organisation (so much that no
# account fills it alone), and by one account to one address.
INVITING = (Limit(30, timedelta(hours=1)), Limit(100, timedelta(days=1)))
INVITING_TO = (Limit(60, timedelta(hours=1)), Limit(200, timedelta(days=1)))
INVITING_AGAIN = Limit(5, timedelta(days=1))

# As long as the link to confirm an address lives, which is signed for a day in the settings.
ADDRESS_WAITS = Limit(1, timedelta(days=1))

LINK_LASTS = timedelta(minutes=15)
INVITATION_LASTS = timedelta(days=14)

FAILURES_KEPT = timedelta(days=1)
LINKS_KEPT = timedelta(days=1)
INVITATIONS_KEPT = timedelta(days=90)


def fingerprint(value: str, *, purpose: Purpose, key: str) -> str:
    """A keyed hash of 64 hexadecimal digits: a copy of the database gives no value back."""
    own_key = sha256(f"trellis.people.{purpose}:{key}".encode()).digest()
    return hmac.new(own_key, value.encode(), sha256).hexdigest()


def folded(address: str) -> str:
    """An e-mail address as it is compared: no spaces around it, lower case."""
    return address.strip().lower()


# Forms of address that people write before a name.
_TITLES: Final = frozenset(
    {"canon", "cllr", "councillor", "dame", "dr", "lady", "lord", "miss", "mr", "mrs", "ms", "mx",
     "prof", "professor", "rev", "revd", "sir"}
)  # fmt: skip


def first_name(name: str) -> str:
    """The first word that is no form of address: *Winston* of *Cllr Winston Bell*. Where nothing
    but one name follows the title (*Mrs Bell*) it is all of it."""
    words = name.split()
    plain = [word for word in words if word.casefold().rstrip(".") not in _TITLES]
    if len(plain) == len(words) or len(plain) > 1:
        return plain[0] if plain else name
    return name
