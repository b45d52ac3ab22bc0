"""Who may see and change what is measured."""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import Policy, by_system, can, where
from trellis.performance.models import Framework

_PUBLIC = (Framework.Stage.LIVE, Framework.Stage.CLOSED)
_OPEN = where(~Q(stage=Framework.Stage.CLOSED)) & where(~Q(area__standing="documented"))

FRAMEWORK = Policy(
    view=where(Q(stage__in=_PUBLIC))
    | can(Can.FRAMEWORK_EDIT, over="area")
    | can(Can.VALUE_VIEW, over="area"),
    # Whoever keeps it, also once it is closed or documented and there is nothing left to keep.
    keep=can(Can.FRAMEWORK_EDIT, over="area") | by_system(),
    edit=(can(Can.FRAMEWORK_EDIT, over="area") & _OPEN) | by_system(),
    # Something is written into it by somebody: which line, and whose, is asked beside this.
    write=_OPEN | by_system(),
)

INDICATOR = Policy(
    view=where(Q(framework__stage__in=_PUBLIC))
    | can(Can.FRAMEWORK_EDIT, over="framework__area")
    | can(Can.VALUE_VIEW, over="framework__area"),
)

VALUE = Policy(
    view=where(Q(indicator__framework__stage__in=_PUBLIC))
    | can(Can.VALUE_VIEW, over="place")
    | can(Can.VALUE_VIEW, at="provider"),
    appraise=can(Can.EVIDENCE_APPRAISE, over="place") | by_system(),
    correct=can(Can.VALUE_RECORD, at="provider")
    | (can(Can.FRAMEWORK_EDIT, over="place") & where(Q(provider=None)))
    | by_system(),
)
