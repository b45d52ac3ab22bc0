"""Reports that a letter could not be brought (RFC 3464), read without trusting them."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32
from typing import Final

LARGEST: Final = 1_000_000
MOST_PARTS: Final = 50
_TOKEN: Final = re.compile(r"(?<![0-9a-f])([0-9a-f]{32})(?![0-9a-f])")
# Where the address that a report comes to is written, by one mail server or another.
_TO: Final = ("X-Original-To", "Delivered-To", "Envelope-To", "To")


@dataclass(frozen=True)
class Report:
    """`tokens` are those found, the likeliest first; `status` is that of the first receiver who
    did not get it for good, such as 5.1.1; empty: nobody was refused for good."""

    tokens: tuple[str, ...]
    status: str


def read(raw: bytes) -> Report | None:
    """None for anything that is no report on delivery: an absence note, an answer, spam."""
    if len(raw) > LARGEST:
        return None
    message = email.message_from_bytes(raw, policy=compat32)
    if message.get_content_type() != "multipart/report":
        return None
    if str(message.get_param("report-type") or "").lower() != "delivery-status":
        return None
    parts = [part for part, _number in zip(message.walk(), range(MOST_PARTS), strict=False)]
    return Report(tuple(dict.fromkeys(_tokens(message, parts))), _status(parts))


def _tokens(message: Message, parts: list[Message]) -> Iterator[str]:
    """From the address it came to, then from the letter that is sent back with it."""
    for name in _TO:
        for value in message.get_all(name, []):
            yield from _TOKEN.findall(str(value).lower())
    for part in parts:
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            yield from _TOKEN.findall(_head(part))


def _head(part: Message) -> str:
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return str(inner[0].get("Message-ID", "")).lower()
    found = re.search(r"^Message-ID:\s*(\S+)", str(inner), re.IGNORECASE | re.MULTILINE)
    return found[1].lower() if found else ""


def _status(parts: list[Message]) -> str:
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if not isinstance(block, Message):
                continue
            action = str(block.get("Action", "")).strip().lower()
            status = re.match(r"\s*(5\.\d{1,3}\.\d{1,3})(?!\d)", str(block.get("Status", "")))
            if action == "failed" and status:
                return status[1]
    return ""
