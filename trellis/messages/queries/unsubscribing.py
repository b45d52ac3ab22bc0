"""The secrets in a letter: by one its receiver is rid of letters of that kind, by another they see
what they get. Signed by us, kept nowhere, good for ever, and worth nothing for any other address.
The third leads to what somebody asked for, as long as it waits."""

from django.core.signing import BadSignature, Signer

from trellis.messages.models import Kind

_SALT = "messages.unsubscribe"
_READER, _SIGN_UP = "messages.reader", "messages.sign_up"


def unsubscribe_secret(key: str, kind: str) -> str:
    """For the address of that keyed hash."""
    return Signer(salt=_SALT, sep=".").sign(f"{kind}.{key}")


def unsubscribe_facts(secret: str) -> tuple[str, str] | None:
    """The keyed hash and the kind; None for anything that is not ours."""
    try:
        kind, _dot, key = Signer(salt=_SALT, sep=".").unsign(secret).partition(".")
    except BadSignature:
        return None
    return (key, kind) if kind in set(Kind) else None


def reader_secret(key: str) -> str:
    """For whoever reads letters to the address of that keyed hash."""
    return Signer(salt=_READER, sep=".").sign(key)


def reader_key(secret: str) -> str | None:
    """The keyed hash of an address; None for anything that is not ours."""
    return _unsigned(secret, _READER)


def sign_up_secret(sign_up_id: int, key: str) -> str:
    return Signer(salt=_SIGN_UP, sep=".").sign(f"{sign_up_id}-{key}")


def sign_up_facts(secret: str) -> tuple[int, str] | None:
    """The number of what was asked for, and the keyed hash of the address to which the letter
    went; None for anything that is not ours."""
    number, _dash, key = (_unsigned(secret, _SIGN_UP) or "").partition("-")
    return (int(number), key) if key else None


def _unsigned(secret: str, salt: str) -> str | None:
    try:
        return Signer(salt=salt, sep=".").unsign(secret)
    except BadSignature:
        return None
