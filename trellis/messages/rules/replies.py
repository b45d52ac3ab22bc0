"""What a mail server's answer means (RFC 5321 4.2, RFC 3463)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_ENHANCED: Final = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\d)")
# There is no such mailbox, or it takes nothing any more.
_NO_MAILBOX: Final = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
# Without a second code, these first ones say it.
_NO_MAILBOX_PLAIN: Final = frozenset({550, 551, 553})


class Came(StrEnum):
    """What came of handing a letter over. *Unknown*: everything was sent and no answer came."""

    ACCEPTED = "accepted"
    LATER = "later"
    NEVER = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """`fault` is the bare codes: a server's words may hold an address. `is_dead` says that the
    address itself was refused, so that nothing more is sent there."""

    came: Came
    fault: str = ""
    is_dead: bool = False


ACCEPTED: Final = Outcome(Came.ACCEPTED)


def outcome_of(code: int, words: str, *, about_address: bool) -> Outcome:
    """What a reply means; `about_address` where it answers whom the letter is for."""
    found = _ENHANCED.match(words)
    enhanced = found[1] if found else ""
    fault = f"{code} {enhanced}".strip()
    if 200 <= code < 300:
        return ACCEPTED
    if not 500 <= code < 600:
        return Outcome(Came.LATER, fault)
    return Outcome(Came.NEVER, fault, is_dead=about_address and _is_dead(code, enhanced))


def is_dead_status(status: str) -> bool:
    """Whether the status of a report that came back says that the address takes nothing."""
    return _is_dead(0, status.strip())


def _is_dead(code: int, enhanced: str) -> bool:
    return enhanced in _NO_MAILBOX if enhanced else code in _NO_MAILBOX_PLAIN
