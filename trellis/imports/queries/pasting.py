"""Rows that were pasted, as text again."""

import csv
import io

from trellis.imports.lifecycle import WAITING, Stage
from trellis.imports.models import LEFT_OUT, Intake
from trellis.imports.policy import INTAKE
from trellis.kernel.viewer import Viewer


def pasted_text(viewer: Viewer, intake_id: int) -> str:
    """What to paste once more: all lines as they stand now, or once it is imported those that were
    left out; with their headings. Empty where there is nothing. Raises Http404."""
    row = INTAKE.get(viewer, Intake.objects.all(), pk=intake_id)
    rows = row.rows.order_by("line")
    if row.stage == Stage.IMPORTED:
        rows = rows.filter(outcome=LEFT_OUT)
    elif row.stage not in WAITING:
        return ""
    lines = list(rows.values_list("cells", flat=True))
    headings = row.facts.get("headings", [])
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows([headings, *lines] if lines and any(headings) else lines)
    return text.getvalue()
