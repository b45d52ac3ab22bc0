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
from trellis.record.queries.done_by import DoneBy, NamedKind, done_by, kinds_named
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
    served,
    spans,
    tag,
)
from trellis.record.queries.ground import brought_from, kinds_by_name, newest_rows, tags
from trellis.record.queries.lines import (
    LineFacts,
    PartFacts,
)
from trellis.record.queries.proving import (
    cells,
    differing,
    faults,
    kept_cells,
    kinds,
    made_anew,
    tags_counted,
)
from trellis.record.queries.subjects import KINDS, TAGS, Subjects
from trellis.record.queries.tagging import issue_to_keep, may_keep_issue
from trellis.record.queries.work import due_for
from trellis.record.rules.bridges import Bridge

__all__ = [
    "KINDS",
    "TAGS",
    "ActivityFacts",
    "Bridge",
    "Choices",
    "Counts",
    "DoneBy",
    "Door",
    "DoubleFacts",
    "LineFacts",
    "NamedKind",
    "NotAgreed",
    "PartFacts",
    "Report",
    "Subjects",
    "Week",
    "activity",
    "activity_row",
    "brought_from",
    "cells",
    "choices",
    "differing",
    "done_by",
    "done_of",
    "doors",
    "doors_by",
    "double",
    "due_for",
    "faults",
    "issue_to_keep",
    "kept_cells",
    "kind",
    "kinds",
    "kinds_by_name",
    "kinds_named",
    "last_place",
    "latest",
    "line_of_row",
    "line_of_split",
    "made_anew",
    "may_keep_issue",
    "newest_rows",
    "not_agreed",
    "parts_ever",
    "possible_doubles",
    "quarters_within",
    "recorders",
    "report",
    "said",
    "seen_by",
    "served",
    "spans",
    "split_row",
    "tag",
    "tags",
    "tags_counted",
    "versions",
    "week",
]
