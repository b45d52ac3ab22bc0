"""What happened in the messages room."""

from dataclasses import dataclass

from trellis.kernel.events import Event


@dataclass(frozen=True)
class LettersLost(Event):
    """Of so many letters nobody knows whether the mail server took them."""

    verb = "messages.letters.lost"
    letters: int


@dataclass(frozen=True)
class LetterSentAgain(Event):
    """Somebody decided to send a letter once more that may have been sent."""

    verb = "messages.letter.sent_again"
    letter_id: int


@dataclass(frozen=True)
class LetterLeft(Event):
    """Somebody decided to leave a letter that may have been sent."""

    verb = "messages.letter.left"
    letter_id: int
