"""Who may see and change what is measured."""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import Policy, at_one_of, by_system, can, not_by, where
from trellis.performance.models import Framework, ReturnAcceptor

_PUBLIC = (Framework.Stage.LIVE, Framework.Stage.CLOSED)
_OPEN = where(~Q(stage=Framework.Stage.CLOSED)) & where(~Q(area__standing="documented"))

FRAMEWORK = Policy(
    view=where(Q(stage__in=_PUBLIC))
    | can(Can.FRAMEWORK_EDIT, over="area")
    | can(Can.VALUE_VIEW, over="area"),
    # Whoever keeps it, also once it is closed or documented and there is nothing left to keep.
    keep=can(Can.FRAMEWORK_EDIT, over="area") | by_system(),
    edit=(can(Can.FRAMEWORK_EDIT, over="area") & _OPEN) | by_system(),
    # Its rounds: their dates, and what is published of them.
    round=(can(Can.ROUND_KEEP, over="area") & _OPEN) | by_system(),
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

_STILL_WRITTEN = where(~Q(framework__stage=Framework.Stage.CLOSED)) & where(
    ~Q(framework__area__standing="documented")
)
_ACCEPTS = at_one_of(Can.RETURN_ACCEPT, through=ReturnAcceptor, link="of_return")
# Nobody checks what they answer for: neither who handed it in nor a colleague of theirs.
_ELSEWHERE = ~can(Can.VALUE_RECORD, at="provider") & not_by("submitted_by")

RETURN = Policy(
    view=can(Can.VALUE_VIEW, over="framework__area")
    | can(Can.VALUE_VIEW, at="provider")
    | _ACCEPTS,
    fill=(can(Can.VALUE_RECORD, at="provider") & _STILL_WRITTEN) | by_system(),
    check=(_ACCEPTS & _ELSEWHERE & _STILL_WRITTEN) | by_system(),
    accept=(_ACCEPTS & _ELSEWHERE & not_by("checked_by") & _STILL_WRITTEN) | by_system(),
    unlock=(
        (_ACCEPTS | can(Can.ROUND_KEEP, over="framework__area"))
        & ~can(Can.VALUE_RECORD, at="provider")
        & _STILL_WRITTEN
    )
    | by_system(),
)
