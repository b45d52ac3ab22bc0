"""Every read of the record."""

from trellis.record.queries.activities import (
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
from trellis.record.queries.counting import done_of
from trellis.record.queries.disagreeing import (
    Door,
    NotAgreed,
    doors,
    doors_by,
    line_of_row,
    line_of_split,
    not_agreed,
    parts_ever,
    seen_by,
)
from trellis.record.queries.doubles import (
    DoubleFacts,
    double,
    possible_doubles,
)
from trellis.record.queries.figures import (
    Counts,
    Report,
    kind,
    quarters_within,
    report,
    spans,
)
from trellis.record.queries.ground import brought_from, kinds_by_name, newest_rows, tags
from trellis.record.queries.lines import (
    LineFacts,
    PartFacts,
)
from trellis.record.queries.proving import cells, differing, faults, kept_cells, kinds, made_anew
from trellis.record.queries.work import due_for

__all__ = [
    "ActivityFacts",
    "Choices",
    "Counts",
    "Door",
    "DoubleFacts",
    "LineFacts",
    "NotAgreed",
    "PartFacts",
    "Report",
    "Week",
    "activity",
    "activity_row",
    "brought_from",
    "cells",
    "choices",
    "differing",
    "done_of",
    "doors",
    "doors_by",
    "double",
    "due_for",
    "faults",
    "kept_cells",
    "kind",
    "kinds",
    "kinds_by_name",
    "last_place",
    "latest",
    "line_of_row",
    "line_of_split",
    "made_anew",
    "newest_rows",
    "not_agreed",
    "parts_ever",
    "possible_doubles",
    "quarters_within",
    "recorders",
    "report",
    "said",
    "seen_by",
    "spans",
    "split_row",
    "tags",
    "versions",
    "week",
]
