"""What happened to frameworks, indicators and figures."""

from dataclasses import dataclass
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
