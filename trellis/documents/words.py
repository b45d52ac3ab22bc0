"""Codes of this room in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Text = str | Promise

# Why a link opens nothing; whoever has it is never told.
LINK_ENDS: Final[Mapping[str, Text]] = {
    "revoked": gettext_lazy("revoked"),
    "over": gettext_lazy("its last day is over"),
    "used_up": gettext_lazy("all its downloads are had"),
    "withdrawn": gettext_lazy("opens nothing while the document is withdrawn"),
    "giver_left": gettext_lazy("opens nothing: whoever gave it no longer keeps the document"),
}


def link_end(code: str) -> str:
    return str(LINK_ENDS[code])
