"""What the tests need to know of what is recorded in Fosseshire, and was done for one group."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.organisations.models import Organisation
from trellis.places.models import Place
from trellis.record import actions
from trellis.record.actions import Done
from trellis.record.models import Activity, ServiceType
from trellis.record.rules.shares import Party, Role, RuleKind

_BY = system("tests")


def kinds(now: datetime) -> dict[str, Any]:
    """Two kinds under one heading, one of them with a rule, and three things done for a group: one
    confirmed, one disputed, and one not answered."""
    area = Place.objects.get(slug="fosseshire")
    advice = _kind(area, "Advice session by the tests", "sessions", now)
    without_rule = _kind(area, "Talk given by the tests", "talks", now)
    today = timezone.localdate(now)
    actions.agree_share_rule(
        by=_BY,
        now=now,
        service_type=advice,
        kind=RuleKind.EQUAL,
        valid_from=today - timedelta(days=200),
        agreed="Partnership board, spring meeting",
    )
    rows = [_done(area, advice, back, now) for back in (5, 40, 100)]
    for row, confirms in ((rows[1], True), (rows[2], False)):
        said = "" if confirms else "We sat together for two hours, not one."
        actions.answer_activity(by=_BY, now=now, activity_id=row.pk, confirms=confirms, words=said)
    return {"recorded_kind": advice.pk, "kind_without_rule": without_rule.pk, "done": rows[0].pk}


def _kind(area: Place, name: str, unit: str, now: datetime) -> ServiceType:
    return actions.add_service_type(
        by=_BY,
        now=now,
        area_id=area.pk,
        name=name,
        heading="Advice and talks",
        unit=unit,
        whom_for="either",
        about="Somebody of ours and somebody of theirs talk about how their group runs.",
        asks_minutes=True,
    )


def _done(area: Place, kind: ServiceType, days_ago: int, now: datetime) -> Activity:
    bodies = {one.name: one.pk for one in Organisation.objects.filter(area=area, name__in=_NAMES)}
    hub, partner, group = (bodies[name] for name in _NAMES)
    return actions.record_activity(
        by=_BY,
        now=now,
        done=Done(
            service_type_id=kind.pk,
            on=timezone.localdate(now) - timedelta(days=days_ago),
            place_id=area.pk,
            parties=[Party(hub, Role.LEAD), Party(partner, Role.PARTNER)],
            organisation_id=group,
            title="How to keep the accounts",
            minutes=60,
        ),
    )


_NAMES = ("Amberdale Community Hub", "Voluntary Action Fosseshire", "Friends of Cotter Brook")
