"""Addresses as people paste them, and when people may be reminded: without a database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MOST_REMINDERS: Final = 2
BETWEEN: Final = timedelta(days=3)
# Of fewer at a time, whoever counts the answers as they come in would soon know whose they are.
FEWEST: Final = 5

# What mail servers take: words with single full stops, then names of hosts (also in other scripts).
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W_][\w-]{0,61}[^\W_]"
)
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
            if _ADDRESS.fullmatch(address) and len(address) <= LONGEST:
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
