"""Every event is wired, named once, and fit to be kept in the queue."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from importlib.util import find_spec
from inspect import getmembers, isclass
from typing import get_type_hints

import pytest

from tests.architecture.source import ROOMS
from trellis.kernel.events import After, Event
from trellis.kernel.jobs import registered
from trellis.web.wiring import REACTIONS


def _events() -> list[tuple[str, type[Event]]]:
    return [
        (room, event)
        for room in ROOMS
        if find_spec(f"trellis.{room}.events")
        for _name, event in getmembers(import_module(f"trellis.{room}.events"), isclass)
        if issubclass(event, Event) and event is not Event
    ]


EVENTS = pytest.mark.parametrize(
    ("room", "event"), [pytest.param(*found, id=found[1].__name__) for found in _events()]
)


def test_the_table_of_reactions_names_every_event() -> None:
    assert set(REACTIONS) == {event for _room, event in _events()}


def test_every_late_reaction_is_a_registered_job() -> None:
    named = {
        reaction.job
        for reactions in REACTIONS.values()
        for reaction in reactions
        if isinstance(reaction, After)
    }

    assert named - registered() == set()


@EVENTS
def test_what_is_put_off_can_be_written_down(room: str, event: type[Event]) -> None:
    """The queue keeps an event's fields as JSON."""
    if any(isinstance(reaction, After) for reaction in REACTIONS.get(event, ())):
        hints = get_type_hints(event)
        kinds = {hints[field.name] for field in fields(event)}
        assert kinds - {int, str, bool, int | None, str | None} == set()


@EVENTS
def test_an_event_is_frozen(room: str, event: type[Event]) -> None:
    assert is_dataclass(event)
    assert event.__dataclass_params__.frozen  # type: ignore[attr-defined]


@EVENTS
def test_its_verb_is_room_thing_happened(room: str, event: type[Event]) -> None:
    words = event.verb.split(".")

    assert (words[0], len(words)) == (room, 3)


def test_no_two_events_share_a_verb() -> None:
    verbs = [event.verb for _room, event in _events()]

    assert len(verbs) == len(set(verbs))
