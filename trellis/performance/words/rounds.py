"""Rounds, returns and locks in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.periods import Span
from trellis.performance.lifecycle import ReturnStage
from trellis.performance.rules.codes import SelfRating
from trellis.performance.rules.locks import Lock
from trellis.performance.rules.rounds import Dates, Phase
from trellis.performance.words import span_words

PHASES = {
    Phase.PLANNED: gettext_lazy("Not open yet"),
    Phase.OPEN: gettext_lazy("Open for figures"),
    Phase.SCRUTINY: gettext_lazy("Being checked"),
    Phase.MEETING: gettext_lazy("Before the funders’ meeting"),
    Phase.PUBLISHING: gettext_lazy("To be published"),
    Phase.LATE: gettext_lazy("Publication is late"),
    Phase.PUBLISHED: gettext_lazy("Published"),
}
RETURN_STAGES = {
    "": gettext_lazy("not begun"),
    ReturnStage.DRAFT: gettext_lazy("being filled in"),
    ReturnStage.SUBMITTED: gettext_lazy("handed in"),
    ReturnStage.RETURNED: gettext_lazy("sent back"),
    ReturnStage.CHECKED: gettext_lazy("signed by one"),
    ReturnStage.ACCEPTED: gettext_lazy("accepted"),
}
STEPS = {
    "hand_in": gettext_lazy("Handed in"),
    "take_back": gettext_lazy("Taken back by the provider"),
    "check": gettext_lazy("Signed by a first person"),
    "accept": gettext_lazy("Accepted by a second person"),
    "send_back": gettext_lazy("Sent back"),
    "unlock": gettext_lazy("Opened for corrections"),
}
SELF_RATINGS = {
    SelfRating.ON_TRACK: gettext_lazy("on track"),
    SelfRating.CONCERN: gettext_lazy("some concern"),
    SelfRating.OFF_TRACK: gettext_lazy("off track"),
}
DATES = {
    "opens_on": gettext_lazy("Opens for figures"),
    "due_on": gettext_lazy("Figures are due"),
    "checked_by": gettext_lazy("Checked and challenged by"),
    "meets_on": gettext_lazy("Funders’ meeting"),
    "publishes_on": gettext_lazy("Published"),
}
_LOCKED = {
    Lock.HANDED_IN: gettext_lazy(
        "The return for %(period)s is handed in, and whoever checks it has it now. Take it back, "
        "or ask them to send it back, to change a figure."
    ),
    Lock.CLOSED: gettext_lazy(
        "The time for figures of %(period)s is over. Ask whoever accepts the return to open it "
        "again, and say why."
    ),
    Lock.ACCEPTED: gettext_lazy(
        "The return for %(period)s is accepted, so its figures stand. Whoever accepted it can "
        "open it for a correction."
    ),
    Lock.PUBLISHED: gettext_lazy(
        "The figures of %(period)s are published. A mistake in them is put right by a restatement: "
        "ask whoever accepts the return to open it for that."
    ),
}
# In the place of the link that would lead to it.
LOCKS = {
    Lock.HANDED_IN: gettext_lazy("Locked: its return is handed in"),
    Lock.CLOSED: gettext_lazy("Locked: the time for figures is over"),
    Lock.ACCEPTED: gettext_lazy("Locked: its return is accepted"),
    Lock.PUBLISHED: gettext_lazy("Locked: it is published"),
}


def lock_words(lock: Lock, period: Span) -> str:
    """Why a figure cannot be changed, and what to do about it: one message for each lock."""
    return str(_LOCKED[lock]) % {"period": span_words(period)}


def phase_words(phase: Phase, dates: Dates) -> str:
    """Where a round stands and until when, as a sentence."""
    sentences = {
        Phase.PLANNED: (_("It opens on %(day)s."), dates.opens_on),
        Phase.OPEN: (_("Figures are due by %(day)s."), dates.due_on),
        Phase.SCRUTINY: (_("They are checked and may be challenged until %(day)s."),
                         dates.checked_by),
        Phase.MEETING: (_("The funders meet on %(day)s."), dates.meets_on),
        Phase.PUBLISHING: (_("They are to be published by %(day)s."), dates.publishes_on),
        Phase.LATE: (_("They were to be published by %(day)s."), dates.publishes_on),
    }  # fmt: skip
    if phase not in sentences:
        return ""
    words, day = sentences[phase]
    return words % {"day": _day(day)}


def not_open_words(period: Span, opens_on: date) -> str:
    words = _(
        "The return for %(period)s opens on %(day)s. Figures you record before are kept; it can "
        "be handed in from then on."
    )
    return words % {"period": span_words(period), "day": _day(opens_on)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
