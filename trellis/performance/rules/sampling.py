"""Drawing lines by lot so that nobody chooses them and anybody can repeat it.

The seed is the SHA-256 of a text that ends with the audit's head at that moment. Each line gets the
SHA-256 of the seed, a line feed and its key; those with the lowest are drawn. So every line has
the same chance, and the order in which a database hands them out makes no difference.
"""

from collections.abc import Iterable
from hashlib import sha256

LEAST = 3
ONE_IN = 10
REVIEW_LEAST, REVIEW_MOST = 10, 20
REVIEW_ACCOUNTS = 3


def seed_of(made_of: str) -> str:
    """64 hexadecimal digits."""
    return sha256(made_of.encode()).hexdigest()


def lot_of(seed: str, key: str) -> str:
    """The lot of one line: 64 hexadecimal digits; the lowest are drawn."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()


def draw(seed: str, keys: Iterable[str], count: int) -> list[str]:
    """That many of the keys, lowest lot first; all of them where there are no more."""
    return sorted(set(keys), key=lambda key: lot_of(seed, key))[: max(count, 0)]


def size_for_return(lines: int) -> int:
    """The larger of three and a tenth, rounded up; never more than there are."""
    return min(lines, max(LEAST, _a_tenth(lines)))


def size_for_review(figures: int) -> int:
    """A tenth, rounded up, but ten at least and twenty at most; never more than there are."""
    return min(figures, REVIEW_MOST, max(REVIEW_LEAST, _a_tenth(figures)))


def _a_tenth(count: int) -> int:
    return -(-count // ONE_IN)
