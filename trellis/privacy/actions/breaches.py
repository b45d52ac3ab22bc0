"""Breaches: recorded, assessed, told to the Commissioner and to the people, closed."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.privacy import events
from trellis.privacy.lifecycle import BREACH_LIFE, BreachStage, Risk
from trellis.privacy.models import Breach
from trellis.privacy.policy import BREACH
from trellis.privacy.rules import due_at


@act
def record_breach(
    *,
    area_id: int,
    title: str,
    what: str,
    aware_at: datetime,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Breach:
    """The 72 hours run from `aware_at`, when somebody first knew, not from now."""
    do_once(once, now=now)
    require_capability(by, Can.PRIVACY_ANSWER, place_id=area_id)
    if aware_at > now:
        refusal = _("Enter a moment that has been: when somebody first knew of it.")
        raise ValidationError({"aware_on": refusal})
    row = Breach.objects.create(area_id=area_id, title=title, what=what, aware_at=aware_at)
    _sign(events.BreachRecorded(row.pk), row, by, now, "stage")
    return row


@act
def assess_breach(
    *,
    breach_id: int,
    risk: Risk,
    people: int | None,
    measures: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Breach:
    """`people`: how many it is about, None while nobody knows. May be done again."""
    do_once(once, now=now)
    row = _held(breach_id, by)
    BREACH_LIFE.make(row, "assess", today=timezone.localdate(now))
    row.risk, row.people, row.measures = risk, people, measures
    row.save()
    _sign(events.BreachAssessed(row.pk), row, by, now, "risk")
    return row


@act
def note_commissioner(
    *,
    breach_id: int,
    told_at: datetime | None,
    reference: str,
    told_why: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Breach:
    """When the Commissioner was told, or why not; after the 72 hours also why so late."""
    do_once(once, now=now)
    row = _held(breach_id, by)
    _require_open(row)
    if problem := _wrong_telling(row, told_at, told_why, now):
        raise ValidationError(problem)
    row.told_at, row.reference, row.told_why = told_at, reference, told_why
    row.save(update_fields=["told_at", "reference", "told_why"])
    _sign(events.CommissionerNoted(row.pk), row, by, now, "told_at")
    return row


def _wrong_telling(
    row: Breach, told_at: datetime | None, why: str, now: datetime
) -> dict[str, str] | None:
    if told_at is None:
        return None if why else {"told_why": _("Say why the Commissioner is not told.")}
    if told_at > now or told_at < row.aware_at:
        return {"told_on": _("Enter a moment after somebody knew of it, and before now.")}
    if told_at > due_at(row.aware_at) and not why:
        return {"told_why": _("That was after the 72 hours: say why so late.")}
    return None


@act
def note_people(
    *,
    breach_id: int,
    people_told_on: date | None,
    people_why: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Breach:
    do_once(once, now=now)
    row = _held(breach_id, by)
    _require_open(row)
    if people_told_on is None and not people_why:
        raise ValidationError({"people_why": _("Say why the people are not told.")})
    row.people_told_on, row.people_why = people_told_on, people_why
    row.save(update_fields=["people_told_on", "people_why"])
    _sign(events.PeopleNoted(row.pk), row, by, now, "people_told_on")
    return row


@act
def close_breach(*, breach_id: int, by: Viewer, now: datetime, once: str = "") -> Breach:
    """Refused while it is not said who was told, or why not."""
    do_once(once, now=now)
    row = _held(breach_id, by)
    today = timezone.localdate(now)
    BREACH_LIFE.make(row, "close", today=today)
    row.closed_on = today
    row.save()
    _sign(events.BreachClosed(row.pk), row, by, now, "stage")
    return row


def _held(breach_id: int, by: Viewer) -> Breach:
    return BREACH.get(by, Breach.objects.select_for_update(of=("self",)), "answer", pk=breach_id)


def _require_open(row: Breach) -> None:
    if row.stage == BreachStage.CLOSED:
        raise ValidationError(_("It is closed."))


def _sign(event: Any, row: Breach, by: Viewer, now: datetime, field: str) -> None:
    sign(event, by=by, now=now, of=f"breach:{row.pk}", fields=[field])
