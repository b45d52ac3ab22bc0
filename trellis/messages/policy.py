"""Who may do what with messages."""

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import Policy, by_system, can, own_account

# Nobody reads what somebody else is told.
NOTICE = Policy(view=own_account(), tell=by_system())
PREFERENCE = Policy(view=own_account())
# Whoever keeps the platform sees what became of letters, never what stands in them.
LETTER = Policy(
    view=can(Can.PLATFORM_MANAGE),
    handle=can(Can.PLATFORM_MANAGE),
    carry=by_system(),
)
