"""What happened in the performance room."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from trellis.kernel.events import Event


@dataclass(frozen=True)
class FrameworkBegun(Event):
    verb: ClassVar[str] = "performance.framework.begun"
    framework_id: int


@dataclass(frozen=True)
class FrameworkChanged(Event):
    """Its title, its time or its deadline is another."""

    verb: ClassVar[str] = "performance.framework.changed"
    framework_id: int


@dataclass(frozen=True)
class FrameworkStaged(Event):
    """The framework went live or was closed."""

    verb: ClassVar[str] = "performance.framework.staged"
    framework_id: int


@dataclass(frozen=True)
class RatingRuleAdopted(Event):
    verb: ClassVar[str] = "performance.rating_rule.adopted"
    framework_id: int


@dataclass(frozen=True)
class OutcomeAdded(Event):
    verb: ClassVar[str] = "performance.outcome.added"
    outcome_id: int


@dataclass(frozen=True)
class OutcomeReworded(Event):
    verb: ClassVar[str] = "performance.outcome.reworded"
    outcome_id: int


@dataclass(frozen=True)
class PrincipleAdded(Event):
    verb: ClassVar[str] = "performance.principle.added"
    principle_id: int


@dataclass(frozen=True)
class PrincipleReworded(Event):
    """Its wording is another, or how it is secured, or who answers for that."""

    verb: ClassVar[str] = "performance.principle.reworded"
    principle_id: int


@dataclass(frozen=True)
class IndicatorAdded(Event):
    verb: ClassVar[str] = "performance.indicator.added"
    indicator_id: int


@dataclass(frozen=True)
class IndicatorChanged(Event):
    """What is set down of it beside its wording: unit, control, the outcomes it serves …"""

    verb: ClassVar[str] = "performance.indicator.changed"
    indicator_id: int


@dataclass(frozen=True)
class IndicatorRetired(Event):
    """From a day on it is not looked at any more, and nobody is expected to report it."""

    verb: ClassVar[str] = "performance.indicator.retired"
    indicator_id: int


@dataclass(frozen=True)
class IndicatorVersionAdopted(Event):
    verb: ClassVar[str] = "performance.indicator_version.adopted"
    version_id: int


@dataclass(frozen=True)
class ReportsExpected(Event):
    """Providers (or the area itself) are expected to report indicators from a day on."""

    verb: ClassVar[str] = "performance.reports.expected"
    framework_id: int


@dataclass(frozen=True)
class ReportsEnded(Event):
    """From a day on, one line is not expected any more."""

    verb: ClassVar[str] = "performance.reports.ended"
    line_id: int


@dataclass(frozen=True)
class TargetSet(Event):
    verb: ClassVar[str] = "performance.target.set"
    target_id: int


@dataclass(frozen=True)
class ValueRecorded(Event):
    verb: ClassVar[str] = "performance.value.recorded"
    value_id: int


@dataclass(frozen=True)
class EvidenceAttached(Event):
    """A document stands behind the value from now on."""

    verb = "performance.evidence.attached"
    value_id: int
    document_id: int


@dataclass(frozen=True)
class EvidenceAppraised(Event):
    verb: ClassVar[str] = "performance.evidence.appraised"
    appraisal_id: int


@dataclass(frozen=True)
class RatingReported(Event):
    verb: ClassVar[str] = "performance.rating.reported"
    reported_rating_id: int


@dataclass(frozen=True)
class CountReported(Event):
    verb: ClassVar[str] = "performance.count.reported"
    reported_count_id: int


@dataclass(frozen=True)
class FiguresReconciled(Event):
    verb: ClassVar[str] = "performance.figures.reconciled"
    reconciliation_id: int


@dataclass(frozen=True)
class ConflictRecorded(Event):
    verb: ClassVar[str] = "performance.conflict.recorded"
    conflict_id: int


@dataclass(frozen=True)
class RoundDated(Event):
    """The dates of a period's round are set, or are others than they were."""

    verb: ClassVar[str] = "performance.round.dated"
    framework_id: int


@dataclass(frozen=True)
class LineSelfAssessed(Event):
    """A provider said how it stands with a line of its own."""

    verb: ClassVar[str] = "performance.line.self_assessed"
    assessment_id: int


@dataclass(frozen=True)
class ReturnHandedIn(Event):
    verb: ClassVar[str] = "performance.return.handed_in"
    return_id: int


@dataclass(frozen=True)
class ReturnTakenBack(Event):
    """By its provider, before anybody had checked it."""

    verb: ClassVar[str] = "performance.return.taken_back"
    return_id: int


@dataclass(frozen=True)
class ReturnChecked(Event):
    """The first of two people found it right."""

    verb: ClassVar[str] = "performance.return.checked"
    return_id: int


@dataclass(frozen=True)
class ReturnAccepted(Event):
    """The second of two people accepted it: its figures stand."""

    verb: ClassVar[str] = "performance.return.accepted"
    return_id: int


@dataclass(frozen=True)
class ReturnSentBack(Event):
    verb: ClassVar[str] = "performance.return.sent_back"
    return_id: int


@dataclass(frozen=True)
class ReturnUnlocked(Event):
    """Its figures can be changed for a time although they were locked."""

    verb: ClassVar[str] = "performance.return.unlocked"
    return_id: int


@dataclass(frozen=True)
class LineAskedAbout(Event):
    verb: ClassVar[str] = "performance.line.asked_about"
    question_id: int


@dataclass(frozen=True)
class LineQuestionAnswered(Event):
    verb: ClassVar[str] = "performance.line_question.answered"
    question_id: int


@dataclass(frozen=True)
class ReturnsPrepared(Event):
    """In so many frameworks who returns, or who accepts it, follows what is agreed now."""

    verb: ClassVar[str] = "performance.returns.prepared"
    frameworks: int


@dataclass(frozen=True)
class CoreSetAgreed(Event):
    """How many core indicators there are at most, and how long people are consulted."""

    verb: ClassVar[str] = "performance.core_set.agreed"
    framework_id: int


@dataclass(frozen=True)
class StandingChanged(Event):
    verb: ClassVar[str] = "performance.standing.changed"
    standing_id: int


@dataclass(frozen=True)
class CostsStated(Event):
    """Providers said, or those who keep the framework estimated, what figures take them."""

    verb: ClassVar[str] = "performance.costs.stated"
    framework_id: int


@dataclass(frozen=True)
class DecisionNoted(Event):
    """A decision was made with an indicator in hand."""

    verb: ClassVar[str] = "performance.decision.noted"
    decision_id: int


@dataclass(frozen=True)
class ChangeProposed(Event):
    verb: ClassVar[str] = "performance.change.proposed"
    proposal_id: int


@dataclass(frozen=True)
class ConsultationOpened(Event):
    verb: ClassVar[str] = "performance.proposal.consulted"
    proposal_id: int


@dataclass(frozen=True)
class ProposalCommented(Event):
    verb: ClassVar[str] = "performance.proposal.commented"
    proposal_id: int


@dataclass(frozen=True)
class ProposalAdopted(Event):
    """It is carried out inside the same act: see `handlers`."""

    verb: ClassVar[str] = "performance.proposal.adopted"
    proposal_id: int
    adopted_at: datetime


@dataclass(frozen=True)
class ProposalTurnedDown(Event):
    verb: ClassVar[str] = "performance.proposal.turned_down"
    proposal_id: int
