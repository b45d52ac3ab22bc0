"""What happened in a round: its dates, its returns, and what was published."""

from dataclasses import dataclass
from typing import ClassVar

from trellis.kernel.events import Event


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
class PublicationAsked(Event):
    """Somebody asked for a period to be published or restated; the worker makes it."""

    verb: ClassVar[str] = "performance.publication.asked"
    run_id: int


@dataclass(frozen=True)
class PublicationFailed(Event):
    """It could not be made in several tries, and can be asked for again."""

    verb: ClassVar[str] = "performance.publication.failed"
    run_id: int


@dataclass(frozen=True)
class RoundPublished(Event):
    verb: ClassVar[str] = "performance.round.published"
    publication_id: int


@dataclass(frozen=True)
class RoundRestated(Event):
    """It was published before; this is what takes its place."""

    verb: ClassVar[str] = "performance.round.restated"
    publication_id: int
