"""The words of this room's codes."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# Of a kind of request: what asking for it is called, and what comes of it.
ASKING: Final[Mapping[str, tuple[Text, Text]]] = {
    "access": (
        _("Ask for a copy of your data"),
        _(
            "Everything that is kept about you, from every part of the record, as one file to read "
            "and to take elsewhere. You get it within a month, and it costs nothing."
        ),
    ),
    "correction": (
        _("Ask for a correction"),
        _("Something about you is wrong or incomplete. You get an answer within a month."),
    ),
    "erasure": (
        _("Ask to be erased"),
        _(
            "Your account closes, your roles end, and your name and addresses leave the record. "
            "What must stay points to nobody. It cannot be taken back. You hear within a month."
        ),
    ),
}
SAID_LABEL: Final[Mapping[str, Text]] = {
    "access": _("Anything in particular?"),
    "correction": _("What is wrong, and what would be right?"),
    "erasure": _("Anything we should know?"),
}
SAID_HINT: Final[Mapping[str, Text]] = {
    "access": _("You need not say anything, nor why you ask."),
    "correction": _("Say where you saw it. What you type here is read by whoever answers you."),
    "erasure": _("You need not say why."),
}
