"""Writing what was done: recorded, corrected, withdrawn. Earlier rows stay."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.places import queries as places
from trellis.record import events
from trellis.record.actions.cells import apply
from trellis.record.actions.splitting import parts_of, seal_by_rule, seal_parts, unseal
from trellis.record.models import Activity, PersonToken, ServiceType, Split, Tag, Tagged
from trellis.record.policy import ACTIVITY
from trellis.record.queries.counting import counted
from trellis.record.rules.cells import changes, quarter_of
from trellis.record.rules.shares import Part, Party, Role, fault_of_parties
from trellis.record.words import FAULTS


@dataclass(frozen=True)
class Done:
    """What was done, as its form or its row has it.

    `parties` are who took part, exactly one of them leading. `person` is what the service knows
    the person by: it is hashed at once, and stored nowhere. `place_id` is the area itself for
    what was done county-wide. `quantity` counts in the unit of its kind; `minutes` and `pence` are
    of the whole of it.
    """

    service_type_id: int
    on: date
    place_id: int
    parties: Sequence[Party]
    organisation_id: int | None = None
    person: str = ""
    token_id: int | None = None  # of somebody it was for already
    age_band: str = ""
    title: str = ""
    quantity: int = 1
    minutes: int | None = None
    pence: int | None = None
    tag_ids: Collection[int] = field(default=())
    source: str = ""
    natural_key: str = ""

    @property
    def lead_id(self) -> int:
        return next(one.provider_id for one in self.parties if one.role is Role.LEAD)


@act
def record_activity(*, by: Viewer, now: datetime, done: Done, once: str = "") -> Activity:
    """Write down one thing that was done, shared out by the rule agreed for its kind. Raises
    ValidationError that names each field that does not fit."""
    kind = _kind_for(done, by=by, now=now)
    do_once(once, now=now)
    row = _write(kind, done, by=by, now=now)
    seal_by_rule(row, done.parties, now=now)
    apply(changes(came=counted([row.pk])))
    sign(events.ActivityRecorded(row.pk), by=by, now=now, of=f"activity:{row.pk}")
    return row


@act
def record_activities(*, by: Viewer, now: datetime, many: Sequence[Done]) -> list[int]:
    """As `record_activity`, for many that come at once; all of it or nothing."""
    rows = []
    for done in many:
        row = _write(_kind_for(done, by=by, now=now), done, by=by, now=now)
        seal_by_rule(row, done.parties, now=now)
        rows.append(row.pk)
    apply(changes(came=counted(rows)))
    event = events.ActivitiesBrought(tuple(rows))
    sign(event, by=by, now=now, of=f"activity:{rows[0] if rows else 0}", fields=["many"])
    return rows


@act
def correct_activity(
    *,
    by: Viewer,
    now: datetime,
    activity: Activity,
    done: Done,
    reason: str,
    seen: int | None = None,
    once: str = "",
) -> Activity:
    """Say it otherwise, for a reason; what was said before stays readable. Shares that the parties
    agreed stay agreed where the same parties took part; else the rule shares it out anew.

    Raises EditedMeanwhileError when somebody corrected it since `seen` was its number, and
    ValidationError when it was withdrawn.
    """
    earlier = _held(activity, seen, by=by)
    kind = _kind_for(done, by=by, now=now)
    do_once(once, now=now)
    _refuse_without(reason)
    went = counted([earlier.pk])
    stood = unseal(earlier)
    row = _write(kind, done, by=by, now=now, after=earlier, reason=reason)
    if parts := _agreed_again(stood, done.parties):
        seal_parts(row, parts, basis=Split.Basis.AGREED, reason=stood.reason, now=now)
    else:
        seal_by_rule(row, done.parties, now=now)
    apply(changes(came=counted([row.pk]), went=went))
    event = events.ActivityCorrected(row.pk)
    fields = _changed(earlier, row)
    sign(event, by=by, now=now, of=f"activity:{row.line_id}", fields=fields, why=reason)
    return row


@act
def withdraw_activity(
    *,
    by: Viewer,
    now: datetime,
    activity: Activity,
    reason: str,
    seen: int | None = None,
    once: str = "",
) -> Activity:
    """It did not happen, or was recorded twice: it counts nowhere from now on, and stays readable
    with the reason. Raises as `correct_activity`."""
    earlier = _held(activity, seen, by=by)
    do_once(once, now=now)
    _refuse_without(reason)
    went = counted([earlier.pk])
    unseal(earlier)
    row = Activity.objects.create(
        **{name: getattr(earlier, name) for name in _SAID},
        area_id=earlier.area_id,
        first_id=earlier.line_id,
        number=earlier.number + 1,
        is_withdrawn=True,
        stands=False,
        reason=reason,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )
    apply(changes(went=went))
    event = events.ActivityWithdrawn(row.pk)
    sign(event, by=by, now=now, of=f"activity:{row.line_id}", why=reason)
    return row


_SAID = (
    "service_type_id", "provider_id", "on", "quarter", "place_id", "organisation_id", "person_id",
    "title", "quantity", "minutes", "pence", "source", "natural_key",
)  # fmt: skip


def _held(activity: Activity, seen: int | None, *, by: Viewer) -> Activity:
    """The row that counts, held until the act is done: whoever else corrects it waits."""
    first = Activity.objects.select_for_update(of=("self",)).get(pk=activity.line_id)
    ACTIVITY.require(by, "edit", first)
    last = Activity.objects.filter(first=first).order_by("number").last() or first
    if seen is not None and seen != last.number:
        raise EditedMeanwhileError
    if last.is_withdrawn:
        raise ValidationError(_("It was withdrawn. Record it anew if it happened after all."))
    return last


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: what was said before stays readable.")})


def _write(
    kind: ServiceType,
    done: Done,
    *,
    by: Viewer,
    now: datetime,
    after: Activity | None = None,
    reason: str = "",
) -> Activity:
    row = Activity.objects.create(
        area_id=kind.area_id,
        first_id=after.line_id if after else None,
        number=after.number + 1 if after else 1,
        service_type=kind,
        provider_id=done.lead_id,
        on=done.on,
        quarter=quarter_of(done.on),
        place_id=done.place_id,
        organisation_id=done.organisation_id,
        person_id=_token(kind.area_id, done),
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
    Tagged.objects.bulk_create(
        Tagged(activity=row, tag_id=tag) for tag in sorted(set(done.tag_ids))
    )
    return row


def _token(area_id: int, done: Done) -> int | None:
    """The token of somebody who comes again is found again."""
    if not done.person:
        return done.token_id
    folded = " ".join(done.person.casefold().split())
    digest = salted_hmac(f"record.person.{area_id}", folded, algorithm="sha256").hexdigest()
    told = {"age_band": done.age_band, "first_seen_on": done.on}
    return PersonToken.objects.get_or_create(area_id=area_id, digest=digest, defaults=told)[0].pk


def _agreed_again(stood: Split, parties: Sequence[Party]) -> list[Part]:
    """The parts that were agreed, where the same took part in the same roles."""
    if stood.basis == Split.Basis.DEFAULT:
        return []
    parts = parts_of(stood)
    roles = {(one.provider_id, one.role) for one in parties}
    return parts if roles == {(one.provider_id, one.role) for one in parts} else []


def _changed(earlier: Activity, row: Activity) -> list[str]:
    return [
        name.removesuffix("_id") for name in _SAID if getattr(earlier, name) != getattr(row, name)
    ] or ["contributions"]


def _kind_for(done: Done, *, by: Viewer, now: datetime) -> ServiceType:
    """The kind of what was done, once everything fits it."""
    if fault := fault_of_parties(done.parties):
        raise ValidationError({"parties": FAULTS[fault]})
    require_capability(by, Capability.ACTIVITY_RECORD, organisation_id=done.lead_id)
    kind = ServiceType.objects.select_related("area").get(pk=done.service_type_id)
    wrong = {
        **_wrong_time(kind, done, timezone.localdate(now)),
        **_wrong_where(kind, done),
        **_wrong_whom(kind, done),
    }
    if done.quantity < 1:
        wrong["quantity"] = _("Enter how many, at least 1.")
    if wrong:
        raise ValidationError(wrong)
    return kind


def _wrong_time(kind: ServiceType, done: Done, today: date) -> dict[str, str]:
    if done.on > today:
        return {"on": _("Enter the day on which it happened, today at latest.")}
    if kind.ended_on and done.on >= kind.ended_on:
        words = _("“%(kind)s” is no longer recorded. Choose another kind.")
        return {"service_type": words % {"kind": kind.name}}
    return {}


def _wrong_where(kind: ServiceType, done: Done) -> dict[str, str]:
    wrong = {}
    here = {node.id for node in places.tree(kind.area_id)}
    if done.place_id not in here:
        wrong["place"] = _("Choose a place in the area of this record.")
    bodies = {one.provider_id for one in done.parties}
    if bodies - set(organisations.named_in(kind.area_id, bodies)):
        wrong["parties"] = _("Choose bodies that are in this area’s record.")
    tags = set(done.tag_ids)
    if tags - set(Tag.objects.filter(area=kind.area_id, pk__in=tags).values_list("pk", flat=True)):
        wrong["tags"] = _("Choose outcomes and issues of this area.")
    return wrong


def _wrong_whom(kind: ServiceType, done: Done) -> dict[str, str]:
    whom = ServiceType.For(kind.whom_for)
    if done.organisation_id and (done.person or done.token_id):
        return {"organisation": _("Say whom it was for: an organisation or a person, not both.")}
    if done.organisation_id and whom in {whom.PERSON, whom.NOBODY}:
        return {"organisation": _("“%s” is not done for an organisation.") % kind.name}
    if (done.person or done.token_id) and whom in {whom.ORGANISATION, whom.NOBODY}:
        return {"person": _("“%s” is not done for a person.") % kind.name}
    if done.organisation_id and not organisations.named_in(kind.area_id, [done.organisation_id]):
        return {"organisation": _("Choose an organisation of this area’s record.")}
    if whom is whom.ORGANISATION and not done.organisation_id:
        return {"organisation": _("Say which organisation it was for.")}
    return {}
