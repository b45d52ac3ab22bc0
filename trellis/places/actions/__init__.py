"""Every write of the places room."""

from trellis.places.actions.carrying import carry_out
from trellis.places.actions.outlines import import_outlines, record_takeovers
from trellis.places.actions.postcodes import import_postcodes
from trellis.places.actions.tree import (
    add_place,
    begin_area,
    close_area,
    record_figure,
    record_succession,
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
    "carry_out",
    "close_area",
    "discard_file",
    "fail_import",
    "import_outlines",
    "import_postcodes",
    "record_figure",
    "record_succession",
    "record_takeovers",
    "rename_place",
    "start_import",
]
