"""Every read of the record."""

from trellis.record.queries.activities import (
    PARTNERS,
    ActivityFacts,
    Choices,
    Week,
    activity,
    activity_row,
    choices,
    last_place,
    latest,
    recorders,
    said,
    split_row,
    versions,
    week,
)
from trellis.record.queries.doubles import (
    DoubleFacts,
    double,
    possible_doubles,
)
from trellis.record.queries.figures import (
    Report,
    kind,
    quarters_within,
    report,
    spans,
)
from trellis.record.queries.lines import (
    LineFacts,
    PartFacts,
)

__all__ = [
    "PARTNERS",
    "ActivityFacts",
    "Choices",
    "DoubleFacts",
    "LineFacts",
    "PartFacts",
    "Report",
    "Week",
    "activity",
    "activity_row",
    "choices",
    "double",
    "kind",
    "last_place",
    "latest",
    "possible_doubles",
    "quarters_within",
    "recorders",
    "report",
    "said",
    "spans",
    "split_row",
    "versions",
    "week",
]
