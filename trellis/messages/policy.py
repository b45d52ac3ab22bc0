"""Who may do what with messages."""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import Policy, by_system, can, own_account, where

# Nobody reads what somebody else is told.
NOTICE = Policy(view=own_account(), tell=by_system())
PREFERENCE = Policy(view=own_account())
FEED = Policy(view=own_account(), revoke=own_account())
# Whoever keeps the platform sees what became of letters, never what stands in them.
LETTER = Policy(
    view=can(Can.PLATFORM_MANAGE),
    handle=can(Can.PLATFORM_MANAGE),
    carry=by_system(),
)

_SENDS = can(Can.BULLETIN_SEND, over="place")
_OPEN = where(~Q(area__standing="documented"))

SUBSCRIPTION = Policy(
    view=own_account() | _SENDS,
    end=own_account() | _SENDS,
)
BULLETIN = Policy(
    view=_SENDS,
    # What was sent is what was sent.
    edit=_SENDS & _OPEN & where(Q(sent_at=None)),
)
