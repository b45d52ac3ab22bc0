"""Two activities that may be one: said to be two, or made one once both who led them say so."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.actions import evidence
from trellis.record.actions.activities import say_otherwise, take_out
from trellis.record.actions.rebuilding import hold_cells
from trellis.record.actions.writing import Checked
from trellis.record.models import Activity, DoubleVerdict
from trellis.record.policy import ACTIVITY
from trellis.record.queries.counting import done_of
from trellis.record.rules.shares import Party, Role

Verdict = DoubleVerdict.Verdict


@act
def judge_double(
    *,
    by: Viewer,
    now: datetime,
    one_id: int,
    other_id: int,
    is_one_thing: bool,
    address: str,
    words: str = "",
    once: str = "",
) -> bool:
    """Say of two activities, one of which the viewer may correct, that they are two things, or
    one. Once the leads of both have said that it is one, it stands once: the one recorded first
    is corrected to name all who took part, shared out by the rule, and the other is withdrawn;
    what stood behind either stands behind that one, whose page is at `address`. True where that
    is done now. PermissionDenied for who leads neither."""
    one, other = _held(one_id, other_id)
    do_once(once, now=now)
    ours = {row.provider_id for row in (one, other) if ACTIVITY.allows(by, "edit", row)}
    if not ours:
        raise PermissionDenied
    for provider_id in sorted(ours):
        DoubleVerdict.objects.create(
            one=one,
            other=other,
            provider_id=provider_id,
            verdict=Verdict.JOINED if is_one_thing else Verdict.APART,
            words=words,
            said_at=now,
            said_by_id=by.account_id,
        )
    joined = is_one_thing and _both_say_so(one, other)
    if joined:
        _join(one, other, address, by=by, now=now)
    event = (events.DoublesJoined if joined else events.DoubleJudged)(one.pk, other.pk)
    sign(event, by=by, now=now, of=f"activity:{one.line_id}", fields=["double"])
    return joined


def _held(one_id: int, other_id: int) -> tuple[Activity, Activity]:
    """Both, as they count now, held in the order of their numbers."""
    ids = sorted({one_id, other_id})
    rows = list(Activity.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    if len(rows) != 2 or not all(row.stands for row in rows):
        raise ValidationError(_("One of them was corrected or withdrawn meanwhile. Look again."))
    return rows[0], rows[1]


def _both_say_so(one: Activity, other: Activity) -> bool:
    said = DoubleVerdict.objects.filter(one=one, other=other, verdict=Verdict.JOINED)
    leads = {one.provider_id, other.provider_id}
    return leads <= set(said.values_list("provider_id", flat=True))


def _join(one: Activity, other: Activity, address: str, *, by: Viewer, now: datetime) -> None:
    parties = {part.provider_id: part for part in done_of(other).parties}
    for part in parties.values():
        if part.role is Role.LEAD:
            parties[part.provider_id] = Party(part.provider_id, Role.PARTNER, part.minutes)
    of_other = set(parties)
    stays = done_of(one)
    parties |= {part.provider_id: part for part in stays.parties}
    lead_first = sorted(parties.values(), key=lambda part: part.role is not Role.LEAD)
    reason = _("The same thing was recorded twice; both who led it say so.")
    joint = Checked(one.service_type, replace(stays, parties=lead_first))
    # Cells are kept up twice here, so not in one order: nobody else may be in the midst of it.
    hold_cells()
    take_out(other, reason, by=by, now=now)
    evidence.follow(other, of_other, one, set(parties), now=now)
    say_otherwise(one, joint, reason, by=by, now=now)
    evidence.carry_over(other, one, address, now=now)
