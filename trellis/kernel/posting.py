"""Letters that one room wants to have sent and another room sends.

A room that asks people for something knows what is to be said, and to whom; the room of letters
knows how they are sent, and who wants none. Neither knows the other: the front of the house gives
the post office once, when it starts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Circular:
    """One text to many people, with a link for each. `about` names what it is about, so that it
    can be withdrawn; `step` are the words of the link, `grounds` say at the foot by what right it
    is sent. After `not_after` it is worth nothing any more."""

    about: str
    subject: str
    paragraphs: tuple[str, ...]
    step: str
    grounds: tuple[str, ...]
    not_after: datetime


@dataclass(frozen=True)
class Written:
    """A letter as it will be read: plain, and as mail programs show it."""

    subject: str
    text: str
    html: str


class Office(Protocol):
    """What the room of letters does for others."""

    def silent(self, addresses: Collection[str]) -> set[str]:
        """Those of the addresses, folded, to which no such letter goes."""

    def preview(self, circular: Circular) -> Written:
        """How it will look, with words where each has a link of their own."""

    def send(self, circular: Circular, to: Sequence[tuple[str, str]], *, now: datetime) -> None:
        """Into the outbox, one for each address with its link: a part of the act around it."""

    def recall(self, about: str, address: str) -> None:
        """What waits for this address does not go out any more: a part of the act around it."""

    def withdraw(self, about: str, *, now: datetime) -> None:
        """Nothing of it goes out any more, and no address of it is kept."""


_offices: list[Office] = []


def opened_by(office: Office) -> None:
    _offices[:] = [office]


def office() -> Office:
    """Raises LookupError where the house has none."""
    for one in _offices:
        return one
    raise LookupError("the house has no post office")
