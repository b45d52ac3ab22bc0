"""Who may see and write what was done."""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ANYONE, Policy, at_one_of, by_system, can, where
from trellis.record.models import Contribution

_OPEN = where(~Q(area__standing="documented"))
_TOOK_PART = at_one_of(Can.ACTIVITY_RECORD, Contribution, "split__activity", "provider")

# What is counted from activities is public; one of them says whom something was done for.
ACTIVITY = Policy(
    view=_TOOK_PART
    | can(Can.ACTIVITY_RECORD, at="provider")
    | can(Can.ORGANISATION_EDIT, at="organisation")
    | can(Can.ACTIVITY_VIEW, over="place")
    | by_system(),
    edit=(can(Can.ACTIVITY_RECORD, at="provider") & _OPEN) | by_system(),
    # Any party may say that its share is another.
    propose=(_TOOK_PART & _OPEN) | by_system(),
    # Whoever keeps the entry of the organisation that it was for.
    answer=can(Can.ORGANISATION_EDIT, at="organisation") & _OPEN,
)

SERVICE_TYPE = Policy(
    view=ANYONE,
    keep=can(Can.RECORD_KEEP, over="area") | by_system(),
    edit=(can(Can.RECORD_KEEP, over="area") & _OPEN) | by_system(),
)
