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
class Subscribed(Event):
    """One's own: to a topic about a place."""

    verb = "messages.person.subscribed"
    subscription_id: int


@dataclass(frozen=True)
class SignUpAsked(Event):
    """Somebody without an account asks for bulletins. Says the same whoever it is."""

    verb = "messages.sign_up.asked"
    sign_up_id: int


@dataclass(frozen=True)
class SignUpConfirmed(Event):
    """By the button behind the link in the letter: so many subscriptions are new."""

    verb = "messages.sign_up.confirmed"
    sign_up_id: int
    subscriptions: int


@dataclass(frozen=True)
class WrittenToAgain(Event):
    """Whoever holds the link in a letter says that letters may come again."""

    verb = "messages.address.written_to_again"
    suppressions: int


@dataclass(frozen=True)
class SubscribersAdded(Event):
    """So many addresses, on a basis that somebody vouches for."""

    verb = "messages.subscribers.added"
    place_id: int
    count: int


@dataclass(frozen=True)
class SubscriptionEnded(Event):
    verb = "messages.subscription.ended"
    subscription_id: int


@dataclass(frozen=True)
class BulletinBegun(Event):
    verb = "messages.bulletin.begun"
    bulletin_id: int


@dataclass(frozen=True)
class BulletinChanged(Event):
    """Its title, opening or items."""

    verb = "messages.bulletin.changed"
    bulletin_id: int


@dataclass(frozen=True)
class BulletinSent(Event):
    """A letter for each subscriber was put in the outbox."""

    verb = "messages.bulletin.sent"
    bulletin_id: int
    letters: int


@dataclass(frozen=True)
class FeedMade(Event):
    """Somebody made a secret address for their calendar."""

    verb = "messages.feed.made"
    feed_id: int


@dataclass(frozen=True)
class FeedRevoked(Event):
    verb = "messages.feed.revoked"
    feed_id: int


@dataclass(frozen=True)
class FeedChanged(Event):
    """A calendar was told that so many of its days are new or have changed."""

    verb = "messages.feed.changed"
    feed_id: int
    days: int


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
class LetterBounced(Event):
    """The report came that a letter could not be brought."""

    verb = "messages.letter.bounced"
    letter_id: int


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
