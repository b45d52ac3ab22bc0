"""The tables of the performance room."""

from trellis.performance.models.checks import Conflict, Reconciliation, StatedFigure, StatedPart
from trellis.performance.models.framework import (
    Framework,
    Indicator,
    IndicatorVersion,
    Outcome,
    Principle,
    RatingRule,
    SecuredBy,
)
from trellis.performance.models.proposals import Proposal, ProposalComment
from trellis.performance.models.publications import Publication
from trellis.performance.models.rounds import (
    LineQuestion,
    Return,
    ReturnAcceptor,
    ReturnStep,
    RoundDates,
    SelfAssessment,
    Unlock,
)
from trellis.performance.models.surveys import SurveySource
from trellis.performance.models.values import (
    Appraisal,
    LineEnd,
    ReportedCount,
    ReportedRating,
    ReportingLine,
    Target,
    Value,
)
from trellis.performance.models.worth import (
    CollectionCost,
    DecisionInformed,
    IndicatorStanding,
    Retirement,
)

__all__ = [
    "Appraisal",
    "CollectionCost",
    "Conflict",
    "DecisionInformed",
    "Framework",
    "Indicator",
    "IndicatorStanding",
    "IndicatorVersion",
    "LineEnd",
    "LineQuestion",
    "Outcome",
    "Principle",
    "Proposal",
    "ProposalComment",
    "Publication",
    "RatingRule",
    "Reconciliation",
    "ReportedCount",
    "ReportedRating",
    "ReportingLine",
    "Retirement",
    "Return",
    "ReturnAcceptor",
    "ReturnStep",
    "RoundDates",
    "SecuredBy",
    "SelfAssessment",
    "StatedFigure",
    "StatedPart",
    "SurveySource",
    "Target",
    "Unlock",
    "Value",
]
