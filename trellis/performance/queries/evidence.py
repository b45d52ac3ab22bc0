"""The documents that stand behind a value."""

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
    ids = line.values_list("pk", flat=True)
    return documents.behind(viewer, [f"performance.value:{pk}" for pk in ids])
