"""Hours, which no calendar of days can tell."""

from datetime import datetime, timedelta
from typing import Final

TO_TELL: Final = timedelta(hours=72)


def due_at(aware_at: datetime) -> datetime:
    """Until when the Commissioner is to be told of a breach somebody knew of at that moment."""
    return aware_at + TO_TELL


def hours_left(aware_at: datetime, now: datetime) -> int:
    """Whole hours; negative once they have passed."""
    return int((due_at(aware_at) - now).total_seconds() // 3600)
