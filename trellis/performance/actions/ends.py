"""Ending reporting lines, so that it can be told when each end was said."""

from collections.abc import Iterable
from datetime import date, datetime

from trellis.performance.models import LineEnd, ReportingLine


def end_line(row: ReportingLine, until_on: date, now: datetime) -> None:
    """A part of the acts that end a line: writes no audit line of its own."""
    if row.until_on is not None and not row.ends.exists():
        LineEnd.objects.create(line=row, until_on=row.until_on)  # what held until now
    LineEnd.objects.create(line=row, until_on=until_on, said_at=now)
    row.until_on = until_on
    row.save(update_fields=["until_on"])


def say_ends(rows: Iterable[ReportingLine], now: datetime) -> None:
    """The same of lines that are made with their end."""
    LineEnd.objects.bulk_create(
        LineEnd(line=row, until_on=row.until_on, said_at=now) for row in rows if row.until_on
    )
