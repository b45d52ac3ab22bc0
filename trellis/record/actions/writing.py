"""What was done, held against the record and written into its tables. Called by acts, inside their
transaction; of many in as many statements as of one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from trellis.kernel.capabilities import Capability
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.record.models import Activity, PersonToken, ServiceType, Tagged
from trellis.record.queries.ground import Ground, ground, kinds_of
from trellis.record.rules.cells import quarter_of
from trellis.record.rules.done import Done
from trellis.record.rules.shares import fault_of_parties
from trellis.record.words import FAULTS


class Checked(NamedTuple):
    """What was done, and of which kind it is."""

    kind: ServiceType
    done: Done


def check(many: Sequence[Done], *, by: Viewer, now: datetime) -> list[Checked]:
    """All of them fit the record. Raises ValidationError that names each field of the first that
    does not, and PermissionDenied."""
    kinds = kinds_of({done.service_type_id for done in many})
    for done in many:
        if fault := fault_of_parties(done.parties):
            raise ValidationError({"parties": FAULTS[fault]})
    for lead in {done.lead_id for done in many}:
        if not by.is_system:
            require_capability(by, Capability.ACTIVITY_RECORD, organisation_id=lead)
    grounds = {area: _ground_of(area, many) for area in {kind.area_id for kind in kinds.values()}}
    checked = [Checked(kinds[done.service_type_id], done) for done in many]
    for kind, done in checked:
        if wrong := _wrong(kind, done, grounds[kind.area_id], timezone.localdate(now)):
            raise ValidationError(wrong)
    return checked


def _ground_of(area_id: int, many: Iterable[Done]) -> Ground:
    held = list(many)
    return ground(
        area_id,
        bodies=set().union(*(done.bodies for done in held)),
        tags={tag for done in held for tag in done.tag_ids},
    )


def _wrong(kind: ServiceType, done: Done, here: Ground, today: date) -> dict[str, str]:
    wrong = {
        **_wrong_time(kind, done, today),
        **_wrong_where(done, here),
        **_wrong_whom(kind, done, here),
    }
    if done.quantity < 1:
        wrong["quantity"] = _("Enter how many, at least 1.")
    return wrong


def _wrong_time(kind: ServiceType, done: Done, today: date) -> dict[str, str]:
    if done.on > today:
        return {"on": _("Enter the day on which it happened, today at latest.")}
    if kind.ended_on and done.on >= kind.ended_on:
        words = _("“%(kind)s” is no longer recorded. Choose another kind.")
        return {"service_type": words % {"kind": kind.name}}
    return {}


def _wrong_where(done: Done, here: Ground) -> dict[str, str]:
    wrong = {}
    if done.place_id not in here.places:
        wrong["place"] = _("Choose a place in the area of this record.")
    if any(one.provider_id not in here.bodies for one in done.parties):
        wrong["parties"] = _("Choose bodies that are in this area’s record.")
    if not here.tags.issuperset(done.tag_ids):
        wrong["tags"] = _("Choose outcomes and issues of this area.")
    return wrong


def _wrong_whom(kind: ServiceType, done: Done, here: Ground) -> dict[str, str]:
    whom, is_for_a_person = ServiceType.For(kind.whom_for), bool(done.person or done.token_id)
    if done.organisation_id and is_for_a_person:
        return {"organisation": _("Say whom it was for: an organisation or a person, not both.")}
    if done.organisation_id and whom in {whom.PERSON, whom.NOBODY}:
        return {"organisation": _("“%s” is not done for an organisation.") % kind.name}
    if is_for_a_person and whom in {whom.ORGANISATION, whom.NOBODY}:
        return {"person": _("“%s” is not done for a person.") % kind.name}
    if done.organisation_id and done.organisation_id not in here.bodies:
        return {"organisation": _("Choose an organisation of this area’s record.")}
    if whom is whom.ORGANISATION and not done.organisation_id:
        return {"organisation": _("Say which organisation it was for.")}
    return {}


def write(
    checked: Sequence[Checked],
    *,
    by: Viewer,
    now: datetime,
    after: Activity | None = None,
    reason: str = "",
) -> list[Activity]:
    """The rows, in order; `after` is the one that a single one takes the place of."""
    tokens = _tokens(checked)
    rows = Activity.objects.bulk_create(
        Activity(
            area_id=kind.area_id,
            first_id=after.line_id if after else None,
            number=after.number + 1 if after else 1,
            service_type=kind,
            provider_id=done.lead_id,
            on=done.on,
            quarter=quarter_of(done.on),
            place_id=done.place_id,
            organisation_id=done.organisation_id,
            person_id=tokens[_digest(kind.area_id, done)] if done.person else done.token_id,
            title=done.title,
            quantity=done.quantity,
            minutes=done.minutes,
            pence=done.pence,
            source=done.source,
            natural_key=done.natural_key,
            reason=reason,
            recorded_at=now,
            recorded_by_id=by.account_id,
        )
        for kind, done in checked
    )
    Tagged.objects.bulk_create(
        Tagged(activity=row, tag_id=tag)
        for row, (_kind, done) in zip(rows, checked, strict=True)
        for tag in sorted(set(done.tag_ids))
    )
    return rows


def _tokens(checked: Iterable[Checked]) -> dict[str, int]:
    """Of each person named, by their digest, the number of their token: of somebody who comes again
    the one there is."""
    new = {
        _digest(kind.area_id, done): PersonToken(
            area_id=kind.area_id,
            digest=_digest(kind.area_id, done),
            age_band=done.age_band,
            first_seen_on=done.on,
        )
        for kind, done in checked
        if done.person
    }
    if not new:
        return {}
    PersonToken.objects.bulk_create(new.values(), ignore_conflicts=True)
    found: dict[str, int] = {}
    digests = list(new)
    for start in range(0, len(digests), 500):
        rows = PersonToken.objects.filter(digest__in=digests[start : start + 500])
        found |= dict(rows.values_list("digest", "pk"))
    return found


def _digest(area_id: int, done: Done) -> str:
    """Of the lead's own number for somebody: the same number elsewhere is somebody else."""
    folded = " ".join(done.person.casefold().split())
    whose = f"record.person.{area_id}.{done.lead_id}"
    return salted_hmac(whose, folded, algorithm="sha256").hexdigest()
