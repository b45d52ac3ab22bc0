"""Every write of this room."""

from trellis.funding.actions.agreements import (
    Terms,
    change_agreement,
    end_agreement,
    make_agreement,
)
from trellis.funding.actions.contributors import set_contributors
from trellis.funding.actions.scopes import set_scope

__all__ = [
    "Terms",
    "change_agreement",
    "end_agreement",
    "make_agreement",
    "set_contributors",
    "set_scope",
]
