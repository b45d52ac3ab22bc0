"""The retention run: what has been kept as long as the rooms declare goes."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from trellis.kernel import holdings
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.holdings import Held
from trellis.kernel.jobs import enqueue
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer, system
from trellis.privacy.actions.erasing import erase
from trellis.privacy.events import RetentionRan
from trellis.privacy.models import RetentionRun

MOST: Final = 200  # of one holding in one transaction; the rest goes in the next


@act
def run_retention(*, by: Viewer, now: datetime, once: str = "") -> RetentionRun | None:
    """The run, or None where there was nothing to do. A worker that is killed in it has taken
    nothing; the next day’s run, or the same job run again, takes it all."""
    do_once(once, now=now)
    require_capability(by, Can.PLATFORM_MANAGE)
    today = timezone.localdate(now)
    counts = {held.key: _take(held, today, now=now) for held in holdings.declared()}
    counts = {key: rows for key, rows in counts.items() if rows}
    if not counts:
        return None
    run = RetentionRun.objects.create(at=now, counts=counts)
    if max(counts.values()) >= MOST:
        enqueue("privacy.run_retention", now=now)
    event = RetentionRan(run.pk, sum(counts.values()))
    sign(event, by=by, now=now, of=f"retentionrun:{run.pk}")
    return run


def _take(held: Held, today: date, *, now: datetime) -> int:
    found = list(holdings.over(held, today)[:MOST])
    if held.holding.ends.whole_person:
        for row in found:
            person_id = getattr(row, held.field(held.holding.path).attname)
            erase(person_id, takes_name=False, by=system("retention"), now=now)
    else:
        held.model._default_manager.filter(pk__in=[row.pk for row in found]).delete()  # noqa: SLF001
    return len(found)
