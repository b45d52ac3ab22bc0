"""Whatever is said later, a page of the past stays what it was: of values and targets, of the
definitions, rules, reporting lines, ends, standings and days of rounds by which they are read, and
of the framework, outcomes, principles, checks, places and bodies that they are read with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_line_end, make_retirement
from tests.factories.rounds import DATES
from tests.performance.acts import ACTS, Moment
from tests.performance.reporting import SPRING, SUMMER, SYSTEM, Reporting, at, begin
from trellis.kernel.policy import ReadOnlyError
from trellis.kernel.viewer import STRANGER
from trellis.performance import actions, queries
from trellis.performance.actions import Reporter
from trellis.performance.models import ReportingLine
from trellis.performance.rules.rounds import Dates
from trellis.places import queries as places

pytestmark = pytest.mark.usefixtures("clock")
END = date(2027, 6, 1)  # the day of those who look back, whatever was said before


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    """Two indicators of two hubs, one of them with figures and a target; a round with its days."""
    made = begin(cast)
    first, _second = made.indicator(number=1), made.indicator(number=2)
    for letter, value in (("a", 5), ("b", 6)):
        made.record(first, letter, value, now=at(1))
    made.target(first, 12, recorded_at=at(1))
    actions.set_round_dates(
        by=SYSTEM, now=at(1), framework=made.framework, period=SUMMER, dates=Dates(**DATES)
    )
    return made


def page(read: Callable[..., Any], *args: Any, **given: Any) -> Any:
    """What is read, or that there is no such page."""
    try:
        return read(*args, **given)
    except Http404:
        return None


def pages(reporting: Reporting, today: date, known_at: datetime | None) -> dict[str, Any]:
    """What the pages of the room are made of on a day, or on a later one as known then."""
    hub, code = reporting.hub("a").pk, reporting.district("a").code
    facts = queries.framework(STRANGER, reporting.framework.slug, known_at=known_at)
    asked: Any = {"today": today, "known_at": known_at}
    then: Any = {"known_at": known_at}
    read: dict[str, Any] = {
        "framework": replace(facts, dues=()),  # what is due of them is in the lines
        "periods": queries.spans(facts, **then),
        "outcomes": queries.outcomes(facts, **then),
        "principles": queries.principles(facts, **then),
        "checks": queries.checks(facts, **then),
        "conflicts": queries.conflicts(facts, **then),
        "people": places.populations(facts.area_id, SUMMER.last_day, **then),
        "area": page(queries.place_report, STRANGER, facts, SUMMER, **asked),
        "district": page(queries.place_report, STRANGER, facts, SUMMER, code=code, **asked),
        "provider": page(queries.provider_report, STRANGER, facts, hub, SUMMER, **asked),
        "within": page(queries.lines_within, STRANGER, facts, SUMMER, **asked),
        "figure": page(queries.figure_report, STRANGER, facts, 1, code, hub, SUMMER, **asked),
        "worth": page(queries.worth, STRANGER, facts, **asked),
        "rules": queries.rating_rules(facts, known_at=known_at),
    }
    first = queries.indicator(facts, 1, SUMMER, known_at=known_at)
    assert first is not None
    read["indicator"] = queries.indicator_report(STRANGER, facts, first, SUMMER, **asked)
    read["what it is worth"] = queries.indicator_worth(facts, first, **asked)
    read["targets"] = queries.targets_ever(facts, first.id, known_at=known_at)
    return read


def then(reporting: Reporting, moment: datetime) -> dict[str, Any]:
    return pages(reporting, moment.date(), None)


def looked_back(reporting: Reporting, moment: datetime) -> dict[str, Any]:
    return pages(reporting, END, moment)


@pytest.mark.parametrize("name", ACTS)
def test_what_is_done_later_changes_the_page_of_now_and_not_that_of_then(
    reporting: Reporting, name: str
) -> None:
    before = then(reporting, at(5))
    ACTS[name](Moment(reporting, at(6), 0, 9))
    assert then(reporting, at(6)) != before
    assert looked_back(reporting, at(5)) == before


deeds = st.tuples(
    st.sampled_from(sorted(ACTS)), st.integers(0, 1), st.integers(0, 14),
    st.sampled_from([timedelta(minutes=1), timedelta(hours=5), timedelta(days=4)]),
)  # fmt: skip


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(done=st.lists(deeds, min_size=2, max_size=8))
def test_every_page_of_every_moment_can_be_had_again(
    reporting: Reporting, done: list[tuple[str, int, int, timedelta]]
) -> None:
    """What an act refuses (a line that is expected already, say) changes nothing."""
    with transaction.atomic():
        moment = at(5)
        stood = {moment: then(reporting, moment)}
        for name, which, n, passed in done:
            moment += passed
            try:
                ACTS[name](Moment(reporting, moment, which, n))
            except (ValidationError, PermissionDenied, ReadOnlyError):
                continue
            stood[moment] = then(reporting, moment)
        for when, was in stood.items():
            assert looked_back(reporting, when) == was
        transaction.set_rollback(True)


def test_an_end_from_before_ends_were_kept_holds_until_another_is_said(
    reporting: Reporting,
) -> None:
    line = ReportingLine.objects.order_by("id")[0]
    line.until_on = SPRING.end
    line.save()
    before = then(reporting, at(5))
    actions.end_reports(by=SYSTEM, now=at(6), line=line, until_on=SUMMER.end, why="They stayed")
    after = then(reporting, at(6))
    assert (looked_back(reporting, at(5)), looked_back(reporting, at(6))) == (before, after)


def test_a_line_that_was_taken_back_and_is_meant_again_was_expected_then(
    reporting: Reporting,
) -> None:
    line = ReportingLine.objects.order_by("id")[0]
    before = then(reporting, at(5))
    actions.end_reports(by=SYSTEM, now=at(6), line=line, until_on=line.from_on, why="A slip")
    actions.expect_reports(
        by=SYSTEM, now=at(7), indicators=[line.indicator], from_on=line.from_on, every="year",
        reporters=[Reporter(line.place_id, line.provider_id)],
    )  # fmt: skip
    assert looked_back(reporting, at(5)) == before


def test_looking_back_asks_as_much_of_many_lines_as_of_one(reporting: Reporting) -> None:
    def asked() -> int:
        facts = reporting.facts
        with CaptureQueriesContext(connection) as caught:
            queries.place_report(STRANGER, facts, SUMMER, today=END, known_at=at(20))
        return len(caught)

    few = asked()
    for line in ReportingLine.objects.all():
        make_line_end(line=line, said_at=at(6))
        make_line_end(line=line, said_at=at(7), until_on=SUMMER.end)
    for number in range(3, 6):
        make_retirement(indicator=reporting.indicator(number=number), recorded_at=at(8))
    assert asked() == few


def test_a_page_of_then_bears_the_names_of_then(reporting: Reporting, client: StrictClient) -> None:
    old = [
        reporting.framework.short_title,
        reporting.district("a").name,
        reporting.hub("a").name,
        "Held at first",
    ]
    ways: Any = {"secured_by": [("Met", reporting.hub("a").pk, "")]}
    held = actions.add_principle(
        by=SYSTEM, now=at(1), framework=reporting.framework, number=1, title="Held at first", **ways
    )
    ACTS["reframe"](Moment(reporting, at(7), 0, 4))
    ACTS["rename_place"](Moment(reporting, at(7), 0, 4))
    ACTS["rename_body"](Moment(reporting, at(7), 0, 4))
    actions.reword_principle(
        by=SYSTEM, now=at(7), principle=held, title="Held at last", why="Plainer", **ways
    )

    def words(on: str) -> str:
        urls = [reporting.url(name) for name in ("area", "providers", "principles")]
        asked = {"period": SUMMER.code, "on": on}
        return "".join(client.get(url, asked).content.decode() for url in urls)

    then, now = words(at(5).date().isoformat()), words("")
    assert [one for one in old if one not in then] == []
    new = ("At 0", "Named at", "Called so at", "Held at last")
    assert [one for one in new if one in then or one not in now] == []


def test_an_indicator_that_was_retired_in_a_draft_was_looked_at_until_then(cast: Cast) -> None:
    draft = begin(cast, stage="draft")
    row = draft.indicator(number=1)
    actions.retire_indicator(by=SYSTEM, now=at(6), indicator=row, retired_on=SUMMER.start)
    facts = queries.framework(SYSTEM, draft.framework.slug)
    [now] = queries.indicators(facts, SUMMER)
    [then] = queries.indicators(facts, SUMMER, known_at=at(5))
    assert (now.retired_on, then.retired_on) == (SUMMER.start, None)


def test_what_was_retired_before_this_was_kept_was_looked_at_until_its_decision(
    reporting: Reporting,
) -> None:
    retired = reporting.indicator(number=7, retired_on=SUMMER.start)
    make_retirement(indicator=retired, recorded_at=at(6))
    import_module("trellis.performance.migrations.0013_as_it_stood").keep_when_retired(apps, None)
    facts = reporting.facts
    found = {
        moment: queries.indicator(facts, 7, SUMMER, known_at=moment) for moment in (at(5), at(6))
    }
    assert [one and one.retired_on for one in found.values()] == [None, SUMMER.start]
