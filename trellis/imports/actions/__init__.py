"""Every write of the imports room."""

from trellis.imports.actions.intakes import (
    bring_table,
    discard_intake,
    forget_intake,
    look_anew,
    map_columns,
    refuse_table,
    start_import,
    stop_import,
    undo_import,
)
from trellis.imports.actions.rows import leave_out_rows, mend_row

__all__ = [
    "bring_table",
    "discard_intake",
    "forget_intake",
    "leave_out_rows",
    "look_anew",
    "map_columns",
    "mend_row",
    "refuse_table",
    "start_import",
    "stop_import",
    "undo_import",
]
