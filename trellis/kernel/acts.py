"""One act: one transaction, one audit line, one event.

Every function in a room's `actions.py` is decorated with `@act` and ends by calling `sign`.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from trellis.kernel.events import After, Event, Inside, reactions_to
from trellis.kernel.jobs import enqueue
from trellis.kernel.models import AuditLine, OnceKey
from trellis.kernel.viewer import Viewer

P = ParamSpec("P")
R = TypeVar("R")


class AlreadyDoneError(Exception):
    """The same form was sent twice; what it asked for has been done once."""


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Run an action in one transaction (or as a part of the transaction around it)."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            return function(*args, **kwargs)

    return run


def sign(
    event: Event,
    *,
    by: Viewer,
    now: datetime,
    of: str,
    fields: Iterable[str] = (),
    why: str = "",
) -> None:
    """Write the act's audit line and publish its event.

    `of` names the object as `model:id`; `fields` are the names, never the values, of what
    changed. `why` is the reason the person gave where the act asks for one.
    """
    AuditLine.objects.create(
        at=now,
        actor_id=by.account_id,
        actor_label=by.label,
        verb=event.verb,
        of=of,
        fields=sorted(fields),
        why=why,
    )
    for reaction in reactions_to(event):
        match reaction:
            case Inside(handler):
                handler(event)
            case After(job):
                enqueue(job, now=now, **asdict(event))


def do_once(key: str, *, now: datetime) -> None:
    """Claim a form's one-use key inside the act's transaction.

    Raises AlreadyDoneError when the same key was claimed before: a double click, a lost reply, a
    back button.
    """
    if not key:
        return
    try:
        with transaction.atomic():
            OnceKey.objects.create(key=key, used_at=now)
    except IntegrityError as fault:
        raise AlreadyDoneError from fault


def newest_act() -> tuple[int, datetime] | None:
    """The number and moment of the last act that was recorded: while it stays the same, so does
    all that acts have written. One query. On PostgreSQL an act that took long may be recorded
    beneath a newer one; whoever leans on this sets a limit in time as well."""
    return AuditLine.objects.order_by("-id").values_list("id", "at").first()
