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
    usual: dict[str, Any] = {"by": _BY, "now": now - timedelta(days=30)}
    framework = _framework(slug, county.pk, span, usual)
    for number, kind, title in ((1, "number", "Groups advised"), (2, "narrative", "What changed")):
        _indicator(framework, number, kind, title, span, usual)
    actions.stage_framework(**usual, framework=framework, stage=Framework.Stage.LIVE)
    dates = Dates(span.end, today, today, today, today)
    actions.set_round_dates(**usual, framework=framework, period=span, dates=dates)


def _framework(slug: str, county_id: int, span: Span, usual: dict[str, Any]) -> Framework:
    framework = actions.begin_framework(
        **usual,
        area_id=county_id,
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
    actions.add_outcome(
        **usual,
        framework=framework,
        number=1,
        section="Support",
        priority=Priority.HIGH,
        title="Groups get advice",
    )
    return framework


def _indicator(
    framework: Framework, number: int, kind: str, title: str, span: Span, usual: dict[str, Any]
) -> None:
    """Reported by the infrastructure organisation for the county, with a figure of last time."""
    is_number = kind == "number"
    vaf = Organisation.objects.get(name="Voluntary Action Fosseshire", area=framework.area)
    indicator = actions.add_indicator(
        **usual,
        framework=framework,
        number=number,
        kind=kind,
        unit="groups" if is_number else "",
        direction="up" if is_number else "",
        level=Level.OUTPUT,
        combine="count_events" if is_number else "none",
        outcomes=list(framework.outcomes.all()),
        title=title,
        valid_from=framework.starts_on,
    )
    line: dict[str, Any] = {"indicator": indicator, "place_id": framework.area_id}
    actions.expect_reports(
        **usual,
        indicators=[indicator],
        reporters=[actions.Reporter(framework.area_id, vaf.pk)],
        every="quarter",
        from_on=framework.starts_on,
    )
    actions.record_value(
        **usual,
        **line,
        provider_id=vaf.pk,
        period=span.before(),
        state=ValueState.MEASURED,
        value=Decimal(11) if is_number else None,
        words="" if is_number else "Two groups wrote their first budget.",
    )
    if is_number:
        actions.set_target(
            **usual,
            **line,
            period=span,
            state=TargetState.SET,
            comparison="at_least",
            value=Decimal(15),
            reason="Agreed",
        )


def _runs(start: date) -> Span:
    return Span(start, start.replace(year=start.year + 3))
