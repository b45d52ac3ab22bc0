"""The words of this room's codes."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.kernel.privacy import Basis, By, Category, Ending

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

# Rooms that a reader would not know by their own word.
ROOM: Final[Mapping[str, Text]] = {
    "kernel": _("Audit, and what runs behind the pages"),
    "people": _("Who signs in"),
    "organisations": _("Organisations"),
    "documents": _("Documents"),
    "imports": _("Imports"),
    "privacy": _("Privacy"),
    "performance": _("Figures"),
}
BASIS: Final[Mapping[Basis, Text]] = {
    Basis.CONSENT: _("consent"),
    Basis.CONTRACT: _("contract"),
    Basis.LEGAL_OBLIGATION: _("legal obligation"),
    Basis.PUBLIC_TASK: _("public task"),
    Basis.LEGITIMATE_INTERESTS: _("legitimate interests"),
}
CATEGORY: Final[Mapping[Category, Text]] = {
    Category.ORDINARY: _("ordinary"),
    Category.SPECIAL: _("special category (Article 9)"),
    Category.CRIMINAL: _("criminal (Article 10)"),
}
ENDING: Final[Mapping[Ending, Text]] = {
    Ending.GOES: _("goes"),
    Ending.BLANKED: _("is emptied"),
    Ending.SCRUBBED: _("name and address are taken out"),
    Ending.STAYS: _("stays"),
}
FOUND_BY: Final[Mapping[By, Text]] = {
    By.PERSON: _("the person"),
    By.ACCOUNT: _("the account"),
    By.ADDRESS: _("the address"),
    By.NAME: _("the name"),
    By.MENTIONS: _("name or address in the text"),
    By.NOBODY: _("nobody: it cannot be told whose it is"),
}
# Kinds of page on which somebody's details stand.
LOOKED_AT: Final[Mapping[str, Text]] = {
    "organisations.people": _("The list of people of an organisation"),
    "privacy.request": _("What you asked about your data"),
}
