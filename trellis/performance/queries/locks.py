"""Whether the figures of a provider in a round can still be changed, and if not, why."""

from collections.abc import Collection
from datetime import date, datetime

from trellis.kernel.periods import Span
from trellis.performance.models import Return
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.rounds import RoundFacts, holding, rounds
from trellis.performance.rules.locks import Held, Lock, lock_on


def lock_of(round_: RoundFacts, row: Return | None, *, now: datetime, today: date) -> Lock | None:
    """The lock on a return's figures. What no return holds is the keeper's own: it is corrected
    with a reason, and never locked. One query where there is a row."""
    if row is None:
        return None
    held = Held(
        stage=row.stage,
        checked_by=round_.dates.checked_by,
        is_published=round_.is_published,
        unlocked_until=tuple(one.until_at for one in row.unlocks.all()),
    )
    return lock_on(held, now=now, today=today)


# Whose figure it is (None: nobody's), and of which period.
FigureKey = tuple[int | None, Span]


def locks(
    facts: FrameworkFacts, keys: Collection[FigureKey], *, now: datetime, today: date
) -> dict[FigureKey, Lock]:
    """The locks on figures, to be told before somebody types one. As many queries for one as for
    all of them."""
    held = rounds(facts)
    rows = Return.objects.filter(
        framework_id=facts.id, provider_id__in={provider for provider, _span in keys} - {None}
    ).prefetch_related("unlocks")
    returns = {(row.provider_id, Span(row.period_start, row.period_end)): row for row in rows}
    found: dict[FigureKey, Lock] = {}
    for provider, span in keys:
        round_ = holding(held, span)
        if provider is None or round_ is None:
            continue
        row = returns.get((provider, round_.span))
        if lock := lock_of(round_, row, now=now, today=today):
            found[provider, span] = lock
    return found
