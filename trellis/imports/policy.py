"""Who may see and handle a table that was brought: whoever brought it, and whoever else may
bring such tables to the same place. The shapes say which power that takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db.models import Q

from trellis.kernel.imports import ImportShape
from trellis.kernel.policy import NO_ROWS, Policy, Rule, by_system, can, own_account, where
from trellis.kernel.viewer import Viewer


@cache
def shapes() -> Mapping[str, ImportShape]:
    """Every shape there is, by its key, found in the rooms that declare one."""
    found = [
        shape
        for room in reversed(settings.ROOMS)
        if find_spec(f"trellis.{room}.importing")
        for shape in import_module(f"trellis.{room}.importing").SHAPES
    ]
    return {shape.key: shape for shape in found}


@dataclass(frozen=True)
class _BringsSuch(Rule):
    """Tables of a shape that the viewer may bring, to the same place or of their own."""

    def rows(self, viewer: Viewer) -> Q:
        found = NO_ROWS
        for shape in shapes().values():
            power = shape.capability
            there = can(power, over="area").rows(viewer) | can(power, at="organisation").rows(
                viewer
            )
            if viewer.holds(power):
                there |= own_account("brought_by").rows(viewer)
            found |= Q(shape=shape.key) & there
        return found

    def paths(self) -> tuple[str, ...]:
        return ("shape", "area", "organisation", "brought_by")


_OPEN_AREA = where(~Q(area__standing="documented")) | by_system()

INTAKE = Policy(
    view=_BringsSuch() | by_system(),
    handle=(_BringsSuch() & _OPEN_AREA) | by_system(),
)
