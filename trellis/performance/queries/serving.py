"""What things that are done can serve."""

from trellis.performance.models import Framework, Outcome
from trellis.record import actions as record


def outcomes_to_serve() -> list[record.Outcome]:
    """The outcomes of live frameworks: public facts, so it asks for no viewer. One of the same
    number in a later framework is another outcome."""
    rows = Outcome.objects.filter(framework__stage=Framework.Stage.LIVE).exclude(
        framework__area__standing="documented"
    )
    return [
        record.Outcome(row.framework.area_id, f"{row.framework_id}.{row.number}", row.title)
        for row in rows.select_related("framework").order_by("framework", "number")
    ]
