"""Who may see and write what was done."""

from dataclasses import dataclass

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import (
    ANYONE,
    NO_ROWS,
    Policy,
    Rule,
    at_one_of,
    by_system,
    can,
    where,
)
from trellis.kernel.viewer import Viewer
from trellis.record.models import Contribution


@dataclass(frozen=True)
class keeps_entry_of(Rule):  # noqa: N801  (reads as a word in a policy)
    """Rows that were for an organisation whose entry the viewer keeps as one of its own; whoever
    keeps the platform is no group."""

    organisation: str

    def rows(self, viewer: Viewer) -> Q:
        held = viewer.organisations_with(Can.ORGANISATION_EDIT)
        return Q(**{f"{self.organisation}__in": held}) if held else NO_ROWS

    def paths(self) -> tuple[str, ...]:
        return (self.organisation,)


_OPEN = where(~Q(area__standing="documented"))
_TOOK_PART = at_one_of(Can.ACTIVITY_RECORD, Contribution, "split__activity", "provider")

# What is counted from activities is public; one of them says whom something was done for.
ACTIVITY = Policy(
    view=_TOOK_PART
    | can(Can.ACTIVITY_RECORD, at="provider")
    | keeps_entry_of("organisation")
    | can(Can.ACTIVITY_VIEW, over="place")
    | by_system(),
    edit=(can(Can.ACTIVITY_RECORD, at="provider") & _OPEN) | by_system(),
    # Any party may say that its share is another.
    propose=(_TOOK_PART & _OPEN) | by_system(),
    # Others decide in a room above, whose own policy has asked who they are.
    decide=by_system() & _OPEN,
    # Whoever keeps the entry of the organisation that it was for.
    answer=(keeps_entry_of("organisation") & _OPEN) | by_system(),
)

# Outcomes are the framework’s: they are kept where it is.
TAG = Policy(
    view=ANYONE,
    keep=(can(Can.RECORD_KEEP, over="area") & where(Q(kind="issue"))) | by_system(),
    edit=(can(Can.RECORD_KEEP, over="area") & where(Q(kind="issue")) & _OPEN) | by_system(),
)

SERVICE_TYPE = Policy(
    view=ANYONE,
    keep=can(Can.RECORD_KEEP, over="area") | by_system(),
    edit=(can(Can.RECORD_KEEP, over="area") & _OPEN) | by_system(),
)
