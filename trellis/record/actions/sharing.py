"""Shares that differ from the rule: proposed by one party, and sealed once all of them agree; or
decided, where one party challenged those that stood."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.actions.cells import apply
from trellis.record.actions.splitting import Shared, put, seal_splits
from trellis.record.models import Activity, Split, SplitReply
from trellis.record.policy import ACTIVITY
from trellis.record.queries.counting import counted, parts_of
from trellis.record.rules.cells import changes
from trellis.record.rules.shares import Part, fault_of
from trellis.record.words import FAULTS


@act
def propose_shares(
    *,
    by: Viewer,
    now: datetime,
    activity: Activity,
    provider_id: int,
    parts: Sequence[Part],
    reason: str,
    once: str = "",
) -> Split:
    """Ask the others who took part to share it out so. Until all of them have agreed, it counts as
    it does. `provider_id` is whose proposal it is, and agrees with it by that; one who took part
    alone, or agrees for all of them, has it at once.

    ValidationError where it does not add up, names others than took part, says what stands
    already, or something else is proposed.
    """
    row = _held(activity, by=by)
    do_once(once, now=now)
    stood = Split.objects.get(activity=row, stands=True)
    _refuse(stood, provider_id, parts, reason, by=by)
    if Split.objects.filter(activity=row, sealed_at=None, dropped_at=None).exists():
        raise ValidationError(
            _("Other shares are proposed already: agree with them or not, first.")
        )
    kept = _shared_anew(stood, parts)
    asked = Shared(row, kept, Split.Basis.AGREED, reason=reason, proposed_by_id=provider_id)
    [made] = put([asked], now=now)
    event = events.SharesProposed(made.pk)
    sign(event, by=by, now=now, of=f"activity:{row.line_id}", fields=["shares"], why=reason)
    _say(made, provider_id, agrees=True, said="", by=by, now=now)
    return made


@act
def answer_shares(
    *,
    by: Viewer,
    now: datetime,
    split: Split,
    provider_id: int,
    agrees: bool,
    words: str = "",
    once: str = "",
) -> Split:
    """Agree with the shares that another party proposed, or not. When the last has agreed, they are
    sealed and counted; one who does not agree drops them, and what stands does."""
    row = _held(split.activity, by=by)
    do_once(once, now=now)
    made = Split.objects.get(pk=split.pk)
    if made.sealed_at or made.dropped_at:
        raise ValidationError(_("That is settled already: nothing is asked any more."))
    _require_party(made, provider_id, by=by)
    if not agrees and not words.strip():
        raise ValidationError({"words": _("Say how you see it.")})
    _say(made, provider_id, agrees=agrees, said=words, by=by, now=now)
    kind: type[events.SharesAnswered | events.SharesSealed | events.SharesDropped]
    if not agrees:
        _drop(made, now=now)
        kind = events.SharesDropped
    elif _all_agree(made):
        _count_so(made, now=now)
        kind = events.SharesSealed
    else:
        kind = events.SharesAnswered
    of = f"activity:{row.line_id}"
    sign(kind(made.pk), by=by, now=now, of=of, fields=["shares"])
    return made


@act
def decide_shares(
    *, by: Viewer, now: datetime, activity: Activity, parts: Sequence[Part], reason: str
) -> Split:
    """It counts so from now on, as somebody who took no part has decided; roles and minutes stay as
    they are. Only the system decides: called by the act of a room above that has asked whether
    its viewer may. What a party had proposed meanwhile is off the table.

    ValidationError where it does not add up, names others than took part, or stands already.
    """
    row = _held(activity, by=by, rule="decide")
    stood = Split.objects.get(activity=row, stands=True)
    _refuse_parts(stood, parts, reason)
    for asked in Split.objects.filter(activity=row, sealed_at=None, dropped_at=None):
        _drop(asked, now=now)
    kept = _shared_anew(stood, parts)
    [made] = put([Shared(row, kept, Split.Basis.DECIDED, reason=reason)], now=now)
    _count_so(made, now=now)
    of = f"activity:{row.line_id}"
    sign(events.SharesDecided(made.pk), by=by, now=now, of=of, fields=["shares"], why=reason)
    return made


@act
def drop_shares(*, by: Viewer, now: datetime, split: Split) -> None:
    """What was proposed is off the table; any party may say so."""
    row = _held(split.activity, by=by)
    made = Split.objects.get(pk=split.pk)
    if made.sealed_at or made.dropped_at:
        raise ValidationError(_("That is settled already: nothing is asked any more."))
    _drop(made, now=now)
    sign(events.SharesDropped(made.pk), by=by, now=now, of=f"activity:{row.line_id}")


def _held(activity: Activity, *, by: Viewer, rule: str = "propose") -> Activity:
    """The row that counts, held until the act is done."""
    first = Activity.objects.select_for_update(of=("self",)).get(pk=activity.line_id)
    last = Activity.objects.filter(first=first).order_by("number").last() or first
    ACTIVITY.require(by, rule, last)
    if last.pk != activity.pk or not last.stands:
        raise ValidationError(_("It was corrected or withdrawn meanwhile. Look at it again."))
    return last


def _refuse(
    stood: Split, provider_id: int, parts: Sequence[Part], reason: str, *, by: Viewer
) -> None:
    _require_party(stood, provider_id, by=by)
    _refuse_parts(stood, parts, reason)


def _refuse_parts(stood: Split, parts: Sequence[Part], reason: str) -> None:
    if fault := fault_of(parts):
        raise ValidationError({"parts": FAULTS[fault]})
    took_part = {row.provider_id: row for row in stood.contributions.all()}
    if {part.provider_id for part in parts} != took_part.keys():
        raise ValidationError(
            {"parts": _("Share it among those who took part; to name others, correct it.")}
        )
    if all(took_part[part.provider_id].share == part.share for part in parts):
        raise ValidationError({"parts": _("It is shared out so already.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the others to read.")})


def _shared_anew(stood: Split, parts: Sequence[Part]) -> list[Part]:
    """Other shares; roles and minutes stay as they are."""
    before = {part.provider_id: part for part in parts_of(stood)}
    return [replace(before[part.provider_id], share=part.share) for part in parts]


def _require_party(split: Split, provider_id: int, *, by: Viewer) -> None:
    """Somebody who records for that party."""
    if not split.contributions.filter(provider=provider_id).exists():
        raise PermissionDenied
    if not by.is_system and provider_id not in by.organisations_with(Capability.ACTIVITY_RECORD):
        raise PermissionDenied


def _say(
    made: Split, provider_id: int, *, agrees: bool, said: str, by: Viewer, now: datetime
) -> None:
    SplitReply.objects.create(
        split=made,
        provider_id=provider_id,
        agrees=agrees,
        words=said,
        said_at=now,
        said_by_id=by.account_id,
    )


def _drop(made: Split, *, now: datetime) -> None:
    made.dropped_at = now
    made.save(update_fields=["dropped_at"])


def _all_agree(made: Split) -> bool:
    """Each party has; also those who get nothing by it."""
    agreed = set(made.replies.filter(agrees=True).values_list("provider_id", flat=True))
    return set(made.contributions.values_list("provider_id", flat=True)) <= agreed


def _count_so(made: Split, *, now: datetime) -> None:
    went = counted([made.activity_id])
    Split.objects.filter(activity=made.activity_id, stands=True).update(stands=False)
    seal_splits([made], now=now)
    apply(changes(came=counted([made.activity_id]), went=went))
