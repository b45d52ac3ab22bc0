"""What the messages room keeps."""

from trellis.messages.models.feeds import Feed, FeedDay
from trellis.messages.models.letters import Kind, Letter, Notice, Preference, Suppression
from trellis.messages.models.subscriptions import Bulletin, Item, SignUp, Subscription, Topic

__all__ = [
    "Bulletin",
    "Feed",
    "FeedDay",
    "Item",
    "Kind",
    "Letter",
    "Notice",
    "Preference",
    "SignUp",
    "Subscription",
    "Suppression",
    "Topic",
]
