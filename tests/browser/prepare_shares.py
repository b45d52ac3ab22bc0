"""What the tests in a browser need to know of challenges to shares in Fosseshire, and what is not
there: one that was replied to, one to be raised, and two things done together for the story."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.factories import make_share_challenge
from trellis.kernel.viewer import system
from trellis.organisations.models import Organisation
from trellis.performance.models import ShareChallenge
from trellis.places.models import Place
from trellis.record import actions
from trellis.record.actions import Done
from trellis.record.models import Activity, ServiceType, Split
from trellis.record.rules.shares import Part, Party, Role

_BY = system("tests")
_NAMES = ("Amberdale Community Hub", "Voluntary Action Fosseshire")


def shares(now: datetime) -> dict[str, Any]:
    answered = make_share_challenge(
        proposal=_refused(_done(now, 70), now), stage="answered", raised_at=now, answered_at=now
    )
    late = _refused(_done(now, 71), now)
    make_share_challenge(proposal=late, stage="withdrawn", raised_at=now, closed_at=now)
    refused = _refused(_done(now, 72), now)
    return {
        "decided_shares": ShareChallenge.objects.get(stage="upheld").pk,
        "open_shares": ShareChallenge.objects.get(stage="raised").pk,
        "answered_shares": answered.pk,
        "asked_in_vain": refused.pk,
        "asked_activity": refused.activity_id,
        "withdrawn_shares": late.pk,
        "done_in_dispute": _done(now, 73).pk,
        "done_in_dispute_too": _done(now, 74).pk,
        "decided_activity": ShareChallenge.objects.get(stage="upheld").activity_id,
    }


def _bodies() -> tuple[int, int]:
    rows = Organisation.objects.filter(area__slug="fosseshire", name__in=_NAMES)
    bodies = {one.name: one.pk for one in rows}
    return bodies[_NAMES[0]], bodies[_NAMES[1]]


def _done(now: datetime, days_ago: int) -> Activity:
    """The hub led it, the county organisation was its partner; half to each."""
    area = Place.objects.get(slug="fosseshire")
    hub, county = _bodies()
    return actions.record_activity(
        by=_BY,
        now=now,
        done=Done(
            service_type_id=ServiceType.objects.get(area=area, name="Forum held").pk,
            on=timezone.localdate(now) - timedelta(days=days_ago),
            place_id=area.pk,
            parties=[Party(hub, Role.LEAD), Party(county, Role.PARTNER)],
            title="Rural transport",
        ),
    )


def _refused(row: Activity, now: datetime) -> Split:
    """The county organisation asks for three quarters, and the hub does not agree."""
    hub, county = _bodies()
    parts = [Part(hub, Role.LEAD, 2_500), Part(county, Role.PARTNER, 7_500)]
    made = actions.propose_shares(
        by=_BY, now=now, activity=row, provider_id=county, parts=parts, reason="Our room, our chair"
    )
    actions.answer_shares(
        by=_BY, now=now, split=made, provider_id=hub, agrees=False, words="We brought everybody"
    )
    return Split.objects.get(pk=made.pk)
