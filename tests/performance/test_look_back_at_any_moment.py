"""Whatever is said later, a page of the past stays what it was: of values and targets, and of the
definitions, rules, reporting lines, ends, standings and days of rounds by which they are read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.factories import make_line_end, make_retirement
from tests.factories.rounds import DATES
from tests.performance.reporting import SPRING, SUMMER, SYSTEM, Reporting, at, begin
from trellis.kernel.viewer import STRANGER
from trellis.performance import actions, queries
from trellis.performance.actions import Reporter
from trellis.performance.lifecycle import Standing
from trellis.performance.models import (
    Indicator,
    IndicatorVersion,
    RatingRule,
    ReportedCount,
    ReportingLine,
    Value,
)
from trellis.performance.rules.codes import ChangeClass, TargetState, Word
from trellis.performance.rules.ratings import RuleKind
from trellis.performance.rules.rounds import Dates

pytestmark = pytest.mark.usefixtures("clock")
APRIL = SPRING.start
END = date(2027, 6, 1)  # the day of those who look back, whatever was said before


@dataclass(frozen=True)
class Moment:
    """When somebody does something, to which of two indicators, and with which figure."""

    reporting: Reporting
    now: datetime
    which: int
    n: int

    @property
    def indicator(self) -> Indicator:
        return Indicator.objects.select_related("framework").order_by("number")[self.which]

    @property
    def told(self) -> dict[str, Any]:
        return {"by": SYSTEM, "now": self.now}

    @property
    def month(self) -> date:
        """The first day of a month from April to September 2026."""
        return date(2026, 4 + self.n % 6, 1)

    @property
    def letter(self) -> str:
        return "ab"[self.n % 2]


def record(it: Moment) -> None:
    period = SUMMER if it.n % 3 else SPRING
    it.reporting.record(
        it.indicator, it.letter, it.n, period=period, now=it.now, reason="counted again"
    )


def record_for_all(it: Moment) -> None:
    it.reporting.record(it.indicator, "", 20 + it.n, now=it.now, reason="counted again")


def target(it: Moment) -> None:
    place = it.reporting.district(it.letter) if it.n % 3 else it.reporting.county
    actions.set_target(
        **it.told, indicator=it.indicator, place_id=place.pk, period=SUMMER,
        state=TargetState.SET, comparison="at_least", value=Decimal(it.n),
    )  # fmt: skip


def appraise(it: Moment) -> None:
    if value := Value.objects.filter(indicator=it.indicator).order_by("id").last():
        actions.appraise_evidence(**it.told, value=value, strength=it.n % 6, reason="Looked at")


def adopt_version(it: Moment) -> None:
    last = IndicatorVersion.objects.filter(indicator=it.indicator).latest("number")
    change = ChangeClass.NUMERATOR if it.n % 2 else ChangeClass.WORDING
    actions.adopt_version(
        **it.told, indicator=it.indicator, valid_from=last.valid_from + timedelta(days=7 * it.n),
        change_class=change, title=f"Worded at {it.now}", reason="Said more plainly",
    )  # fmt: skip


def adopt_rule(it: Moment) -> None:
    last = RatingRule.objects.latest("valid_from", "number")
    actions.adopt_rating_rule(
        **it.told, framework=it.reporting.framework, kind=RuleKind.BANDED,
        amber_within=Decimal(it.n % 9 + 1) / 10, words=f"Within {it.n}", why="Asked for",
        valid_from=last.valid_from + timedelta(days=it.n % 30),
    )  # fmt: skip


def expect(it: Moment) -> None:
    """Of a hub once more, or of the county, for which those who keep the framework report."""
    hub = Reporter(it.reporting.district(it.letter).pk, it.reporting.hub(it.letter).pk)
    actions.expect_reports(
        **it.told, indicators=[it.indicator], from_on=it.month,
        reporters=[hub if it.n % 3 else Reporter(it.reporting.county.pk)],
        every="month" if it.n % 2 else "quarter",
        until_on=SUMMER.end if it.n % 4 == 0 else None,
    )  # fmt: skip


def end(it: Moment) -> None:
    """Any line, on a past day: on its first, it is taken back."""
    rows = list(ReportingLine.objects.filter(indicator=it.indicator).order_by("id"))
    line = rows[it.n % len(rows)]
    until_on = line.from_on if it.n % 3 == 0 else it.month
    actions.end_reports(**it.told, line=line, until_on=until_on, why="They moved")


def retire(it: Moment) -> None:
    actions.retire_indicator(
        **it.told, indicator=it.indicator, retired_on=it.month, why="Nobody asks",
        decided_on=APRIL, decided_by="Board",
    )  # fmt: skip


def stand(it: Moment) -> None:
    actions.change_standing(
        **it.told, indicator=it.indicator, standing=Standing.EXPERIMENTAL, from_on=APRIL,
        rated_from=date(2027, 4, 1) if it.n % 2 else None, reason="To see", decided_on=APRIL,
        decided_by="Board",
    )  # fmt: skip


def move_dates(it: Moment) -> None:
    """To a day that is still to come, before checking ends."""
    actions.set_round_dates(
        **it.told, framework=it.reporting.framework, period=SUMMER, reason="A holiday",
        dates=Dates(**(DATES | {"due_on": DATES["due_on"] + timedelta(days=it.n % 12)})),
    )  # fmt: skip


def add(it: Moment) -> None:
    framework = it.reporting.framework
    made = actions.add_indicator(
        **it.told, framework=framework, number=Indicator.objects.count() + 1, kind="number",
        title=f"Added at {it.now}", valid_from=APRIL, combine="count_events", direction="up",
    )  # fmt: skip
    hub = Reporter(it.reporting.district("a").pk, it.reporting.hub("a").pk)
    actions.expect_reports(
        **it.told, indicators=[made], reporters=[hub], every="quarter", from_on=APRIL
    )


def count(it: Moment) -> None:
    word = list(Word)[it.n % len(Word)]
    if not ReportedCount.objects.filter(word=word).exists():
        actions.report_count(
            **it.told, framework=it.reporting.framework, provider_id=it.reporting.hub("a").pk,
            period=SUMMER, word=word, count=it.n,
        )  # fmt: skip


ACTS: dict[str, Callable[[Moment], None]] = {
    one.__name__: one
    for one in (
        record, record_for_all, target, appraise, adopt_version, adopt_rule, expect, end, retire,
        stand, move_dates, add, count,
    )
}  # fmt: skip


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
    facts, hub, code = reporting.facts, reporting.hub("a").pk, reporting.district("a").code
    asked: Any = {"today": today, "known_at": known_at}
    read: dict[str, Any] = {
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
            except ValidationError:
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
