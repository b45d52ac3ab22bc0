"""A body leaves: what becomes of each estate is chosen, accepted, and then done as a whole."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel import estates
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.estates import RECORD
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.privacy import events
from trellis.privacy.lifecycle import HANDOVER_LIFE, Answer, Fate, HandoverStage, Reason
from trellis.privacy.models import Handover, Passed, Share
from trellis.privacy.policy import HANDOVER, SHARE
from trellis.privacy.queries.controllers import Controllers
from trellis.privacy.queries.leaving import counted, fates_of, is_settled, may_open

_MANY = 1_000


@act
def open_handover(
    *,
    organisation_id: int,
    reason: Reason,
    leaves_on: date,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Handover:
    """By whoever agrees for the body or keeps its record. A body leaves once."""
    do_once(once, now=now)
    _name, area_id, _slug, _standing = may_open(by, organisation_id)
    if (
        Handover.objects.filter(organisation_id=organisation_id)
        .exclude(stage=HandoverStage.WITHDRAWN)
        .exists()
    ):
        raise ValidationError(_("There is a hand-over of this organisation already. Open that."))
    row = Handover.objects.create(
        area_id=area_id, organisation_id=organisation_id, reason=reason, leaves_on=leaves_on
    )
    sign(events.HandoverOpened(row.pk), by=by, now=now, of=f"handover:{row.pk}")
    return row


@act
def choose_fate(
    *,
    handover_id: int,
    estate: str,
    fate: Fate,
    successor_id: int | None,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Share:
    """What is to become of one estate. Chosen anew, whoever had accepted is asked anew."""
    do_once(once, now=now)
    row = _open(handover_id, by=by)
    if estate != RECORD and estate not in estates.estates():
        raise ValidationError(_("There is nothing of that kind to hand over."))
    if fate not in fates_of(estate):
        raise ValidationError({"fate": _("Choose one of those that are allowed for it.")})
    if fate == Fate.HANDED:
        _refuse_successor(row, successor_id)
    share, _is_new = Share.objects.update_or_create(
        handover=row,
        estate=estate,
        defaults={
            "fate": fate,
            "successor_id": successor_id if fate == Fate.HANDED else None,
            "answer": Answer.ASKED if fate == Fate.HANDED else "",
            "answered_on": None,
            "rows": None,
        },
    )
    _sign(events.FateChosen(row.pk, estate), share, by, now, "fate")
    return share


def _refuse_successor(row: Handover, successor_id: int | None) -> None:
    """Whoever has left takes nothing on, so that to follow hand-overs never leads in a circle."""
    there = organisations.on_record([successor_id or 0], row.area_id)
    if successor_id is None or not there or successor_id == row.organisation_id:
        raise ValidationError({"successor": _("Choose another open organisation of this record.")})
    leaving = Handover.objects.filter(organisation_id=successor_id)
    if leaving.exclude(stage=HandoverStage.WITHDRAWN).exists():
        raise ValidationError({"successor": _("That organisation leaves too. Choose another.")})


@act
def answer_share(
    *, share_id: int, accepts: bool, by: Viewer, now: datetime, once: str = ""
) -> Share:
    """For the body that is asked. Of two who answer at once the first one counts."""
    do_once(once, now=now)
    share = SHARE.get(by, Share.objects.all(), "answer", pk=share_id)
    row = Handover.objects.select_for_update(of=("self",)).get(pk=share.handover_id)
    share = SHARE.get(by, Share.objects.all(), "answer", pk=share_id)  # as it is once we hold it
    if row.stage != HandoverStage.OPEN or share.answer != Answer.ASKED:
        raise ValidationError(_("This has been answered already, or the case is closed."))
    share.answer = Answer.ACCEPTED if accepts else Answer.REFUSED
    share.answered_on = timezone.localdate(now)
    share.save(update_fields=["answer", "answered_on"])
    event = events.ShareAccepted if accepts else events.ShareRefused
    _sign(event(row.pk, share.estate), share, by, now, "answer")
    return share


@act
def note_exported(*, handover_id: int, rows: Mapping[str, int], by: Viewer, now: datetime) -> None:
    """The body took away so many rows of each estate."""
    row = HANDOVER.get(by, Handover.objects.select_for_update(of=("self",)), "fetch",
                       pk=handover_id)  # fmt: skip
    _require_open(row)
    for share in row.shares.filter(fate=Fate.EMPTIED):
        share.rows = rows.get(share.estate, 0)
        share.save(update_fields=["rows"])
    row.exported_on = timezone.localdate(now)
    row.save(update_fields=["exported_on"])
    sign(events.EstateExported(row.pk), by=by, now=now, of=f"handover:{row.pk}")


@act
def complete_handover(*, handover_id: int, by: Viewer, now: datetime, once: str = "") -> Handover:
    """All of it in one transaction: before it the body decides over every row, after it none, and
    at no moment nobody. Refused while anything is not settled."""
    do_once(once, now=now)
    row = _open(handover_id, by=by)
    shares = {one.estate: one for one in row.shares.all()}
    there = counted(row)
    if not all(is_settled(key, shares.get(key), rows) for key, rows in there.items()):
        raise ValidationError(_("Say what becomes of everything first, and wait for the answers."))
    for share in shares.values():
        if share.fate == Fate.HANDED:
            _refuse_successor(row, share.successor_id)
    keeper = _keeper_from_now(row, shares.get(RECORD))
    for key, share in shares.items():
        _carry_out(row, share, keeper)
        share.rows = there.get(key, 0)
        share.save(update_fields=["rows"])
    HANDOVER_LIFE.make(row, "complete", today=timezone.localdate(now))
    row.done_on = timezone.localdate(now)
    row.save()
    event = events.HandoverDone(row.pk, row.organisation_id)
    sign(event, by=by, now=now, of=f"handover:{row.pk}", fields=["stage"])
    return row


def _keeper_from_now(row: Handover, record: Share | None) -> int | None:
    return record.successor_id if record else Controllers().keeper(row.area_id)


def _carry_out(row: Handover, share: Share, keeper: int | None) -> None:
    owned = estates.estates().get(share.estate)
    if owned is None:  # the record of the area: nothing in it names whoever keeps it
        return
    if share.fate == Fate.EMPTIED:
        estates.empty(share.estate, row.organisation_id)
    to = share.successor_id if share.fate == Fate.HANDED else keeper
    if not owned.estate.moves or to is None:
        return
    ids = owned.roots(row.organisation_id).order_by("pk").values_list("pk", flat=True)
    Passed.objects.bulk_create(
        [Passed(share=share, estate=share.estate, row_id=pk) for pk in ids], batch_size=_MANY
    )
    estates.move(share.estate, row.organisation_id, to)


@act
def withdraw_handover(*, handover_id: int, by: Viewer, now: datetime, once: str = "") -> Handover:
    do_once(once, now=now)
    row = _open(handover_id, by=by)
    HANDOVER_LIFE.make(row, "withdraw", today=timezone.localdate(now))
    row.save()
    event = events.HandoverWithdrawn(row.pk)
    sign(event, by=by, now=now, of=f"handover:{row.pk}", fields=["stage"])
    return row


def _open(handover_id: int, *, by: Viewer) -> Handover:
    """The case, held until the act is done."""
    row = HANDOVER.get(by, Handover.objects.select_for_update(of=("self",)), "decide",
                       pk=handover_id)  # fmt: skip
    _require_open(row)
    return row


def _require_open(row: Handover) -> None:
    if row.stage != HandoverStage.OPEN:
        raise ValidationError(_("It is closed."))


def _sign(event: Any, share: Share, by: Viewer, now: datetime, field: str) -> None:
    sign(event, by=by, now=now, of=f"share:{share.pk}", fields=[field])
