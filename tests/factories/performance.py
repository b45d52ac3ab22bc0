"""What is looked at, what was wanted and what was found."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.making import NOW, filled, number
from tests.factories.organisations import make_organisation
from tests.factories.places import make_area
from tests.factories.questions import make_wave
from trellis.performance import models as of
from trellis.performance.rules import codes
from trellis.performance.rules.ratings import RuleKind

QUARTER = {"period_start": date(2026, 7, 1), "period_end": date(2026, 10, 1)}


def make_framework(**given: Any) -> of.Framework:
    """A live framework for the financial years 2026/27 to 2028/29."""
    n = number()
    names = {"slug": f"framework-{n}", "title": f"Framework {n}", "short_title": f"Framework {n}"}
    span = {"starts_on": date(2026, 4, 1), "ends_on": date(2029, 4, 1)}
    return of.Framework.objects.create(
        **filled(given, area=make_area, stage=of.Framework.Stage.LIVE, **names, **span)
    )


def make_rating_rule(**given: Any) -> of.RatingRule:
    return of.RatingRule.objects.create(
        **filled(
            given,
            framework=make_framework,
            code="band",
            number=number(),
            kind=RuleKind.BANDED,
            amber_within=Decimal("0.900"),
            words="Nearly met within a tenth of the target.",
            valid_from=date(2026, 4, 1),
        )
    )


def make_outcome(**given: Any) -> of.Outcome:
    n = number()
    return of.Outcome.objects.create(
        **filled(
            given,
            framework=make_framework,
            number=n,
            section="Support",
            priority=codes.Priority.HIGH,
            title=f"Outcome {n}",
        )
    )


def make_principle(**given: Any) -> of.Principle:
    n = number()
    return of.Principle.objects.create(
        **filled(given, framework=make_framework, number=n, title=f"Principle {n}")
    )


def make_secured_by(**given: Any) -> of.SecuredBy:
    return of.SecuredBy.objects.create(
        **filled(given, principle=make_principle, number=number(), words="By a yearly review.")
    )


def make_indicator(**given: Any) -> of.Indicator:
    """A number that is better when higher, with its first version."""
    title = given.pop("title", f"Indicator {number()}")
    indicator = of.Indicator.objects.create(
        **filled(
            given,
            framework=make_framework,
            number=number(),
            kind=codes.IndicatorKind.NUMBER,
            unit="groups",
            direction=codes.Direction.UP,
            combine=codes.Combine.COUNT_EVENTS,
        )
    )
    make_indicator_version(indicator=indicator, title=title)
    return indicator


def make_indicator_version(**given: Any) -> of.IndicatorVersion:
    """The first version of an indicator; give `number`, `valid_from` and `change_class` for a
    later one."""
    fields = {
        "number": 1,
        "valid_from": date(2026, 4, 1),
        "change_class": codes.ChangeClass.INITIAL,
        "title": "Groups supported",
    } | given
    if "indicator" not in fields:
        return make_indicator(title=fields["title"]).versions.get()
    return of.IndicatorVersion.objects.create(**fields)


def make_target(**given: Any) -> of.Target:
    return of.Target.objects.create(
        **_line(
            given,
            state=codes.TargetState.SET,
            comparison=codes.Comparison.AT_LEAST,
            value=Decimal(10),
            recorded_at=NOW,
        )
    )


def make_value(**given: Any) -> of.Value:
    return of.Value.objects.create(
        **_line(given, state=codes.ValueState.MEASURED, value=Decimal(12), recorded_at=NOW)
    )


def make_survey_source(**given: Any) -> of.SurveySource:
    return of.SurveySource.objects.create(
        **filled(
            given,
            value=make_value,
            wave=make_wave,
            question="How easy was it?",
            answers="Very easy, Easy",
            responses=41,
            asked=150,
        )
    )


def make_appraisal(**given: Any) -> of.Appraisal:
    return of.Appraisal.objects.create(
        **filled(given, value=make_value, strength=3, reason="Sheets were seen.", appraised_at=NOW)
    )


def make_reporting_line(**given: Any) -> of.ReportingLine:
    indicator = given.pop("indicator", None) or make_indicator()
    return of.ReportingLine.objects.create(
        **filled(
            given,
            indicator=indicator,
            place=indicator.framework.area,
            provider=lambda: make_organisation(area=indicator.framework.area),
            from_on=date(2026, 4, 1),
        )
    )


def make_line_end(**given: Any) -> of.LineEnd:
    return of.LineEnd.objects.create(
        **filled(given, line=make_reporting_line, until_on=date(2026, 7, 1), said_at=NOW)
    )


def make_reported_rating(**given: Any) -> of.ReportedRating:
    indicator = given.pop("indicator", None) or make_indicator()
    return of.ReportedRating.objects.create(
        **filled(
            given,
            indicator=indicator,
            place=indicator.framework.area,
            word=codes.Word.GREEN,
            basis="narrative",
            recorded_at=NOW,
            **QUARTER,
        )
    )


def make_reported_count(**given: Any) -> of.ReportedCount:
    framework = given.pop("framework", None) or make_framework()
    return of.ReportedCount.objects.create(
        **filled(
            given,
            framework=framework,
            provider=lambda: make_organisation(area=framework.area),
            word=codes.Word.GREEN,
            count=2,
            **QUARTER,
        )
    )


def make_reconciliation(**given: Any) -> of.Reconciliation:
    n = number()
    return of.Reconciliation.objects.create(
        **filled(given, framework=make_framework, number=n, title=f"Fund {n}")
    )


def make_stated_figure(**given: Any) -> of.StatedFigure:
    return of.StatedFigure.objects.create(
        **filled(
            given,
            reconciliation=make_reconciliation,
            number=number(),
            label="Whole fund",
            stated=Decimal(100),
            unit=of.StatedFigure.Unit.GBP,
        )
    )


def make_stated_part(**given: Any) -> of.StatedPart:
    return of.StatedPart.objects.create(
        **filled(
            given,
            figure=make_stated_figure,
            number=number(),
            label="Half of it",
            amount=Decimal(50),
        )
    )


def make_conflict(**given: Any) -> of.Conflict:
    n = number()
    return of.Conflict.objects.create(
        **filled(
            given,
            framework=make_framework,
            number=n,
            title=f"Conflict {n}",
            says="Twelve were supported.",
            but="Eleven are listed.",
            source_says="Report, paragraph 1",
            source_but="Report, paragraph 2",
        )
    )


def make_indicator_standing(**given: Any) -> of.IndicatorStanding:
    """Core since April, unless another standing is given."""
    return of.IndicatorStanding.objects.create(
        **filled(
            given,
            indicator=make_indicator,
            standing="core",
            from_on=date(2026, 4, 1),
            reason="Everybody asks about it",
            decided_on=date(2026, 3, 1),
            decided_by="Partnership board",
            recorded_at=NOW,
        )
    )


def make_retirement(**given: Any) -> of.Retirement:
    return of.Retirement.objects.create(
        **filled(
            given,
            indicator=lambda: make_indicator(retired_on=date(2026, 7, 1)),
            decided_on=date(2026, 6, 1),
            decided_by="Partnership board",
            reason="Nobody asks any more",
            recorded_at=NOW,
        )
    )


def make_collection_cost(**given: Any) -> of.CollectionCost:
    indicator = given.pop("indicator", None) or make_indicator()
    return of.CollectionCost.objects.create(
        **filled(
            given,
            indicator=indicator,
            provider=lambda: make_organisation(area=indicator.framework.area),
            minutes=45,
            stated_at=NOW,
        )
    )


def make_decision_informed(**given: Any) -> of.DecisionInformed:
    return of.DecisionInformed.objects.create(
        **filled(
            given,
            indicator=make_indicator,
            decided_on=date(2026, 6, 1),
            decided_by="Partnership board",
            words="A second adviser for the north",
            recorded_at=NOW,
        )
    )


def make_proposal(**given: Any) -> of.Proposal:
    """That an indicator is retired from the new year on; give `stage` and its days for another."""
    indicator = given.pop("indicator", None) or make_indicator()
    return of.Proposal.objects.create(
        **filled(
            given,
            framework=indicator.framework,
            number=number(),
            change="retire",
            indicator=indicator,
            why="Nobody uses it",
            from_on=date(2027, 1, 1),
            organisation=lambda: make_organisation(area=indicator.framework.area),
            proposed_at=NOW,
        )
    )


def make_proposal_comment(**given: Any) -> of.ProposalComment:
    proposal = given.pop("proposal", None) or make_proposal()
    return of.ProposalComment.objects.create(
        **filled(
            given,
            proposal=proposal,
            organisation=lambda: make_organisation(area=proposal.framework.area),
            opinion="support",
            words="It costs us a day each quarter.",
            written_at=NOW,
        )
    )


def _line(given: dict[str, Any], **usual: Any) -> dict[str, Any]:
    """A row of one line: an indicator in its first version, its framework's area, a quarter."""
    indicator = given.pop("indicator", None) or make_indicator()
    return filled(
        given,
        indicator=indicator,
        version=indicator.versions.get,
        place=indicator.framework.area,
        **QUARTER,
        **usual,
    )
