"""What the tests need to know of rows that were pasted: not recorded yet, and recorded in part."""

from datetime import datetime
from typing import Any

from tests.factories import make_intake, make_staged_row
from trellis.imports.models import Intake
from trellis.places.models import Place

_HEADINGS = ["Name", "District"]
_FACTS = {
    "kind": "csv", "encoding": "utf-16", "separator": "\t", "sheets": [""], "sheet": "", "head": 1,
    "headings": _HEADINGS, "samples": [["Hill Choir"], ["Amberdale"]],
    "beginning": [[1, _HEADINGS], [2, ["Hill Choir", "Amberdale"]]], "pasted": 3,
}  # fmt: skip


def pasted(area: Place, now: datetime) -> dict[str, Any]:
    """Of two organisations one is without a name."""
    waiting = _paste(area, now, counts={"rows": 2, "new": 1, "problem": 1})
    done = {"rows": 2, "new": 1, "done_new": 1, "left_out": 1}
    recorded = _paste(area, now, counts=done, stage="imported")
    return {"pasted": waiting.pk, "pasted_recorded": recorded.pk}


def _paste(area: Place, now: datetime, **given: Any) -> Intake:
    told = {"area": area, "touched_at": now, "file_name": "Rows pasted", "facts": _FACTS}
    intake = make_intake(**told, **given)
    make_staged_row(intake=intake, line=2, cells=["Hill Choir", "Amberdale"])
    problem = {"code": "missing", "field": "name", "value": "", "about": {}}
    make_staged_row(
        intake=intake,
        line=3,
        cells=["", "Amberdale"],
        outcome="problem",
        problems=[problem],
        problem="missing",
        field="name",
    )
    return intake
