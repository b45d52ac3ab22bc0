"""What happened in the messages room."""

from dataclasses import dataclass

from trellis.kernel.events import Event


@dataclass(frozen=True)
class PeopleReminded(Event):
    """So many notices are new, and so many settled, of what one room reminds of."""

    verb = "messages.people.reminded"
    told: int
    settled: int


@dataclass(frozen=True)
class NoticesRead(Event):
    verb = "messages.notices.read"
    account_id: int


@dataclass(frozen=True)
class PreferenceSet(Event):
    """Somebody said how often they want mail, and when not."""

    verb = "messages.preference.set"
    account_id: int


@dataclass(frozen=True)
class DigestComposed(Event):
    """A letter with somebody's new notices was put in the outbox."""

    verb = "messages.digest.composed"
    letter_id: int


@dataclass(frozen=True)
class Unsubscribed(Event):
    """By a link in a letter: whoever followed it need not have been signed in."""

    verb = "messages.address.unsubscribed"
    suppression_id: int


@dataclass(frozen=True)
class MessagesForgotten(Event):
    """Old notices and letters were deleted."""

    verb = "messages.old.forgotten"
    rows: int


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
