"""What can be done that a page of the room shows, each as one act at a moment: for the tests that
look back at what stood before it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.documents.making import upload
from tests.factories.rounds import DATES
from tests.performance.reporting import SPRING, SUMMER, SYSTEM, Reporting
from trellis.documents.actions import take_in
from trellis.kernel.periods import Span
from trellis.organisations import actions as organisations
from trellis.organisations.queries import details_of
from trellis.performance import actions
from trellis.performance.actions import Reporter
from trellis.performance.lifecycle import Standing
from trellis.performance.models import (
    Framework,
    Indicator,
    IndicatorVersion,
    Outcome,
    Principle,
    RatingRule,
    ReportedCount,
    ReportingLine,
    Value,
)
from trellis.performance.rules.codes import ChangeClass, Control, TargetState, Word
from trellis.performance.rules.ratings import RuleKind
from trellis.performance.rules.rounds import Dates
from trellis.places import actions as places

APRIL = SPRING.start


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


def reframe(it: Moment) -> None:
    """Another title, time and deadline of the framework itself."""
    row = Framework.objects.get(pk=it.reporting.framework.pk)
    actions.change_framework(
        **it.told, framework=row, title=f"Titled at {it.now}", short_title=f"At {it.now:%d %H:%M}",
        runs=Span(row.starts_on, row.ends_on + timedelta(days=it.n)), why="Agreed anew",
        due_working_days=5 + it.n,
    )  # fmt: skip


def agree_core(it: Moment) -> None:
    actions.agree_core_set(
        **it.told, framework=it.reporting.framework, core_most=it.n, consult_days=20 + it.n,
        why="Agreed",
    )  # fmt: skip


def close(it: Moment) -> None:
    """After that nothing more can be said in it."""
    actions.stage_framework(**it.told, framework=it.reporting.framework, stage="closed", why="Over")


def outcome(it: Moment) -> None:
    """Another, or the first in other words."""
    row = Outcome.objects.order_by("number").first()
    said: dict[str, Any] = {"section": "People", "priority": "high", "title": f"Said at {it.now}"}
    if row is None or it.n % 3 == 0:
        number = Outcome.objects.count() + 1
        actions.add_outcome(**it.told, framework=it.reporting.framework, number=number, **said)
    else:
        actions.reword_outcome(**it.told, outcome=row, why="Plainer", **said)


def principle(it: Moment) -> None:
    row = Principle.objects.order_by("number").first()
    ways = [(f"Met {n} times", it.reporting.hub(it.letter).pk if n else None, "") for n in range(2)]
    said: dict[str, Any] = {"title": f"Held at {it.now}", "secured_by": ways}
    if row is None or it.n % 3 == 0:
        number = Principle.objects.count() + 1
        actions.add_principle(**it.told, framework=it.reporting.framework, number=number, **said)
    else:
        actions.reword_principle(**it.told, principle=row, why="Plainer", **said)


def set_down(it: Moment) -> None:
    """What is set down of an indicator beside its wording, and the outcomes it serves."""
    row = it.indicator
    actions.change_indicator(
        **it.told, indicator=row, kind=row.kind, direction=row.direction, combine=row.combine,
        unit=f"unit {it.n}", decimals=it.n % 4, control=list(Control)[it.n % 3], level=row.level,
        why_it_matters=f"So it was said at {it.now}", why="Agreed",
        outcomes=Outcome.objects.filter(number__lte=it.n % 3),
    )  # fmt: skip


def rename_place(it: Moment) -> None:
    place = it.reporting.district(it.letter) if it.n % 3 else it.reporting.county
    places.rename_place(**it.told, place_id=place.pk, name=f"Named at {it.now}")


def count_people(it: Moment) -> None:
    places.record_figure(
        **it.told, place_id=it.reporting.district(it.letter).pk, measure="population",
        value=1_000 * (it.n + 1), on_date=APRIL, source=f"Counted at {it.now}",
    )  # fmt: skip


def rename_body(it: Moment) -> None:
    row = it.reporting.hub(it.letter)
    row.refresh_from_db()
    organisations.edit_organisation(
        **it.told, organisation_id=row.pk, seen=row.version,
        details=replace(details_of(row), name=f"Called so at {it.now}"),
    )  # fmt: skip


def attach(it: Moment) -> None:
    told = Value.objects.filter(indicator=it.indicator, provider=it.reporting.hub("a"))
    if value := told.order_by("id").last():
        actions.attach_evidence(
            by=it.reporting.cast.viewer("hub_worker"), now=it.now, value_id=value.pk,
            title=f"Sheets of {it.now}", about="", file=take_in(upload()), is_public=True,
            label="Figure", address="/performance/",
        )  # fmt: skip


def check(it: Moment) -> None:
    """Figures side by side, or two statements that cannot both hold."""
    framework, n = it.reporting.framework, Framework.objects.count() + it.n
    common: dict[str, Any] = {**it.told, "framework": framework, "title": f"Seen at {it.now}"}
    if it.n % 2:
        total = actions.StatedTotal(
            "Counted", "count", Decimal(it.n), (), "comparable_changes", "continues"
        )
        number = framework.reconciliations.count() + 1
        actions.reconcile_figures(**common, number=number, totals=[total])
    else:
        actions.record_conflict(
            **common, number=framework.conflicts.count() + 1, says="Five", but=f"Not {n}",
            source_says="p1", source_but="p2", indicator=it.indicator,
        )  # fmt: skip


ACTS: dict[str, Callable[[Moment], None]] = {
    one.__name__: one
    for one in (
        record, record_for_all, target, appraise, adopt_version, adopt_rule, expect, end, retire,
        stand, move_dates, add, count, reframe, agree_core, close, outcome, principle, set_down,
        rename_place, count_people, rename_body, attach, check,
    )
}  # fmt: skip
