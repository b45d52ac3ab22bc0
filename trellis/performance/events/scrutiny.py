"""What happened in the scrutiny of figures."""

from dataclasses import dataclass
from typing import ClassVar

from trellis.kernel.events import Event


@dataclass(frozen=True)
class LinesDrawn(Event):
    verb: ClassVar[str] = "performance.lines.drawn"
    draw_id: int


@dataclass(frozen=True)
class LineLookedAt(Event):
    verb: ClassVar[str] = "performance.line.looked_at"
    finding_id: int


@dataclass(frozen=True)
class FindingAnswered(Event):
    verb: ClassVar[str] = "performance.line_finding.answered"
    reply_id: int


@dataclass(frozen=True)
class ChallengeRaised(Event):
    verb: ClassVar[str] = "performance.challenge.raised"
    challenge_id: int


@dataclass(frozen=True)
class ChallengeAnswered(Event):
    verb: ClassVar[str] = "performance.challenge.answered"
    challenge_id: int


@dataclass(frozen=True)
class ChallengeDecided(Event):
    verb: ClassVar[str] = "performance.challenge.decided"
    challenge_id: int


@dataclass(frozen=True)
class ChallengeWithdrawn(Event):
    verb: ClassVar[str] = "performance.challenge.withdrawn"
    challenge_id: int


@dataclass(frozen=True)
class ShareChallengeRaised(Event):
    verb: ClassVar[str] = "performance.share_challenge.raised"
    challenge_id: int


@dataclass(frozen=True)
class ShareChallengeAnswered(Event):
    """A party said how it sees it, whether or not it was waited for."""

    verb: ClassVar[str] = "performance.share_challenge.answered"
    challenge_id: int


@dataclass(frozen=True)
class ShareChallengeDecided(Event):
    verb: ClassVar[str] = "performance.share_challenge.decided"
    challenge_id: int


@dataclass(frozen=True)
class ShareChallengeWithdrawn(Event):
    """By the party that raised it, or since there was nothing left to decide."""

    verb: ClassVar[str] = "performance.share_challenge.withdrawn"
    challenge_id: int


@dataclass(frozen=True)
class ShareChallengeSettled(Event):
    """All parties agreed on shares meanwhile."""

    verb: ClassVar[str] = "performance.share_challenge.settled"
    challenge_id: int


@dataclass(frozen=True)
class PeerReviewPlanned(Event):
    verb: ClassVar[str] = "performance.peer_review.planned"
    review_id: int


@dataclass(frozen=True)
class PeerReviewBegun(Event):
    verb: ClassVar[str] = "performance.peer_review.begun"
    review_id: int


@dataclass(frozen=True)
class ReviewFindingNoted(Event):
    verb: ClassVar[str] = "performance.review_finding.noted"
    finding_id: int


@dataclass(frozen=True)
class PeerReviewFound(Event):
    verb: ClassVar[str] = "performance.peer_review.found"
    review_id: int


@dataclass(frozen=True)
class ReviewActionAdded(Event):
    verb: ClassVar[str] = "performance.review_action.added"
    action_id: int


@dataclass(frozen=True)
class ReviewActionRemoved(Event):
    verb: ClassVar[str] = "performance.review_action.removed"
    action_id: int


@dataclass(frozen=True)
class PeerReviewAnswered(Event):
    verb: ClassVar[str] = "performance.peer_review.answered"
    review_id: int


@dataclass(frozen=True)
class PeerReviewClosed(Event):
    verb: ClassVar[str] = "performance.peer_review.closed"
    review_id: int


@dataclass(frozen=True)
class PeerReviewCalledOff(Event):
    verb: ClassVar[str] = "performance.peer_review.called_off"
    review_id: int


@dataclass(frozen=True)
class EvidenceRetagged(Event):
    verb: ClassVar[str] = "performance.evidence.retagged"
    appraisal_id: int
