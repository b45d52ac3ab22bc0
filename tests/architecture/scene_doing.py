"""What was done in the scene of the permission matrix."""

from collections.abc import Mapping

from tests.cast import Cast
from tests.conftest import NOW
from tests.record.doing import SYSTEM, begin
from trellis.record import actions
from trellis.record.models import Activity


def what_was_done(cast: Cast) -> Mapping[str, int]:
    """Hub A led it and hub B was its partner, for group A. It is done once."""
    row = Activity.objects.first() or _done(cast)
    return {"kind_id": row.service_type_id, "activity_id": row.pk}


def _done(cast: Cast) -> Activity:
    doing = begin(cast)
    return actions.record_activity(by=SYSTEM, now=NOW, done=doing.done("hub_a", "hub_b"))
