"""Counting what may be had only so often, in the database: so that it holds over processes and
restarts, and no flood of other counters washes it out."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from math import ceil
from typing import Any, cast

from django.http import HttpResponse
from django.urls import get_resolver
from django.utils.crypto import salted_hmac

from trellis.kernel.http import Request
from trellis.kernel.limits import KEPT, Limit
from trellis.kernel.models import Counted

View = Callable[..., HttpResponse]


def rationed(kind: str, *limits: Limit) -> Callable[[View], View]:
    """For a view that costs much: so many for one account or, of those not signed in, for one
    network. Whoever has had them is told when the next can be had: a page, 429, Retry-After."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            who = _asking(request)
            if wait := next_at(kind, who, limits, now=request.now):
                return _wait(request, ceil((wait - request.now).total_seconds()))
            count(kind, who, now=request.now)
            return view(request, *args, **kwargs)

        return answer

    return decorate


def _asking(request: Request) -> str:
    account_id = request.viewer.account_id
    return f"network {request.network}" if account_id is None else f"account {account_id}"


def _wait(request: Request, seconds: int) -> HttpResponse:
    page = cast("View", get_resolver().resolve_error_handler(429))
    response = page(request, seconds)
    response["Retry-After"] = str(seconds)
    return response


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


def cache_key(key: str, prefix: str, version: int) -> str:
    """For the cache, in which allauth counts: it writes addresses and networks into its keys."""
    return _key("cache", f"{prefix}:{version}:{key}")


def _key(kind: str, who: str) -> str:
    """A keyed hash: a copy of the database tells neither account nor network."""
    return salted_hmac(f"kernel.throttles.{kind}", who, algorithm="sha256").hexdigest()
