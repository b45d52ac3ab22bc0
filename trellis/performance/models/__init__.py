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
from trellis.performance.models.publications import (
    Publication,
    PublicationRun,
    PublishedFile,
)
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
    ReportedCount,
    ReportedRating,
    ReportingLine,
    Target,
    Value,
)

__all__ = [
    "Appraisal",
    "Conflict",
    "Framework",
    "Indicator",
    "IndicatorVersion",
    "LineQuestion",
    "Outcome",
    "Principle",
    "Publication",
    "PublicationRun",
    "PublishedFile",
    "RatingRule",
    "Reconciliation",
    "ReportedCount",
    "ReportedRating",
    "ReportingLine",
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
