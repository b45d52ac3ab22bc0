"""One invented quarter in which every state, kind and awkward name occurs once, for downloads."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.conftest import NOW, TODAY
from tests.factories import (
    make_area,
    make_conflict,
    make_framework,
    make_indicator,
    make_indicator_version,
    make_organisation,
    make_outcome,
    make_place,
    make_principle,
    make_rating_rule,
    make_reconciliation,
    make_reported_count,
    make_reported_rating,
    make_secured_by,
    make_stated_figure,
    make_stated_part,
    make_target,
    make_value,
)
from trellis.kernel.periods import Span
from trellis.kernel.viewer import STRANGER
from trellis.performance import queries
from trellis.performance.exports import Pack, gather
from trellis.performance.models import Framework
from trellis.performance.rules.codes import (
    ChangeClass,
    Combine,
    Comparison,
    IndicatorKind,
    TargetState,
    ValueState,
)
from trellis.places.models import Place

QUARTER = Span(date(2026, 7, 1), date(2026, 10, 1))
YEAR_BEFORE = {"period_start": date(2026, 4, 1), "period_end": date(2026, 7, 1)}

# What every form of file, or the layout of the PDF, might take for more than words.
MARKUP = '#read("/etc/hostname") $x^2$ *b* _i_ @ref <label> \\ `raw` "q" // = [note 9]'
FORMULA = '=HYPERLINK("https://example.org","Press here")'

WITHOUT_FIGURE = (
    ValueState.MISSING,
    ValueState.NOT_APPLICABLE,
    ValueState.NOT_DUE,
    ValueState.NOT_MEASURED,
    ValueState.CANNOT_BE_MEASURED,
    ValueState.NOT_GIVEN,
    ValueState.SUPPRESSED,
)


@dataclass(frozen=True)
class Report:
    """`framework` of `area`, whose place `ambley` has two providers."""

    framework: Framework
    area: Place
    ambley: Place

    def pack(self, **asked: Any) -> Pack:
        facts = queries.framework(STRANGER, self.framework.slug)
        return gather(STRANGER, facts, QUARTER, **({"now": NOW, "today": TODAY} | asked))


def make_report() -> Report:
    area = make_area(name="Fosseshire", code="F1")
    ambley = make_place(parent=area, name="Ambley & Wold", code="F11")
    framework = make_framework(
        area=area,
        slug="fosseshire",
        title="What we look at together",
        short_title="Fosseshire",
        source="Partners' agreement, 1 April 2026",
    )
    make_rating_rule(framework=framework, code="band", number=1)
    report = Report(framework, area, ambley)
    _states(report)
    _kinds(report)
    _providers(report)
    _about(report)
    return report


def _states(report: Report) -> None:
    """Indicators 1 to 7: a state without a figure each, and no target."""
    for number, state in enumerate(WITHOUT_FIGURE, start=1):
        indicator = _indicator(report, number, f"Silence {number}")
        make_value(indicator=indicator, state=state, value=None)


def _kinds(report: Report) -> None:
    """Indicators 11 to 17: every kind of figure, a nought, and names that try to be more."""
    number = _indicator(report, 11, MARKUP)
    make_value(indicator=number, value=Decimal(3085), source="Register")
    make_target(indicator=number, value=Decimal(3000))
    nought = _indicator(report, 12, FORMULA)
    make_value(indicator=nought, state=ValueState.ZERO, value=Decimal(0))
    make_target(indicator=nought, value=Decimal(5))
    share = _indicator(report, 13, "Found it easy", IndicatorKind.PERCENTAGE, "percent")
    make_value(indicator=share, value=Decimal("66.6667"), numerator=82, denominator=123)
    make_target(indicator=share, value=Decimal(70))
    money = _indicator(report, 14, "Money won", IndicatorKind.MONEY, "GBP")
    make_value(indicator=money, value=Decimal("1250.50"))
    make_value(indicator=money, value=Decimal("1000.00"), **YEAR_BEFORE)
    day = _indicator(report, 15, "Strategy agreed", IndicatorKind.MILESTONE, "")
    make_value(indicator=day, value=None, reached_on=date(2026, 8, 3))
    make_target(indicator=day, comparison=Comparison.BY_DATE, value=None, by_date=date(2026, 9, 1))
    told = _indicator(report, 16, "Work on trust", IndicatorKind.NARRATIVE, "")
    make_value(indicator=told, value=None, words="Two meetings, one ąęłø\tagreement.")
    changed = _indicator(report, 17, "Groups reached")
    make_value(indicator=changed, value=Decimal(40))
    make_value(indicator=changed, value=Decimal(90), **YEAR_BEFORE)
    make_target(indicator=changed, state=TargetState.UNCLEAR, comparison="", value=None)
    make_indicator_version(
        indicator=changed,
        number=2,
        valid_from=date(2026, 7, 1),
        change_class=ChangeClass.POPULATION,
        title="Groups reached and helped",
        reason="Only those helped count",
    )


def _providers(report: Report) -> None:
    """Indicator 21: two providers in one place."""
    indicator = _indicator(report, 21, "Enquiries answered")
    for name, value in (("@SUM(A1) Hub", 21), ("Wold Hub", 12)):
        make_value(
            indicator=indicator,
            place=report.ambley,
            provider=make_organisation(area=report.area, name=name),
            value=Decimal(value),
        )


def _about(report: Report) -> None:
    framework = report.framework
    make_reported_rating(indicator=framework.indicators.get(number=16))
    make_reported_count(
        framework=framework, provider=make_organisation(area=report.area, name="Wold Centre")
    )
    make_outcome(framework=framework, title="More groups thrive")
    make_secured_by(principle=make_principle(framework=framework, title="Open to all"))
    make_conflict(framework=framework, title="How many there were")
    fund = make_reconciliation(framework=framework, title="The fund")
    figure = make_stated_figure(reconciliation=fund, label="All of it", stated=Decimal(100))
    make_stated_part(figure=figure, label="First half", amount=Decimal(50))
    make_stated_part(figure=figure, label="Second half", amount=Decimal("49.25"))


def _indicator(
    report: Report,
    number: int,
    title: str,
    kind: IndicatorKind = IndicatorKind.NUMBER,
    unit: str = "groups",
) -> Any:
    combine = Combine.COUNT_EVENTS if kind is IndicatorKind.NUMBER else Combine.NONE
    return make_indicator(
        framework=report.framework,
        number=number,
        title=title,
        kind=kind,
        unit=unit,
        combine=combine,
        decimals=0,
    )
