"""Two people edit one row at once: whoever is second is told, and what they typed is kept.

A form carries the mark of what its writer saw; the act compares it with the row it holds.
"""

from hashlib import blake2b


class EditedMeanwhileError(Exception):
    """Somebody else changed the row since the form was opened; both are to be shown."""


def mark_of(*facts: object) -> str:
    """A short mark that differs as soon as one of the facts does."""
    told = "\x1f".join(str(fact) for fact in facts)
    return blake2b(told.encode(), digest_size=16).hexdigest()


def refuse_if_edited(seen: str | None, now: str) -> None:
    """Without a mark there was no form: nobody has looked, so nobody is contradicted."""
    if seen is not None and seen != now:
        raise EditedMeanwhileError
