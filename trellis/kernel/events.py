"""Events: what happened, in the past tense, as frozen dataclasses that carry ids.

`web.wiring` says who reacts. A reaction marked *inside* runs in the act's own transaction; one
marked *after* is a durable job, retried, whose fault never undoes the act.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Event:
    """The base of every event. `verb` is the word in the audit: `room.thing.happened`."""

    verb: ClassVar[str] = ""


@dataclass(frozen=True)
class Inside:
    """A reaction without which the record must not exist."""

    handler: Callable[[Any], None]


@dataclass(frozen=True)
class After:
    """A reaction that may come late: the name of a registered job, given the event's fields."""

    job: str


Reaction = Inside | After
Reactions = Mapping[type[Event], tuple[Reaction, ...]]

_wired: dict[type[Event], tuple[Reaction, ...]] = {}


def wire(table: Reactions) -> None:
    """Take the one table of reactions; called once, when the house starts."""
    _wired.clear()
    _wired.update(table)


def wired() -> Reactions:
    return dict(_wired)


def reactions_to(event: Event) -> tuple[Reaction, ...]:
    return _wired.get(type(event), ())
