"""Two runs side by side, one on SQLite and one on PostgreSQL, share the longest walks through the
house: each takes every second step. `make prove` takes all of them on both, and so does a run by
itself."""

import os
from collections.abc import Iterable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def _side_by_side() -> bool:
    return os.environ.get("TRELLIS_TESTS_SHARED") == "1"


def the_other_looks() -> bool:
    """Whether what hangs on no database, such as whether a page is valid HTML, is looked at by the
    run on SQLite, which asks for the same pages."""
    return _side_by_side() and connection.vendor == "postgresql"


def our_share(steps: Iterable[T]) -> list[T]:
    """In their order: all of them, or where another run takes the others, every second one."""
    every = list(steps)
    if not _side_by_side():
        return every
    return every[connection.vendor == "postgresql" :: 2]
