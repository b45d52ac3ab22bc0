"""When a letter that was not taken is tried again, and when we stop."""

from datetime import datetime, timedelta
from typing import Final

WAITS: Final = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
# What was news three days ago is none any more.
GIVEN_UP_AFTER: Final = timedelta(days=3)
# How long somebody who asked for bulletins has to say so again.
SIGN_UP_WAITS: Final = timedelta(days=7)


def next_try(attempts: int, *, queued_at: datetime, now: datetime) -> datetime | None:
    """When to try again after so many attempts; None where that would be too late."""
    at = now + WAITS[min(max(attempts, 1), len(WAITS)) - 1]
    return at if at <= queued_at + GIVEN_UP_AFTER else None
