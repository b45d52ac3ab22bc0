"""Writing what was done: recorded, corrected, withdrawn. Earlier rows stay."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.actions import evidence
from trellis.record.actions.cells import apply
from trellis.record.actions.splitting import Shared, by_rule, seal, unseal
from trellis.record.actions.writing import Checked, check, write
from trellis.record.models import Activity, Split
from trellis.record.policy import ACTIVITY
from trellis.record.queries.counting import counted, parts_of
from trellis.record.queries.rules_in_force import rules_of
from trellis.record.rules.cells import changes
from trellis.record.rules.done import Done
from trellis.record.rules.shares import Part, Party


@act
def record_activity(*, by: Viewer, now: datetime, done: Done, once: str = "") -> Activity:
    """Write down one thing that was done, shared out by the rule agreed for its kind. Raises
    ValidationError that names each field that does not fit."""
    checked = check([done], by=by, now=now)
    do_once(once, now=now)
    [row] = _record(checked, by=by, now=now)
    sign(events.ActivityRecorded(row.pk), by=by, now=now, of=f"activity:{row.pk}")
    return row


@act
def record_activities(*, by: Viewer, now: datetime, many: Sequence[Done]) -> list[int]:
    """As `record_activity`, for many of one area that come at once; all of it or nothing. Their
    ids, in order."""
    rows = _record(check(many, by=by, now=now), by=by, now=now)
    event = events.ActivitiesBrought(tuple(row.pk for row in rows))
    area = f"place:{rows[0].area_id}" if rows else "place:0"
    sign(event, by=by, now=now, of=area, fields=["activities"])
    return [row.pk for row in rows]


def _record(checked: Sequence[Checked], *, by: Viewer, now: datetime) -> list[Activity]:
    rows = write(checked, by=by, now=now)
    rules = rules_of({row.service_type_id for row in rows})
    shared = [
        by_rule(row, done.parties, rules) for row, (_kind, done) in zip(rows, checked, strict=True)
    ]
    seal(shared, now=now)
    apply(changes(came=counted([row.pk for row in rows])))
    return rows


@act
def correct_activity(
    *,
    by: Viewer,
    now: datetime,
    activity: Activity,
    done: Done,
    reason: str,
    seen: str | None = None,
    once: str = "",
) -> Activity:
    """Say it otherwise, for a reason; what was said before stays readable. Shares that were
    agreed or decided stay so where the same parties took part; else the rule shares it out anew.

    Raises EditedMeanwhileError when somebody corrected it since `seen` was its mark, and
    ValidationError when it was withdrawn.
    """
    earlier = _held(activity, seen, by=by)
    checked = check([done], by=by, now=now)
    do_once(once, now=now)
    _refuse_without(reason)
    row = say_otherwise(earlier, checked[0], reason, by=by, now=now)
    event = events.ActivityCorrected(row.pk)
    fields = _changed(earlier, row)
    sign(event, by=by, now=now, of=f"activity:{row.line_id}", fields=fields, why=reason)
    return row


def say_otherwise(
    earlier: Activity, checked: Checked, reason: str, *, by: Viewer, now: datetime
) -> Activity:
    """The part of acts that puts a later row in the place of one that counts."""
    done = checked.done
    went = counted([earlier.pk])
    stood = unseal(earlier)
    [row] = write([checked], by=by, now=now, after=earlier, reason=reason)
    if parts := _agreed_again(stood, done.parties):
        shared = Shared(row, parts, Split.Basis(stood.basis), reason=stood.reason)
    else:
        shared = by_rule(row, done.parties, rules_of([row.service_type_id]))
    seal([shared], now=now)
    apply(changes(came=counted([row.pk]), went=went))
    had, has = ({one.provider_id for one in parts} for parts in (parts_of(stood), done.parties))
    evidence.follow(earlier, had, row, has, now=now)
    return row


@act
def withdraw_activity(
    *,
    by: Viewer,
    now: datetime,
    activity: Activity,
    reason: str,
    seen: str | None = None,
    once: str = "",
) -> Activity:
    """It did not happen, or was recorded twice: it counts nowhere from now on, and stays readable
    with the reason. Raises as `correct_activity`."""
    earlier = _held(activity, seen, by=by)
    do_once(once, now=now)
    _refuse_without(reason)
    row = take_out(earlier, reason, by=by, now=now)
    event = events.ActivityWithdrawn(row.pk)
    sign(event, by=by, now=now, of=f"activity:{row.line_id}", why=reason)
    return row


def take_out(earlier: Activity, reason: str, *, by: Viewer, now: datetime) -> Activity:
    """The part of acts by which one that counts is withdrawn."""
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
    return row


_SAID = (
    "service_type_id", "provider_id", "on", "quarter", "place_id", "organisation_id", "person_id",
    "title", "quantity", "minutes", "pence", "source", "natural_key",
)  # fmt: skip


def _held(activity: Activity, seen: str | None, *, by: Viewer) -> Activity:
    """The row that counts, held until the act is done: whoever else corrects it waits."""
    first = Activity.objects.select_for_update(of=("self",)).get(pk=activity.line_id)
    last = Activity.objects.filter(first=first).order_by("number").last() or first
    ACTIVITY.require(by, "edit", last)  # a correction may have named another lead
    refuse_if_edited(seen, last.mark)
    if last.is_withdrawn:
        raise ValidationError(_("It was withdrawn. Record it anew if it happened after all."))
    return last


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: what was said before stays readable.")})


def _agreed_again(stood: Split, parties: Sequence[Party]) -> list[Part]:
    """The parts that were agreed or decided, where the same took part in the same roles."""
    if stood.basis == Split.Basis.DEFAULT:
        return []
    parts = parts_of(stood)
    roles = {(one.provider_id, one.role) for one in parties}
    return parts if roles == {(one.provider_id, one.role) for one in parts} else []


def _changed(earlier: Activity, row: Activity) -> list[str]:
    return [
        name.removesuffix("_id") for name in _SAID if getattr(earlier, name) != getattr(row, name)
    ] or ["contributions"]
