"""Every act of the places room. Imports are several acts one after another, so that none is long:
see `carrying.carry_out` and `postcodes.import_postcodes`."""

from trellis.places.actions.outlines import import_outlines, record_takeovers
from trellis.places.actions.postcodes import end_postcode_import
from trellis.places.actions.successions import record_succession
from trellis.places.actions.tree import (
    add_place,
    begin_area,
    close_area,
    record_figure,
    rename_place,
)
from trellis.places.actions.uploads import (
    bring_file,
    discard_file,
    fail_import,
    start_import,
)

__all__ = [
    "add_place",
    "begin_area",
    "bring_file",
    "close_area",
    "discard_file",
    "end_postcode_import",
    "fail_import",
    "import_outlines",
    "record_figure",
    "record_succession",
    "record_takeovers",
    "rename_place",
    "start_import",
]
