"""Two older quarters of Fosseshire, published on their days, and one of them restated for what
Cotterby's hub had counted twice.

The files of three publications take longer than somebody waits for the first page, so the worker
makes them once the house is open.
"""

from datetime import UTC, datetime, time

from django.utils import timezone

from trellis.kernel.viewer import Viewer, system
from trellis.performance import actions as performance
from trellis.performance import jobs, queries
from trellis.performance.queries import FrameworkFacts, RoundFacts
from trellis.performance.rules.publishing import Bar
from trellis.web.examples.fosseshire.figures import said_on

SLUG = "fosseshire"
EARLY = "The funders met some days early"
NOT_HANDED_IN = "The returns of that quarter were accepted on paper"
# The days after a quarter's end on which it was published, and on which it was restated: Cotterby
# corrected its figure in between.
PUBLISHED_AFTER, RESTATED_AFTER = 46, 50


def publish_examples(*, now: datetime) -> None:
    """The quarter before the newest one that is over, and the one before that; what is published
    already stays. Nothing where no round was dated."""
    by = system("load-example")
    facts = queries.framework(by, SLUG)
    over = [one for one in queries.rounds(facts) if one.span.end <= timezone.localdate(now)]
    for position, held in enumerate(over[1:3]):
        if held.is_published:
            continue
        corrected = position == 0
        at = said_on(held.span, PUBLISHED_AFTER) if corrected else _on_its_day(held)
        _publish(by, facts, held, min(at, now))
        if corrected:
            _restate(by, facts, held, min(said_on(held.span, RESTATED_AFTER), now))


def _on_its_day(held: RoundFacts) -> datetime:
    return datetime.combine(held.dates.publishes_on, time(11), UTC)


def _publish(by: Viewer, facts: FrameworkFacts, held: RoundFacts, at: datetime) -> None:
    today = timezone.localdate(at)
    bars = queries.publishing(facts, held.span, today=today).bars(today)
    is_only_early = bars == [Bar.BEFORE_THE_MEETING]
    why = EARLY if is_only_early else NOT_HANDED_IN if bars else ""
    run = performance.publish_round(
        by=by,
        now=at,
        framework=queries.framework_row(by, SLUG, "round"),
        period=held.span,
        why=why,
    )
    jobs.make_publication(run_id=run.pk, now=at)


def _restate(by: Viewer, facts: FrameworkFacts, held: RoundFacts, at: datetime) -> None:
    if not queries.differing_now(facts, held.span, today=timezone.localdate(at)):
        return
    run = performance.restate_round(
        by=by,
        now=at,
        framework=queries.framework_row(by, SLUG, "round"),
        period=held.span,
        reason="Two sessions with one group had been counted as two groups",
    )
    jobs.make_publication(run_id=run.pk, now=at)
