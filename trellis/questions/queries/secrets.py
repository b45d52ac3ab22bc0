"""The secrets of links, kept as keyed hashes: a copy of the database gives none back."""

from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac


def hashed_handle(handle: str) -> str:
    return salted_hmac("questions.file", handle, algorithm="sha256").hexdigest()


def hashed(secret: str) -> str:
    return salted_hmac("questions.link", secret, algorithm="sha256").hexdigest()


def mailed_secret(seed: str) -> str:
    """The secret of a link that was mailed, the same for the invitation and its reminders: worked
    out anew each time, so that it is kept nowhere."""
    found = salted_hmac("questions.mailed", seed, algorithm="sha256").digest()
    return urlsafe_b64encode(found[:18]).decode()


def invited_key(wave_id: int, address: str) -> str:
    """That an address was invited to this wave, and nothing about any other."""
    return salted_hmac(f"questions.invited.{wave_id}", address, algorithm="sha256").hexdigest()
