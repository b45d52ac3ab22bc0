"""The documents that stand behind a value."""

from collections.abc import Iterable
from datetime import datetime

from trellis.documents import queries as documents
from trellis.kernel.viewer import Viewer
from trellis.performance.models import Value


def evidence(viewer: Viewer, row: Value) -> list[documents.Listed]:
    """What was attached to the value, and to those of its line that it corrects: of that what the
    viewer may see."""
    line = Value.objects.filter(
        indicator_id=row.indicator_id,
        place_id=row.place_id,
        provider_id=row.provider_id,
        period_start=row.period_start,
        period_end=row.period_end,
    )
    return behind_any(viewer, line.values_list("pk", flat=True))


def behind_any(
    viewer: Viewer, value_ids: Iterable[int], known_at: datetime | None = None
) -> list[documents.Listed]:
    """What was attached to any of these values, of a moment what was there then."""
    records = [f"performance.value:{pk}" for pk in value_ids]
    return documents.behind(viewer, records, known_at=known_at)
