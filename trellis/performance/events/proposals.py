"""What keeps a framework small: standings, costs, uses, proposed changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from trellis.kernel.events import Event


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
