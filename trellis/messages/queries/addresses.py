"""Addresses as keyed hashes, and whether one is suppressed."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac

from trellis.messages.models import Kind, Suppression
from trellis.messages.rules.addresses import folded

_SALT = "messages.address"
# Whoever wants no bulletins is not asked whether they want any.
_RID_OF_TOO = {Kind.CONFIRM: (Kind.BULLETIN,)}


def address_key(address: str, *, secret: str | bytes | None = None) -> str:
    """64 hexadecimal digits: without the site's secret key nobody can try addresses out."""
    found = salted_hmac(_SALT, folded(address), secret=secret, algorithm="sha256")
    return found.hexdigest()


def keys_of(address: str) -> list[str]:
    """Under the site's secret key and under those it had before and still honours."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [address_key(address, secret=secret) for secret in secrets]


def is_suppressed(address: str, kind: str) -> bool:
    """Whether this address is rid of letters of this kind, or takes none at all."""
    rows = Suppression.objects.filter(address_key__in=keys_of(address), kind__in=silenced_by(kind))
    return rows.exists()


def silenced_by(kind: str) -> tuple[str, ...]:
    """The kinds of suppression under which no letter of this kind goes out."""
    return ("", kind, *_RID_OF_TOO.get(Kind(kind), ()))


def suppressed_among(addresses: Iterable[str], kind: str) -> set[str]:
    """Those of the addresses, folded, that are. One query for some hundreds of them."""
    by_key = {key: folded(one) for one in addresses for key in keys_of(one)}
    keys, found = list(by_key), set[str]()
    for start in range(0, len(keys), 500):
        rows = Suppression.objects.filter(
            address_key__in=keys[start : start + 500], kind__in=silenced_by(kind)
        )
        found |= {by_key[key] for key in rows.values_list("address_key", flat=True)}
    return found
