"""What happened in the questions room. What somebody answered is in no event, and neither is who
answered."""

from dataclasses import dataclass

from trellis.kernel.events import Event


@dataclass(frozen=True)
class QuestionnaireBegun(Event):
    verb = "questions.questionnaire.begun"
    questionnaire_id: int


@dataclass(frozen=True)
class QuestionnaireDescribed(Event):
    verb = "questions.questionnaire.described"
    questionnaire_id: int


@dataclass(frozen=True)
class VersionBegun(Event):
    verb = "questions.version.begun"
    version_id: int


@dataclass(frozen=True)
class VersionChanged(Event):
    verb = "questions.version.changed"
    version_id: int


@dataclass(frozen=True)
class VersionTranslated(Event):
    verb = "questions.version.translated"
    version_id: int


@dataclass(frozen=True)
class WaveOpened(Event):
    verb = "questions.wave.opened"
    wave_id: int


@dataclass(frozen=True)
class WaveChanged(Event):
    verb = "questions.wave.changed"
    wave_id: int


@dataclass(frozen=True)
class LinksMade(Event):
    verb = "questions.links.made"
    wave_id: int
    count: int


@dataclass(frozen=True)
class PeopleInvited(Event):
    """So many letters, each with a link of its own. To whom is in no event."""

    verb = "questions.people.invited"
    wave_id: int
    letters: int


@dataclass(frozen=True)
class PeopleReminded(Event):
    verb = "questions.people.reminded"
    wave_id: int
    letters: int


@dataclass(frozen=True)
class AnswersSaved(Event):
    """Somebody will go on later."""

    verb = "questions.answers.saved"
    wave_id: int


@dataclass(frozen=True)
class AnswersSent(Event):
    verb = "questions.answers.sent"
    wave_id: int


@dataclass(frozen=True)
class FileAttached(Event):
    """Taken in, and not sent yet."""

    verb = "questions.file.attached"
    wave_id: int


@dataclass(frozen=True)
class FileLetGo(Event):
    """By whoever attached it, before they sent anything."""

    verb = "questions.file.let_go"
    wave_id: int


@dataclass(frozen=True)
class FilesForgotten(Event):
    """Attached and never sent."""

    verb = "questions.files.forgotten"
    count: int


@dataclass(frozen=True)
class PaperEntered(Event):
    verb = "questions.paper.entered"
    wave_id: int


@dataclass(frozen=True)
class EqualityAnswered(Event):
    verb = "questions.equality.answered"
    wave_id: int


@dataclass(frozen=True)
class WaveClosed(Event):
    verb = "questions.wave.closed"
    wave_id: int


@dataclass(frozen=True)
class BreakdownChosen(Event):
    verb = "questions.breakdown.chosen"
    wave_id: int


@dataclass(frozen=True)
class ResultsPublished(Event):
    verb = "questions.results.published"
    wave_id: int


@dataclass(frozen=True)
class ResultsWithdrawn(Event):
    verb = "questions.results.withdrawn"
    wave_id: int
