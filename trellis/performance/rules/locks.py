"""Why a figure cannot be changed any more, and what opens it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Lock(StrEnum):
    """In the order in which they hold: what is published is locked for that, whatever else."""

    PUBLISHED = "published"
    ACCEPTED = "accepted"
    HANDED_IN = "handed_in"
    CLOSED = "closed"


@dataclass(frozen=True)
class Held:
    """What is known of a provider's figures of one round. `stage` is that of its return, "" for
    none; `unlocked_until` are the ends of the leaves that were given."""

    stage: str
    checked_by: date
    is_published: bool = False
    unlocked_until: tuple[datetime, ...] = ()


def lock_on(held: Held, *, now: datetime, today: date) -> Lock | None:
    """The lock that is on the figures, or None where they can be changed."""
    if unlocked(held.unlocked_until, now):
        return None
    if held.is_published:
        return Lock.PUBLISHED
    if held.stage == "accepted":
        return Lock.ACCEPTED
    if held.stage in ("submitted", "checked"):
        return Lock.HANDED_IN
    return Lock.CLOSED if today > held.checked_by and held.stage != "returned" else None


def unlocked(until: Iterable[datetime], now: datetime) -> bool:
    return any(now < end for end in until)
