"""From a table of moves: what is open, what is refused and in which words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from trellis.kernel.events import Event
from trellis.kernel.lifecycle import Lifecycle, Move


@dataclass
class Consultation:
    stage: str
    closes_on: date = date(2026, 12, 31)


def runs_long_enough(row: Consultation, today: date) -> str | None:
    days = (row.closes_on - today).days
    return None if days >= 84 else "Enter a closing date twelve weeks from now or later."


LIFE = Lifecycle(
    "stage",
    stages={"draft": "a draft", "open": "open", "closed": "closed"},
    moves=(
        Move("publish", ("draft",), "open", "Publish", needs="edit", checks=(runs_long_enough,)),
        Move("close", ("open",), "closed", "Close", needs="edit"),
        Move("withdraw", ("draft", "open"), "closed", "Withdraw", needs="edit"),
    ),
)
EARLY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("stage", "names"),
    [("draft", ["publish", "withdraw"]), ("open", ["close", "withdraw"]), ("closed", [])],
)
def test_what_leads_on(stage: str, names: list[str]) -> None:
    row: Any = Consultation(stage)

    assert [move.name for move in LIFE.open_to(row)] == names


@pytest.mark.parametrize("name", ["publish", "close", "withdraw"])
@pytest.mark.parametrize("stage", ["draft", "open", "closed"])
def test_every_move_from_every_stage(stage: str, name: str) -> None:
    row: Any = Consultation(stage)
    move = LIFE.moves[name]

    if stage in move.sources:
        assert LIFE.make(row, name, today=EARLY) == move
        assert row.stage == move.target
    else:
        with pytest.raises(ValidationError) as refused:
            LIFE.make(row, name, today=EARLY)
        words = f"This is {LIFE.stages[stage]}, so it cannot be: {move.label}."
        assert refused.value.messages == [words]
        assert row.stage == stage


def test_a_check_that_fails_says_the_remedy() -> None:
    row: Any = Consultation("draft", closes_on=date(2026, 9, 30))

    with pytest.raises(ValidationError) as refused:
        LIFE.make(row, "publish", today=EARLY)

    assert refused.value.messages == ["Enter a closing date twelve weeks from now or later."]
    assert row.stage == "draft"


def test_a_move_to_a_stage_that_does_not_exist_is_no_table() -> None:
    with pytest.raises(ValueError, match="lost"):
        Lifecycle(
            "stage", stages={"draft": "a draft"}, moves=(Move("lose", ("draft",), "lost", "", ""),)
        )


def test_the_diagram_is_drawn_from_the_table() -> None:
    assert LIFE.mermaid().splitlines() == [
        "stateDiagram-v2",
        "  draft --> open: Publish",
        "  open --> closed: Close",
        "  draft --> closed: Withdraw",
        "  open --> closed: Withdraw",
    ]


def _lifecycles() -> Iterator[Any]:
    for room in settings.ROOMS:
        if room != "kernel" and find_spec(f"trellis.{room}.lifecycle"):
            for name, found in vars(import_module(f"trellis.{room}.lifecycle")).items():
                if isinstance(found, Lifecycle):
                    yield pytest.param(room, found, id=f"{room} {name}")


@pytest.mark.parametrize(("room", "life"), list(_lifecycles()))
def test_a_room_s_own_table(room: str, life: Lifecycle) -> None:
    """Every stage is arrived at or begun from, and every event is the room's own."""
    events: list[type[Event]] = [move.event for move in life.moves.values() if move.event]
    touched = {stage for move in life.moves.values() for stage in (*move.sources, move.target)}

    assert touched == set(life.stages)
    assert {event.verb.split(".")[0] for event in events} <= {room}


@pytest.mark.parametrize(("room", "life"), list(_lifecycles()))
def test_every_move_of_a_room_from_every_stage(room: str, life: Lifecycle) -> None:
    for stage in life.stages:
        for move in life.moves.values():
            row: Any = Consultation(stage)
            if stage in move.sources and not move.checks:
                assert life.make(row, move.name, today=EARLY) == move
                assert row.stage == move.target
            elif stage not in move.sources:
                with pytest.raises(ValidationError):
                    life.make(row, move.name, today=EARLY)
