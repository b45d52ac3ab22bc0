"""The one law about imports that the linter does not bring along."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

# The front of the house and its settings put rooms together, so they may look inside.
MAY_LOOK_INSIDE = ("web", "config")


class FrontDoorContract(Contract):
    """A room imports another one's doors, as packages: never what lies behind them.

    `rooms` are the names of the rooms, `doors` the modules of a room that others may import.
    Nobody at all imports a room's `apps`.
    """

    type_name = "front_door"

    rooms = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001
        broken = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._goes_round(importer, imported)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _goes_round(self, importer: str, imported: str) -> bool:
        root, room, rest = _parts(imported)
        if root not in self.session_options["root_packages"]:
            return False
        if rest == "apps":
            return True
        own_root, own_room, _rest = _parts(importer)
        if (own_root, own_room) == (root, room) or own_room in MAY_LOOK_INSIDE:
            return False
        return room in self._words("rooms") and rest not in self._words("doors")

    def _words(self, option: str) -> list[str]:
        words: list[str] = getattr(self, option)
        return words

    def render_broken_contract(self, check: ContractCheck) -> None:
        broken: list[tuple[str, str]] = check.metadata["broken"]
        for importer, imported in broken:
            output.print_error(f"{importer} goes round the front door: {imported}", bold=False)


def _parts(module: str) -> tuple[str, str, str]:
    """`a.b.c.d` as root, room and the rest; empty where there is none."""
    found: list[Any] = [*module.split(".", 2), "", ""]
    return found[0], found[1], found[2]
