"""Addresses as people paste them, and when people may be reminded: without a database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MOST_REMINDERS: Final = 2
BETWEEN: Final = timedelta(days=3)
# Of fewer, whoever counts the answers as they come in would soon know who gave which.
FEWEST: Final = 5

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+\.[^\s@<>()\[\],;:\"\\.]{2,}")
LONGEST: Final = 254


@dataclass(frozen=True)
class Pasted:
    """The addresses of a list, folded, each once, in their order; and of what is none, in which
    line it stands."""

    addresses: tuple[str, ...]
    wrong: tuple[tuple[int, str], ...]


def pasted(text: str) -> Pasted:
    """One address a line, or several with commas; a name before `<address>` is left out."""
    found, wrong = dict[str, None](), list[tuple[int, str]]()
    for number, line in enumerate(text.splitlines(), start=1):
        for piece in filter(None, (one.strip() for one in re.split(r"[,;]", line))):
            address = piece.rpartition("<")[2].rstrip("> ").strip().lower()
            if _ADDRESS.fullmatch(address) and len(address) <= LONGEST and ".." not in address:
                found[address] = None
            else:
                wrong.append((number, piece))
    return Pasted(tuple(found), tuple(wrong))


def next_reminder(mailed_at: Sequence[datetime], reminders: int) -> datetime | None:
    """When people may be reminded, by when they were written to; None where nobody was, or where
    they were reminded as often as may be."""
    if not mailed_at or reminders >= MOST_REMINDERS:
        return None
    return max(mailed_at) + BETWEEN
