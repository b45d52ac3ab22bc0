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
    "messages": _("Messages"),
    "questions": _("Surveys"),
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
# Who gives and who receives, as one of two bodies says it.
DIRECTION: Final[Mapping[str, Text]] = {
    "give": _("We give; they decide over what they receive"),
    "receive": _("They give; we decide over what we receive"),
    "joint": _("Both decide together, as joint controllers (Article 26)"),
    "order": _("We give; they do with it only what we say, as our processor (Article 28)"),
    "serve": _("They give; we do with it only what they say, as their processor (Article 28)"),
}
FATE_OF_ESTATE: Final[Mapping[str, Text]] = {
    "handed": _("Another organisation takes it on"),
    "kept": _("Whoever keeps the record of the area keeps it"),
    "emptied": _("You take it away as a file; then names and words are emptied here"),
}
WHOSE: Final[Mapping[str, Text]] = {
    "body": _("the body that the row belongs to"),
    "area": _("the body that keeps the record of the area"),
    "platform": _("the body that runs the platform"),
}
# Kinds of page on which somebody's details stand.
LOOKED_AT: Final[Mapping[str, Text]] = {
    "organisations.people": _("The list of people of an organisation"),
    "privacy.request": _("What you asked about your data"),
}
