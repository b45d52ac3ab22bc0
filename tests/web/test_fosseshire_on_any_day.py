"""The county is the same every time for one moment, and whole on whatever day it is loaded."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from hashlib import sha256

import pytest

from tests.conftest import NOW, StrictClient
from tests.web.fosseshire import Fosseshire
from tests.web.worlds import undone
from trellis.organisations.models import Organisation
from trellis.performance import queries
from trellis.performance.models import Target, Value
from trellis.performance.rules.codes import ValueState
from trellis.performance.rules.ratings import Outcome
from trellis.web.examples import fosseshire

# Loading takes seconds each time, so these run with the long ones.
pytestmark = [pytest.mark.django_db, pytest.mark.prove]

DAYS = (
    date(2028, 2, 29),
    date(2027, 4, 1),  # a year and a quarter have just begun
    date(2027, 3, 31),  # and are about to
    date(2027, 1, 1),
    date(2026, 8, 31),
)


def said() -> Iterator[tuple[object, ...]]:
    """Everything that is said of the county, without the numbers the database gives its rows."""
    yield from Organisation.objects.order_by("name").values_list(
        "name", "kind", "income_band", "about", "coverage__place__code", "interests__code"
    )
    line = (
        "indicator__number", "place__code", "provider__name", "period_start", "period_end",
        "state", "value", "recorded_at", "reason",
    )  # fmt: skip
    yield from Value.objects.order_by(*line).values_list(
        *line, "numerator", "denominator", "reached_on", "words"
    )
    yield from Target.objects.order_by(*line).values_list(*line, "comparison", "by_date")


def digest() -> str:
    return sha256("\n".join(map(repr, said())).encode()).hexdigest()


def test_one_moment_gives_one_county() -> None:
    digests = set()
    for _ in range(2):
        with undone():
            fosseshire.load(now=NOW)
            digests.add(digest())
    assert len(digests) == 1


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_county_is_whole_on_any_day(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.combine(day, time(9, 30), UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    fosseshire.load(now=now)
    county = Fosseshire(day)
    newest = county.quarters[-1]

    assert queries.default_span(county.facts, day, queries.spans(county.facts)) == newest
    assert newest.end <= day
    assert Value.objects.filter(recorded_at__gt=now).count() == 0
    assert county.hub_line(4, "northgate", -2).found.state is ValueState.ZERO
    assert county.hub_line(1, "cotterby", -2).found.is_corrected
    assert county.line(4, "birchwold", -2).rating.outcome is Outcome.MET
    assert county.line(8, "", -2).rating.outcome is Outcome.MET
    before, now_in = county.line(1, "", -2).found, county.line(1, "", -1).found
    assert [(one.given, one.due) for one in (before, now_in)] == [(7, 7), (6, 7)]

    waits = county.hub_line(1, "harrowby", -1).found
    assert waits.due_on is not None
    late = day > waits.due_on
    assert waits.state is (ValueState.MISSING if late else ValueState.NOT_DUE)
    due, asked = queries.due_for(county.viewer("hub_worker"), day)
    assert due.title.startswith("3 figures for ")
    assert due.due == waits.due_on
    assert asked.title == "Retire indicator 7: Days to a first answer"
    assert asked.due is not None
    assert asked.due > day
    assert StrictClient().get(f"/performance/{fosseshire.SLUG}/").status_code == 200
