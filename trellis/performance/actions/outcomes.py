"""Writing what the framework is for: its outcomes, and the principles the partners hold to."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.earlier import keep_earlier
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.actions.framework import held, put_in, refuse_without_reason
from trellis.performance.models import Framework, Indicator, Outcome, Principle, SecuredBy
from trellis.performance.queries.frameworks import principle_mark, ways_of

# In words, the id of who answers for it or None, and where that is written down.
Way = tuple[str, int | None, str]


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
    once: str = "",
) -> Outcome:
    """Add an outcome. ValidationError where the framework has one of that number."""
    held(framework, by=by)
    do_once(once, now=now)
    refuse_taken(Outcome.objects.filter(framework=framework), number)
    outcome = Outcome.objects.create(
        framework=framework,
        number=number,
        section=section,
        priority=priority,
        title=title,
        source=source,
        recorded_at=now,
    )
    sign(events.OutcomeAdded(outcome.pk), by=by, now=now, of=f"outcome:{outcome.pk}")
    return outcome


@act
def reword_outcome(
    *,
    by: Viewer,
    now: datetime,
    outcome: Outcome,
    section: str,
    priority: str,
    title: str,
    source: str = "",
    why: str = "",
    seen: str | None = None,
    once: str = "",
) -> Outcome:
    """Another wording or priority under the same number; for a reason, once it is live.

    Raises EditedMeanwhileError when somebody reworded it since `seen` was its mark.
    """
    framework = held(outcome.framework, by=by)
    do_once(once, now=now)
    row = Outcome.objects.get(pk=outcome.pk)
    refuse_if_edited(seen, row.mark)
    facts = {"section": section, "priority": priority, "title": title, "source": source}
    if was := put_in(row, facts):
        refuse_without_reason(framework, why)
        changed = list(was)
        row.save(update_fields=changed)
        keep_earlier(row, was, until=now)
        event = events.OutcomeReworded(row.pk)
        sign(event, by=by, now=now, of=f"outcome:{row.pk}", fields=changed, why=why)
    return row


@act
def add_principle(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    number: int,
    title: str,
    secured_by: Sequence[Way],
    source: str = "",
    once: str = "",
) -> Principle:
    """Add a principle with the ways in which it is secured."""
    held(framework, by=by)
    do_once(once, now=now)
    refuse_taken(Principle.objects.filter(framework=framework), number)
    principle = Principle.objects.create(
        framework=framework, number=number, title=title, source=source, recorded_at=now
    )
    _secure(principle, secured_by)
    sign(events.PrincipleAdded(principle.pk), by=by, now=now, of=f"principle:{principle.pk}")
    return principle


@act
def reword_principle(
    *,
    by: Viewer,
    now: datetime,
    principle: Principle,
    title: str,
    secured_by: Sequence[Way],
    source: str = "",
    why: str = "",
    seen: str | None = None,
    once: str = "",
) -> Principle:
    """Another wording, other ways, or somebody else who answers; for a reason, once it is live.

    Raises EditedMeanwhileError when somebody reworded it since `seen` was its mark.
    """
    framework = held(principle.framework, by=by)
    do_once(once, now=now)
    row = Principle.objects.get(pk=principle.pk)
    refuse_if_edited(seen, principle_mark(row))
    was = put_in(row, {"title": title, "source": source})
    ways = ways_of(row)
    if ways != list(secured_by):
        was["secured_by"] = ways
    if was:
        refuse_without_reason(framework, why)
        row.save()
        _secure(row, secured_by)
        keep_earlier(row, was, until=now)
        event = events.PrincipleReworded(row.pk)
        sign(event, by=by, now=now, of=f"principle:{row.pk}", fields=list(was), why=why)
    return row


def refuse_taken(
    rows: "QuerySet[Outcome] | QuerySet[Principle] | QuerySet[Indicator]", number: int
) -> None:
    """Whoever holds the framework asks this, so no other can take the number meanwhile."""
    if not rows.filter(number=number).exists():
        return
    free = rows.aggregate(last=Max("number"))["last"] + 1
    words = _("There is a number %(number)s already. Enter another; %(free)s is free.")
    raise ValidationError({"number": words % {"number": number, "free": free}})


def _secure(principle: Principle, ways: Sequence[Way]) -> None:
    """Put these ways in the place of those there are."""
    principle.secured_by.all().delete()
    SecuredBy.objects.bulk_create(
        SecuredBy(principle=principle, number=place, words=words, owner_id=owner, source=where)
        for place, (words, owner, where) in enumerate(ways, start=1)
    )
