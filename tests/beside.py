"""Two runs side by side, one on SQLite and one on PostgreSQL, share the longest walks through the
house: each takes every second step. `make prove` takes all of them on both, and so does a run by
itself."""

import os
from collections.abc import Iterable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def our_share(steps: Iterable[T]) -> list[T]:
    """In their order: all of them, or where another run takes the others, every second one."""
    every = list(steps)
    if os.environ.get("TRELLIS_TESTS_SHARED") != "1":
        return every
    return every[connection.vendor == "postgresql" :: 2]
