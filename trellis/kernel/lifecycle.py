"""A lifecycle is a table of moves; buttons, refusals, audit verbs, the diagram in the docs and
the generated tests are all read from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from trellis.kernel.events import Event

Text = str | Promise
Check = Callable[[Any, date], str | None]


@dataclass(frozen=True)
class Move:
    """One arrow. `needs` is the policy rule that must allow it; each check returns what is
    wrong, in words with the remedy, or None."""

    name: str
    sources: tuple[str, ...]
    target: str
    label: Text
    needs: str
    checks: tuple[Check, ...] = ()
    event: type[Event] | None = None


class Lifecycle:
    def __init__(self, field: str, *, stages: Mapping[str, Text], moves: tuple[Move, ...]) -> None:
        self.field = field
        self.stages = stages
        self.moves = {move.name: move for move in moves}
        unknown = {stage for move in moves for stage in (*move.sources, move.target)} - set(stages)
        if unknown:
            raise ValueError(f"Moves name stages that do not exist: {sorted(unknown)}")

    def open_to(self, row: Model) -> list[Move]:
        """The moves that lead on from where the row stands; policy decides who may make them."""
        stage = getattr(row, self.field)
        return [move for move in self.moves.values() if stage in move.sources]

    def make(self, row: Model, name: str, *, today: date) -> Move:
        """Move the row (unsaved) or raise ValidationError with every reason at once."""
        move = self.moves[name]
        stage = getattr(row, self.field)
        if stage not in move.sources:
            raise ValidationError(
                _("This is %(stage)s, so it cannot be: %(move)s.")
                % {"stage": self.stages[stage], "move": move.label}
            )
        if problems := [wrong for check in move.checks if (wrong := check(row, today))]:
            raise ValidationError(problems)
        setattr(row, self.field, move.target)
        return move

    def mermaid(self) -> str:
        lines = [
            f"  {source} --> {move.target}: {move.label}"
            for move in self.moves.values()
            for source in move.sources
        ]
        return "\n".join(["stateDiagram-v2", *lines])
