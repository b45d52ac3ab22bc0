"""Who may see and change what is measured."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import (
    NO_ROWS,
    Policy,
    Rule,
    at_one_of,
    by_system,
    can,
    not_by,
    where,
)
from trellis.kernel.viewer import Viewer
from trellis.performance.models import Framework, ReportingLine, ReturnAcceptor

_PUBLIC = (Framework.Stage.LIVE, Framework.Stage.CLOSED)
_OPEN = where(~Q(stage=Framework.Stage.CLOSED)) & where(~Q(area__standing="documented"))


@dataclass(frozen=True)
class reports_in(Rule):  # noqa: N801  (reads as a word in a policy)
    """Rows of a framework (`framework`, a path to its key) in which a body whose figures the
    viewer records is to report."""

    framework: str

    def rows(self, viewer: Viewer) -> Q:
        held = viewer.organisations_with(Can.VALUE_RECORD)
        if not held:
            return NO_ROWS
        lines = ReportingLine.objects.filter(
            indicator__framework=OuterRef(self.framework), provider__in=held
        )
        return Q(Exists(lines))


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
    # Who reports, sees or keeps its figures has a say in what is looked at.
    propose=(
        (reports_in("pk") | can(Can.VALUE_VIEW, over="area") | can(Can.FRAMEWORK_EDIT, over="area"))
        & _OPEN
    )
    | by_system(),
    # Who decides with its figures in hand says what they decided.
    inform=(
        (can(Can.EVIDENCE_APPRAISE, over="area") | can(Can.FRAMEWORK_EDIT, over="area")) & _OPEN
    )
    | by_system(),
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

PROPOSAL = Policy(
    view=where(Q(framework__stage__in=_PUBLIC))
    | can(Can.FRAMEWORK_EDIT, over="framework__area")
    | can(Can.VALUE_VIEW, over="framework__area"),
    comment=(
        (
            reports_in("framework")
            | can(Can.VALUE_VIEW, over="framework__area")
            | can(Can.FRAMEWORK_EDIT, over="framework__area")
        )
        & _STILL_WRITTEN
    )
    | by_system(),
    decide=(can(Can.FRAMEWORK_EDIT, over="framework__area") & _STILL_WRITTEN) | by_system(),
)
