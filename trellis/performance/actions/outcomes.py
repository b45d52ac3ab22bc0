"""Writing what the framework is for: its outcomes, and the principles the partners hold to."""

from collections.abc import Sequence
from datetime import datetime

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.models import Framework, Outcome, Principle, SecuredBy
from trellis.performance.policy import FRAMEWORK


@act
def add_outcome(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    number: int,
    section: str,
    priority: str,
    title: str,
    source: str = "",
) -> Outcome:
    FRAMEWORK.require(by, "edit", framework)
    outcome = Outcome.objects.create(
        framework=framework,
        number=number,
        section=section,
        priority=priority,
        title=title,
        source=source,
    )
    sign(events.OutcomeAdded(outcome.pk), by=by, now=now, of=f"outcome:{outcome.pk}")
    return outcome


@act
def add_principle(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    number: int,
    title: str,
    secured_by: Sequence[tuple[str, int | None, str]],
    source: str = "",
) -> Principle:
    """Add a principle with the ways it is secured: (words, id of the owner or None, source)."""
    FRAMEWORK.require(by, "edit", framework)
    principle = Principle.objects.create(
        framework=framework, number=number, title=title, source=source
    )
    SecuredBy.objects.bulk_create(
        SecuredBy(principle=principle, number=place, words=words, owner_id=owner, source=where)
        for place, (words, owner, where) in enumerate(secured_by, start=1)
    )
    sign(events.PrincipleAdded(principle.pk), by=by, now=now, of=f"principle:{principle.pk}")
    return principle
