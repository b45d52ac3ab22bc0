"""The secret in a letter by which its receiver is rid of letters of that kind: signed by us, kept
nowhere, good for ever, and worth nothing for any other address or kind."""

from django.core.signing import BadSignature, Signer

from trellis.messages.models import Kind

_SALT = "messages.unsubscribe"


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
