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
from trellis.performance.models.publications import (
    Publication,
    PublicationRun,
    PublishedFile,
)
from trellis.performance.models.reviews import (
    ActionProgress,
    PeerReview,
    PeerReviewer,
    ReviewAction,
    ReviewFinding,
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
from trellis.performance.models.scrutiny import (
    Challenge,
    ChallengeStep,
    Draw,
    DrawnLine,
    FindingReply,
    LineFinding,
)
from trellis.performance.models.shares import ShareChallenge, ShareChallengeStep
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
    "ActionProgress",
    "Appraisal",
    "Challenge",
    "ChallengeStep",
    "CollectionCost",
    "Conflict",
    "DecisionInformed",
    "Draw",
    "DrawnLine",
    "FindingReply",
    "Framework",
    "Indicator",
    "IndicatorStanding",
    "IndicatorVersion",
    "LineEnd",
    "LineFinding",
    "LineQuestion",
    "Outcome",
    "PeerReview",
    "PeerReviewer",
    "Principle",
    "Proposal",
    "ProposalComment",
    "Publication",
    "PublicationRun",
    "PublishedFile",
    "RatingRule",
    "Reconciliation",
    "ReportedCount",
    "ReportedRating",
    "ReportingLine",
    "Retirement",
    "Return",
    "ReturnAcceptor",
    "ReturnStep",
    "ReviewAction",
    "ReviewFinding",
    "RoundDates",
    "SecuredBy",
    "SelfAssessment",
    "ShareChallenge",
    "ShareChallengeStep",
    "StatedFigure",
    "StatedPart",
    "SurveySource",
    "Target",
    "Unlock",
    "Value",
]
