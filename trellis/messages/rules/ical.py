"""Calendars as text (RFC 5545): days, told apart for ever by their UID."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

PRODUCT: Final = "-//Trellis//Due days//EN"
LONGEST: Final = 75  # octets, without the line break


@dataclass(frozen=True)
class Day:
    """One thing due by the end of a day. `sequence` grows whenever its words or day change, which
    was last at `changed_at`."""

    uid: str
    on: date
    title: str
    about: str
    url: str
    sequence: int
    changed_at: datetime


def calendar(name: str, days: Iterable[Day]) -> str:
    """The whole text, lines folded and ended as the rule is."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for day in days for line in _event(day)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(day: Day) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(day.uid)}"
    yield f"DTSTAMP:{day.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
    yield f"SEQUENCE:{day.sequence}"
    yield f"SUMMARY:{escaped(day.title)}"
    yield f"DESCRIPTION:{escaped(day.about)}"
    yield f"URL:{one_line(day.url)}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy because something is due
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """TEXT of section 3.3.11: a line break is two signs, and no other control sign is left."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    plain = plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return one_line(plain)


def one_line(text: str) -> str:
    return "".join(sign for sign in text if sign == "\t" or (sign >= " " and sign != "\x7f"))


def folded(line: str) -> list[str]:
    """Section 3.1: at most 75 octets on each, none of them in the middle of a sign; what goes on
    begins with a space."""
    parts, now, size = [], "", 0
    for sign in line:
        octets = len(sign.encode("utf-8", "surrogatepass"))
        if size + octets > LONGEST:
            parts.append(now)
            now, size = " ", 1
        now, size = now + sign, size + octets
    return [*parts, now]
