"""What the tests need to know of what was done in Fosseshire: withdrawn, shared otherwise or said
twice. What the example itself has done there is written later, by the worker."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.organisations.models import Organisation
from trellis.places.models import Place
from trellis.record import actions
from trellis.record.actions import Done
from trellis.record.models import Activity, ServiceType, Tag
from trellis.record.rules.shares import Part, Party, Role

_BY = system("tests")
_NAMES = ("Amberdale Community Hub", "Voluntary Action Fosseshire", "Sunrise Lunch Club")


def record(now: datetime) -> dict[str, Any]:
    """Done by a hub with the county organisation, which is asked for other shares; by the hub, and
    withdrawn; and the same thing by both, each without the other."""
    area = Place.objects.get(slug="fosseshire")
    kind = ServiceType.objects.get(area=area, name="Training place taken")
    bodies = {one.name: one.pk for one in Organisation.objects.filter(area=area, name__in=_NAMES)}
    hub, county, group = (bodies[name] for name in _NAMES)
    tags = Tag.objects.filter(area=area).order_by("pk")
    served = tags.filter(kind="outcome").values_list("pk", flat=True)[0]
    about = tags.filter(kind="issue").values_list("pk", flat=True)[0]
    joint = Done(
        service_type_id=kind.pk,
        on=timezone.localdate(now) - timedelta(days=20),
        place_id=area.pk,
        parties=[Party(hub, Role.LEAD, 60), Party(county, Role.PARTNER, 30)],
        organisation_id=group,
        title="Food hygiene",
        quantity=3,
        minutes=90,
        tag_ids=[served, about],
    )
    shared = _write(joint, now)
    split = actions.propose_shares(
        by=_BY,
        now=now,
        activity=shared,
        provider_id=hub,
        parts=[Part(hub, Role.LEAD, 8_000, 60), Part(county, Role.PARTNER, 2_000, 30)],
        reason="They came for the last half hour",
    )
    alone = replace(joint, parties=[Party(hub, Role.LEAD)], on=joint.on - timedelta(days=30))
    withdrawn = _write(alone, now)
    actions.withdraw_activity(by=_BY, now=now, activity=withdrawn, reason="Called off")
    again = replace(alone, parties=[Party(county, Role.LEAD)], on=alone.on + timedelta(days=1))
    return {
        "done_shared": shared.pk,
        "split": split.pk,
        "record_tag": about,
        "record_outcome": served,
        "done_withdrawn": withdrawn.pk,
        "done_joint": _write(replace(joint, on=joint.on - timedelta(days=60)), now).pk,
        "said_first": _write(alone, now).pk,
        "said_again": _write(again, now).pk,
    }


def _write(done: Done, now: datetime) -> Activity:
    return actions.record_activity(by=_BY, now=now, done=done)
