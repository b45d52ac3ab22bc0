"""What a retention run would take, and what the runs before took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from trellis.kernel import holdings
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.holdings import Held
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.privacy.models import RetentionRun

NAMED: Final = 25
AHEAD: Final = timedelta(days=90)
RUNS: Final = 20


@dataclass(frozen=True)
class Over:
    """Rows of one holding. `rows` would go now; `soon` more within ninety days. `examples` are the
    first of those that would go: the row's number, and the day its time began."""

    words: str
    since: str
    years: int
    is_person: bool
    rows: int
    soon: int
    examples: Sequence[tuple[int, date]]


def dry_run(viewer: Viewer, today: date) -> list[Over]:
    """Every holding that ends by a day; those with another trigger have a job of their own."""
    require_capability(viewer, Can.PLATFORM_MANAGE)
    return [_over(held, today) for held in holdings.declared() if held.holding.ends.since]


def _over(held: Held, today: date) -> Over:
    ends, found = held.holding.ends, holdings.over(held, today)
    rows = found.count()
    examples = found.values_list("pk", ends.since)[:NAMED]
    return Over(
        words=held.holding.words,
        since=held.label(ends.since),
        years=ends.years,
        is_person=ends.whole_person,
        rows=rows,
        soon=holdings.over(held, today + AHEAD).count() - rows,
        examples=[(pk, _day(value)) for pk, value in examples],
    )


def _day(value: Any) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def past_runs(viewer: Viewer) -> list[tuple[datetime, list[tuple[str, int]]]]:
    """When, and how many rows of what went; the newest first."""
    require_capability(viewer, Can.PLATFORM_MANAGE)
    words = {held.key: held.holding.words for held in holdings.declared()}
    return [
        (run.at, [(words.get(key, key), rows) for key, rows in run.counts.items()])
        for run in RetentionRun.objects.all()[:RUNS]
    ]
