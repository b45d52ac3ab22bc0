"""Quarters of Fosseshire that are published, restated, and still to be published."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from tests.factories import make_round_dates
from trellis.kernel.periods import Span, quarter
from trellis.performance.models import Framework, RoundDates
from trellis.performance.rules.rounds import Calendar
from trellis.web.examples.fosseshire.publishing import publish_examples

_CALENDAR = Calendar(due=20, checked=10, meets=5, publishes=5)


def published(now: datetime) -> dict[str, Any]:
    """`unpublished` and `to_publish` are older quarters with a round that nobody published."""
    spans = _over(timezone.localdate(now), 6)
    framework = Framework.objects.get(slug="fosseshire")
    for span in spans:
        _date(framework, span)
    publish_examples(now=now)
    return {
        "published_period": spans[1].code,
        "unpublished": spans[3].code,
        "to_publish": [spans[4].code, spans[5].code],
    }


def _over(today: Any, count: int) -> list[Span]:
    """Quarters that are over, the newest first."""
    spans = [quarter(today).before()]
    while len(spans) < count:
        spans.append(spans[-1].before())
    return spans


def _date(framework: Framework, span: Span) -> None:
    rows = RoundDates.objects.filter(framework=framework, period_start=span.start)
    if rows.exists():
        return
    dates = _CALENDAR.dates(span)
    make_round_dates(
        framework=framework,
        period_start=span.start,
        period_end=span.end,
        opens_on=dates.opens_on,
        due_on=dates.due_on,
        checked_by=dates.checked_by,
        meets_on=dates.meets_on,
        publishes_on=dates.publishes_on,
        recorded_at=datetime.combine(
            span.start, datetime.min.time(), timezone.get_current_timezone()
        ),
    )
