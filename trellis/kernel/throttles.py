"""Counting what may be had only so often, in the database: so that it holds over processes and
restarts, and no flood of other counters washes it out."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.crypto import salted_hmac

from trellis.kernel.limits import KEPT, Limit
from trellis.kernel.models import Counted


def next_at(kind: str, who: str, limits: Sequence[Limit], *, now: datetime) -> datetime | None:
    """When whoever it is may have the next; None when that is now. Counts nothing."""
    times = [_free_at(kind, who, limit, now) for limit in limits]
    return max((time for time in times if time is not None), default=None)


def count(kind: str, who: str, *, now: datetime) -> None:
    """Say that whoever it is has had one. Inside an act it counts if the act does."""
    Counted.objects.create(kind=kind, key=_key(kind, who), at=now)


def forget(*, now: datetime) -> None:
    """Let go of what no limit looks back to."""
    Counted.objects.filter(at__lt=now - KEPT).delete()


def _free_at(kind: str, who: str, limit: Limit, now: datetime) -> datetime | None:
    """When the oldest of the last `most` no longer counts."""
    had = Counted.objects.filter(kind=kind, key=_key(kind, who), at__gt=limit.since(now))
    times = had.order_by("-at").values_list("at", flat=True)[limit.most - 1 : limit.most]
    return next((time + limit.within for time in times), None)


def _key(kind: str, who: str) -> str:
    """A keyed hash: a copy of the database tells neither account nor network."""
    return salted_hmac(f"kernel.throttles.{kind}", who, algorithm="sha256").hexdigest()
