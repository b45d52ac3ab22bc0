"""Two small frameworks of Fosseshire whose last quarter can be run on one day, from its opening to
its restatement: one for the story with scripts, one for that without."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from trellis.kernel.periods import Span, quarter
from trellis.kernel.viewer import system
from trellis.organisations.models import Organisation
from trellis.performance import actions
from trellis.performance.models import Framework
from trellis.performance.rules.codes import Level, Priority, TargetState, ValueState
from trellis.performance.rules.ratings import RuleKind
from trellis.performance.rules.rounds import Dates
from trellis.places.models import Place

SLUGS = ("a-quarter-with-scripts", "a-quarter-without")
_BY = system("tests")


def quarters(now: datetime) -> dict[str, Any]:
    for slug in SLUGS:
        _one(slug, now)
    return {"quarters_to_run": list(SLUGS)}


def _one(slug: str, now: datetime) -> None:
    """Its figures are due, checked, talked about and published today."""
    today = timezone.localdate(now)
    span = quarter(today).before()
    county = Place.objects.get(slug="fosseshire", parent=None)
    vaf = Organisation.objects.get(name="Voluntary Action Fosseshire", area=county)
    usual: dict[str, Any] = {"by": _BY, "now": now - timedelta(days=30)}
    framework = actions.begin_framework(
        **usual,
        area_id=county.pk,
        slug=slug,
        title=f"A year of advice, {slug}",
        short_title=slug,
        runs=_runs(span.before().start),
        due_working_days=20,
    )
    actions.adopt_rating_rule(
        **usual,
        framework=framework,
        kind=RuleKind.BANDED,
        amber_within=Decimal("0.9"),
        words="Met when the value reaches its target.",
        valid_from=framework.starts_on,
    )
    outcome = actions.add_outcome(
        **usual, framework=framework, number=1, section="Support", priority=Priority.HIGH,
        title="Groups get advice",
    )  # fmt: skip
    wanted = (("number", "Groups advised"), ("narrative", "What changed for groups"))
    for number, (kind, title) in enumerate(wanted, start=1):
        indicator = actions.add_indicator(
            **usual,
            framework=framework,
            number=number,
            kind=kind,
            unit="groups" if kind == "number" else "",
            direction="up" if kind == "number" else "",
            level=Level.OUTPUT,
            combine="count_events" if kind == "number" else "none",
            outcomes=[outcome],
            title=title,
            valid_from=framework.starts_on,
        )
        actions.expect_reports(
            **usual,
            indicators=[indicator],
            reporters=[actions.Reporter(county.pk, vaf.pk)],
            every="quarter",
            from_on=framework.starts_on,
        )
        if kind == "number":
            for period, value in ((span.before(), "14"), (span, "15")):
                actions.set_target(
                    **usual, indicator=indicator, place_id=county.pk, period=period,
                    state=TargetState.SET, comparison="at_least", value=Decimal(value),
                    reason="Agreed",
                )  # fmt: skip
        actions.record_value(
            **usual,
            indicator=indicator,
            place_id=county.pk,
            provider_id=vaf.pk,
            period=span.before(),
            state=ValueState.MEASURED,
            value=Decimal(11) if kind == "number" else None,
            words="" if kind == "number" else "Two groups wrote their first budget.",
        )
    actions.stage_framework(**usual, framework=framework, stage=Framework.Stage.LIVE)
    actions.set_round_dates(
        **usual,
        framework=framework,
        period=span,
        dates=Dates(span.end, today, today, today, today),
    )


def _runs(start: date) -> Span:
    return Span(start, start.replace(year=start.year + 3))
