"""The secrets of links, kept as keyed hashes: a copy of the database gives none back."""

from django.utils.crypto import salted_hmac


def hashed_handle(handle: str) -> str:
    return salted_hmac("questions.file", handle, algorithm="sha256").hexdigest()


def hashed(secret: str) -> str:
    return salted_hmac("questions.link", secret, algorithm="sha256").hexdigest()
