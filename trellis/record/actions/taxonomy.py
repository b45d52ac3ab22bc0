"""Writing what kinds of things are recorded, and how each is shared out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.models import Activity, ServiceType, ShareRule
from trellis.record.policy import SERVICE_TYPE
from trellis.record.rules.shares import RuleKind


@act
def add_service_type(
    *,
    by: Viewer,
    now: datetime,
    area_id: int,
    name: str,
    heading: str,
    unit: str,
    whom_for: str,
    code: str = "",
    about: str = "",
    asks_minutes: bool = False,
    asks_money: bool = False,
    once: str = "",
) -> ServiceType:
    """A kind of thing to record. ValidationError where the area has one of that name or code."""
    require_capability(by, Capability.RECORD_KEEP, place_id=area_id)
    do_once(once, now=now)
    wanted = code or slugify(name)[:40]
    taken = ServiceType.objects.filter(area=area_id)
    if taken.filter(code=wanted).exists() or taken.filter(name__iexact=name).exists():
        raise ValidationError({"name": _("There is a kind of that name already.")})
    row = ServiceType.objects.create(
        area_id=area_id,
        code=wanted,
        name=name,
        heading=heading,
        unit=unit,
        whom_for=whom_for,
        about=about,
        asks_minutes=asks_minutes,
        asks_money=asks_money,
    )
    SERVICE_TYPE.require(by, "edit", row)  # not in the record of a time that is over
    sign(events.ServiceTypeAdded(row.pk), by=by, now=now, of=f"service_type:{row.pk}")
    return row


@act
def change_service_type(
    *,
    by: Viewer,
    now: datetime,
    service_type: ServiceType,
    name: str,
    heading: str,
    unit: str,
    about: str = "",
    asks_minutes: bool = False,
    asks_money: bool = False,
    ended_on: date | None = None,
    why: str = "",
    seen: str | None = None,
    once: str = "",
) -> ServiceType:
    """Other words for the same kind, or its last day. What it counts stays what it was: another
    thing is another kind. Raises EditedMeanwhileError."""
    row = _held(service_type, by=by)
    do_once(once, now=now)
    refuse_if_edited(seen, row.mark)
    told = {
        "name": name, "heading": heading, "unit": unit, "about": about,
        "asks_minutes": asks_minutes, "asks_money": asks_money, "ended_on": ended_on,
    }  # fmt: skip
    changed = [field for field, value in told.items() if getattr(row, field) != value]
    _refuse_change(row, told, changed)
    if changed:
        for field in changed:
            setattr(row, field, told[field])
        row.save(update_fields=changed)
        event = events.ServiceTypeChanged(row.pk)
        sign(event, by=by, now=now, of=f"service_type:{row.pk}", fields=changed, why=why)
    return row


@act
def agree_share_rule(
    *,
    by: Viewer,
    now: datetime,
    service_type: ServiceType,
    kind: RuleKind,
    valid_from: date,
    agreed: str,
    once: str = "",
) -> ShareRule:
    """How this kind is shared out from a day on, unless the parties agree otherwise: agreed in
    advance, so for nothing that has been recorded already."""
    row = _held(service_type, by=by)
    do_once(once, now=now)
    if not agreed.strip():
        raise ValidationError({"agreed": _("Say who agreed it, and when.")})
    last = _last_recorded(row)
    if last and valid_from <= last:
        words = _("Something was recorded for %(day)s already: enter a later day.")
        raise ValidationError({"valid_from": words % {"day": date_format(last, "j F Y")}})
    rule = ShareRule.objects.create(
        service_type=row, kind=kind, valid_from=valid_from, agreed=agreed, recorded_at=now
    )
    sign(events.ShareRuleAgreed(rule.pk), by=by, now=now, of=f"service_type:{row.pk}", why=agreed)
    return rule


def _held(service_type: ServiceType, *, by: Viewer) -> ServiceType:
    row = ServiceType.objects.select_for_update(of=("self",)).get(pk=service_type.pk)
    SERVICE_TYPE.require(by, "edit", row)
    return row


def _refuse_change(row: ServiceType, told: Mapping[str, Any], changed: Sequence[str]) -> None:
    others = ServiceType.objects.filter(area=row.area_id).exclude(pk=row.pk)
    if "name" in changed and others.filter(name__iexact=told["name"]).exists():
        raise ValidationError({"name": _("There is a kind of that name already.")})
    ended, last = told["ended_on"], _last_recorded(row)
    if "ended_on" in changed and ended and last and ended <= last:
        words = _("Something was recorded for %(day)s already: enter that day or a later one.")
        raise ValidationError({"ended_on": words % {"day": date_format(last, "j F Y")}})


def _last_recorded(row: ServiceType) -> date | None:
    rows = Activity.objects.filter(service_type=row, stands=True).order_by("-on")
    return rows.values_list("on", flat=True).first()
