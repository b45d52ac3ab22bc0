"""A quarter that is reported, published and restated: for the tests of publications."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import make_return, make_round_dates
from tests.performance.reporting import SUMMER, SYSTEM, Reporting
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance import actions, jobs, queries
from trellis.performance.models import Indicator, Publication, Return
from trellis.performance.queries import PublicationFacts

# After the meeting of the round that the factory makes, and a while after that.
AFTER = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
LATER = AFTER + timedelta(days=8)
MEETING = date(2026, 11, 18)


def begin_round(reporting: Reporting, *, accepted: str = "ab") -> Indicator:
    """One indicator of two hubs, with its figures and a target; the returns of the hubs named in
    `accepted` are accepted."""
    indicator = reporting.indicator(number=1, title="Groups helped", unit="groups")
    for letter, value in (("a", 140), ("b", 60)):
        reporting.record(indicator, letter, value, now=NOW)
    reporting.target(indicator, 150, place=reporting.district("a"))
    make_round_dates(framework=reporting.framework, recorded_at=NOW)
    for letter in accepted:
        accept(reporting, letter)
    return indicator


def accept(reporting: Reporting, letter: str) -> Return:
    return make_return(
        framework=reporting.framework,
        provider=reporting.hub(letter),
        stage="accepted",
        submitted_at=NOW,
        first_submitted_at=NOW,
        accepted_at=NOW,
    )


def publish(
    reporting: Reporting, *, by: Viewer = SYSTEM, now: datetime = AFTER, **given: Any
) -> PublicationFacts:
    """Asked for, and made."""
    period = given.pop("period", SUMMER)
    run = actions.publish_round(
        by=by, now=now, framework=reporting.framework, period=period, **given
    )
    jobs.make_publication(run_id=run.pk, now=now)
    return newest(reporting, period)


def restate(
    reporting: Reporting,
    reason: str = "Counted twice",
    *,
    by: Viewer = SYSTEM,
    now: datetime = LATER,
    **given: Any,
) -> PublicationFacts:
    period = given.pop("period", SUMMER)
    run = actions.restate_round(
        by=by, now=now, framework=reporting.framework, period=period, reason=reason, **given
    )
    jobs.make_publication(run_id=run.pk, now=now)
    return newest(reporting, period)


def newest(reporting: Reporting, period: Span = SUMMER) -> PublicationFacts:
    return queries.publication(reporting.facts, period)[0]


def count() -> int:
    return Publication.objects.count()


def correct(reporting: Reporting, indicator: Indicator, value: object, **given: Any) -> None:
    reporting.record(
        indicator, "a", value, **({"now": AFTER + timedelta(days=2), "reason": "Recounted"} | given)
    )


def page(reporting: Reporting, name: str, *args: object, **query: str | int) -> str:
    """What a stranger reads there."""
    answer = StrictClient().get(reporting.url(name, *args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return str(answer.content.decode())


__all__ = ["AFTER", "LATER", "MEETING", "NOW", "SUMMER", "TODAY"]
