"""The rounds of a framework: their dates, and where each of them stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

from trellis.kernel.periods import Span
from trellis.performance.models import Publication, RoundDates
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.rules.rounds import Dates, Phase


@dataclass(frozen=True)
class RoundFacts:
    """One period's round. `reason` says why its dates are others than they were at first;
    `published` is the number of its newest publication (0: not published)."""

    span: Span
    dates: Dates
    mark: str
    reason: str = ""
    published: int = 0
    published_at: datetime | None = None

    @property
    def is_published(self) -> bool:
        return bool(self.published)

    @property
    def is_restated(self) -> bool:
        return self.published > 1

    def phase(self, today: date) -> Phase:
        return self.dates.phase(today, is_published=self.is_published)


def rounds(facts: FrameworkFacts, known_at: datetime | None = None) -> list[RoundFacts]:
    """Every round of the framework, newest first, as known at a moment (None: now)."""
    return rounds_of([facts.id], known_at).get(facts.id, [])


def rounds_of(
    framework_ids: Iterable[int], known_at: datetime | None = None
) -> dict[int, list[RoundFacts]]:
    """The rounds of each of the frameworks, newest first. Two queries."""
    ids = list(framework_ids)
    dated = RoundDates.objects.filter(framework_id__in=ids)
    made = Publication.objects.filter(framework_id__in=ids)
    if known_at is not None:
        dated = dated.filter(recorded_at__lte=known_at)
        made = made.filter(published_at__lte=known_at)
    newest = {
        (row.framework_id, Span(row.period_start, row.period_end)): row
        for row in dated.order_by("recorded_at", "id")
    }
    published = _published(made)
    found: dict[int, list[RoundFacts]] = {}
    for (framework_id, span), row in sorted(
        newest.items(), key=lambda one: one[0][1].end, reverse=True
    ):
        number, at = published.get((framework_id, span), (0, None))
        dates = Dates(row.opens_on, row.due_on, row.checked_by, row.meets_on, row.publishes_on)
        facts = RoundFacts(span, dates, row.mark, row.reason, number, at)
        found.setdefault(framework_id, []).append(facts)
    return found


def _published(rows: QuerySet[Publication]) -> dict[tuple[int, Span], tuple[int, datetime]]:
    fields = ("framework_id", "period_start", "period_end")
    counted = rows.order_by().values_list(*fields).annotate(Max("number"), Max("published_at"))
    return {(of, Span(start, end)): (number, at) for of, start, end, number, at in counted}


def round_of(facts: FrameworkFacts, span: Span) -> RoundFacts | None:
    """The round in which figures of the span are reported: that of the span itself, or the one
    in whose period it ends. A year's figure is due with its last quarter."""
    return holding(rounds(facts), span)


def holding(held: Sequence[RoundFacts], span: Span) -> RoundFacts | None:
    same = next((one for one in held if one.span == span), None)
    return same or next((one for one in held if span.last_day in one.span), None)
