"""Who may see and change persons and accounts. Invitations follow the organisation they are for:
see `queries.standing`."""

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import Policy, can, own, own_account

PERSON = Policy(view=own("pk") | can(Can.MEMBERS_VIEW), edit=own("pk"))
ACCOUNT = Policy(view=own_account("pk"), edit=own_account("pk"))
