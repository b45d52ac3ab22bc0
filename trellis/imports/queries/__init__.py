"""Everything that is read of imports."""

from trellis.imports.queries.files import look_apart, stored
from trellis.imports.queries.intakes import (
    IntakeFacts,
    RowFacts,
    Wrongs,
    due_for,
    intake,
    intake_row,
    intakes,
    interrupted,
    refused_rows,
    row,
    row_facts,
    rows_page,
    rows_to_download,
    to_forget,
    written,
    wrongs,
)
from trellis.imports.queries.shaping import brings_tables, facts_of, offered, suggested

__all__ = [
    "IntakeFacts",
    "RowFacts",
    "Wrongs",
    "brings_tables",
    "due_for",
    "facts_of",
    "intake",
    "intake_row",
    "intakes",
    "interrupted",
    "look_apart",
    "offered",
    "refused_rows",
    "row",
    "row_facts",
    "rows_page",
    "rows_to_download",
    "stored",
    "suggested",
    "to_forget",
    "written",
    "wrongs",
]
