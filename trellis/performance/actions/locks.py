"""Refusing to change a figure that is locked, with one message for each kind of lock."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from trellis.kernel.periods import Span
from trellis.performance.models import Framework, Return
from trellis.performance.queries.locks import lock_of
from trellis.performance.queries.rounds import holding, rounds_of
from trellis.performance.words.rounds import lock_words


class LockedError(ValidationError):
    """The figure is locked: its text says by what, and what opens it."""


def refuse_locked(
    framework: Framework, provider_id: int | None, period: Span, now: datetime
) -> None:
    """Raise LockedError where the figures of the provider cannot be changed in the round that the
    period belongs to. What no provider reports is the keeper's own and never locked.

    Whoever hands the return in at this moment waits, or has done so and is seen.
    """
    if provider_id is None:
        return
    round_ = holding(rounds_of([framework.pk]).get(framework.pk, []), period)
    if round_ is None:
        return
    row = (
        Return.objects.select_for_update()
        .filter(
            framework=framework,
            period_start=round_.span.start,
            period_end=round_.span.end,
            provider_id=provider_id,
        )
        .first()
    )
    lock = lock_of(round_, row, now=now, today=timezone.localdate(now))
    if lock is not None:
        raise LockedError(lock_words(lock, round_.span))
