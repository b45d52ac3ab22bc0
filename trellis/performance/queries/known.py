"""What was known at a moment, of rows that say since when they are."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from trellis.performance.models import ReportingLine


def known(known_at: datetime | None) -> Q:
    """Recorded by then (None: now); what does not say when was known at any moment."""
    return Q() if known_at is None else Q(recorded_at=None) | Q(recorded_at__lte=known_at)


def known_lines(known_at: datetime | None) -> QuerySet[ReportingLine]:
    """The reporting lines known by then, with all that `end_known` asks of them."""
    rows = ReportingLine.objects.filter(known(known_at))
    return rows if known_at is None else rows.prefetch_related("ends")


def end_known(row: ReportingLine, known_at: datetime | None) -> date | None:
    """The first day on which the line was not expected, as it was said last by then."""
    ends = [] if known_at is None else list(row.ends.all())
    if known_at is None or not ends:
        return row.until_on
    said = [one.until_on for one in ends if one.said_at is None or one.said_at <= known_at]
    return said[-1] if said else None
