"""What the record does behind the pages."""

import logging
from datetime import datetime, timedelta

from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.record import actions, queries

_LOG = logging.getLogger("trellis.record")


@job("record.rebuild_cells", every=timedelta(days=1))
def rebuild_cells(*, now: datetime) -> None:
    """Count everything anew, a kind at a time. What differs is put right and told of: each act
    keeps its cells itself, so that it was written around the house."""
    by = system("rebuild-cells")
    for kind in queries.kinds():
        if mended := actions.rebuild_cells(by=by, now=now, service_type_id=kind):
            _LOG.error("cells of kind %s were not as counted anew: %s", kind, mended)
    for tag in queries.tags_counted():
        if mended := actions.rebuild_tag_cells(by=by, now=now, tag_id=tag):
            _LOG.error("cells of tag %s were not as counted anew: %s", tag, mended)
    for what, count in queries.faults().items():
        _LOG.error("the record contradicts itself: %s %s", count, what)
