"""Every write of the places room."""

from trellis.places.actions.tree import (
    add_place,
    begin_area,
    close_area,
    record_figure,
    record_succession,
    rename_place,
)

__all__ = [
    "add_place",
    "begin_area",
    "close_area",
    "record_figure",
    "record_succession",
    "rename_place",
]
