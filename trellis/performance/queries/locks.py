"""Whether the figures of a provider in a round can still be changed, and if not, why."""

from datetime import date, datetime

from trellis.performance.models import Return
from trellis.performance.queries.rounds import RoundFacts
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
        unlocked_until=tuple(row.unlocks.values_list("until_at", flat=True)),
    )
    return lock_on(held, now=now, today=today)
