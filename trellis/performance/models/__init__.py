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
    "Outcome",
    "Principle",
    "RatingRule",
    "Reconciliation",
    "ReportedCount",
    "ReportedRating",
    "ReportingLine",
    "SecuredBy",
    "StatedFigure",
    "StatedPart",
    "SurveySource",
    "Target",
    "Value",
]
