"""Agreements between bodies: drafted, proposed, agreed or refused, reviewed, ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import require_capability
from trellis.kernel.privacy import Basis
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.privacy import events
from trellis.privacy.lifecycle import AGREEMENT_LIFE, AgreementStage, Does
from trellis.privacy.models import Agreement, Party, SharedField
from trellis.privacy.policy import AGREEMENT
from trellis.privacy.queries.sharing import shareable

# What goes together: two bodies that decide together, one that gives and one that gets.
TOGETHER = {
    frozenset({Does.GIVES, Does.RECEIVES}),
    frozenset({Does.GIVES, Does.PROCESSES}),
    frozenset({Does.JOINT}),
}


@dataclass(frozen=True)
class Terms:
    """What is agreed. `fields` are codes of the register, as `room.model.field`."""

    purpose: str
    basis: Basis
    fields: tuple[str, ...]
    starts_on: date
    review_on: date
    until_on: date | None = None


@act
def draft_agreement(
    *,
    own_id: int,
    does: Does,
    other_id: int,
    other_does: Does,
    terms: Terms,
    replaces_id: int | None = None,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Agreement:
    """Between a body the viewer agrees for and another of the same record. `replaces_id`: an agreed
    one between the same two, which ends once this is agreed."""
    do_once(once, now=now)
    require_capability(by, Can.SHARING_AGREE, organisation_id=own_id)
    area_id = _area_of_both(own_id, other_id)
    _refuse_wrong(terms, {does, other_does})
    if replaces_id is not None:
        _refuse_replacing(replaces_id, {own_id, other_id}, by=by)
    row = Agreement.objects.create(
        area_id=area_id,
        purpose=terms.purpose,
        basis=terms.basis,
        starts_on=terms.starts_on,
        review_on=terms.review_on,
        until_on=terms.until_on,
        replaces_id=replaces_id,
    )
    Party.objects.create(agreement=row, organisation_id=own_id, does=does)
    Party.objects.create(agreement=row, organisation_id=other_id, does=other_does)
    SharedField.objects.bulk_create([SharedField(agreement=row, code=one) for one in terms.fields])
    if not AGREEMENT.allows(by, "decide", row):  # documented history
        raise PermissionDenied
    _sign(events.AgreementDrafted(row.pk), row, by, now)
    return row


def _area_of_both(own_id: int, other_id: int) -> int:
    found = organisations.where_on_record({own_id, other_id})
    areas = {area_id for _name, area_id in found.values()}
    if len(found) != 2 or len(areas) != 1:
        raise ValidationError({"other": _("Choose another organisation of the same record.")})
    area_id = areas.pop()
    if other_id not in organisations.on_record([other_id], area_id):
        raise ValidationError({"other": _("That organisation has closed. Choose an open one.")})
    return area_id


def _refuse_wrong(terms: Terms, do: Collection[Does]) -> None:
    if frozenset(do) not in TOGETHER:
        raise ValidationError({"direction": _("Say who gives and who receives.")})
    known = {code for fields in shareable().values() for code, _words in fields}
    if not terms.fields or not set(terms.fields) <= known:
        raise ValidationError({"fields": _("Which data: tick at least one kind of the register.")})
    if terms.review_on <= terms.starts_on:
        raise ValidationError({"review_on": _("Enter a day after it starts.")})
    if terms.until_on is not None and terms.until_on <= terms.starts_on:
        raise ValidationError({"until_on": _("Enter a day after it starts, or leave it empty.")})


def _refuse_replacing(replaces_id: int, bodies: set[int], *, by: Viewer) -> None:
    old = AGREEMENT.get(by, Agreement.objects.all(), "decide", pk=replaces_id)
    between = set(old.parties.values_list("organisation_id", flat=True))
    if old.stage != AgreementStage.AGREED or between != bodies:
        raise ValidationError(_("Only an agreement that holds can be replaced, by the same two."))


@act
def propose_agreement(*, agreement_id: int, by: Viewer, now: datetime, once: str = "") -> Agreement:
    """Whoever proposes it has agreed to it for their own body."""
    do_once(once, now=now)
    row = _moved(agreement_id, "propose", by=by, now=now)
    row.save()
    _agree_for_own(row, by=by, now=now)
    _sign(events.AgreementProposed(row.pk), row, by, now)
    return row


@act
def agree(*, agreement_id: int, by: Viewer, now: datetime, once: str = "") -> Agreement:
    """For the body that has not agreed yet. The one it replaces ends in the same act."""
    do_once(once, now=now)
    row = _moved(agreement_id, "agree", by=by, now=now)
    if not _agree_for_own(row, by=by, now=now):
        raise PermissionDenied
    if row.replaces_id is not None:
        _end_replaced(row.replaces_id, now)
    row.agreed_on = timezone.localdate(now)
    row.save()
    _sign(events.AgreementMade(row.pk), row, by, now)
    return row


def _agree_for_own(row: Agreement, *, by: Viewer, now: datetime) -> int:
    """For one body at a time: nobody agrees with themselves in one go."""
    own = by.organisations_with(Can.SHARING_AGREE)
    waiting = row.parties.filter(agreed_on=None, organisation_id__in=own).order_by("id").first()
    if waiting is None:
        return 0
    return Party.objects.filter(pk=waiting.pk).update(agreed_on=timezone.localdate(now))


def _end_replaced(agreement_id: int, now: datetime) -> None:
    old = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement_id)
    today = timezone.localdate(now)
    AGREEMENT_LIFE.make(old, "end", today=today)
    old.ended_on = today
    old.save()


@act
def refuse_agreement(*, agreement_id: int, by: Viewer, now: datetime, once: str = "") -> Agreement:
    """By either body, as long as not both have agreed."""
    do_once(once, now=now)
    row = _moved(agreement_id, "refuse", by=by, now=now)
    row.save()
    _sign(events.AgreementRefused(row.pk), row, by, now)
    return row


@act
def review_agreement(
    *, agreement_id: int, review_on: date, by: Viewer, now: datetime, once: str = ""
) -> Agreement:
    """It was looked through and is right as it stands; to change it, another replaces it."""
    do_once(once, now=now)
    row = _held(agreement_id, by=by)
    today = timezone.localdate(now)
    is_over = row.until_on is not None and row.until_on <= today
    if row.stage != AgreementStage.AGREED or is_over:
        raise ValidationError(_("Only what is agreed and has not ended is reviewed."))
    if review_on <= today:
        raise ValidationError({"review_on": _("Enter a day that is still to come.")})
    row.review_on = review_on
    row.save(update_fields=["review_on"])
    _sign(events.AgreementReviewed(row.pk), row, by, now, "review_on")
    return row


@act
def end_agreement(
    *, agreement_id: int, why: str, by: Viewer, now: datetime, once: str = ""
) -> Agreement:
    """From today nothing is shared by it. The reason stands in the audit."""
    do_once(once, now=now)
    row = _moved(agreement_id, "end", by=by, now=now)
    row.ended_on = timezone.localdate(now)
    row.save()
    event = events.AgreementEnded(row.pk)
    sign(event, by=by, now=now, of=f"agreement:{row.pk}", fields=["stage"], why=why)
    return row


def _held(agreement_id: int, *, by: Viewer) -> Agreement:
    rows = Agreement.objects.select_for_update(of=("self",))
    return AGREEMENT.get(by, rows, "decide", pk=agreement_id)


def _moved(agreement_id: int, name: str, *, by: Viewer, now: datetime) -> Agreement:
    row = _held(agreement_id, by=by)
    AGREEMENT_LIFE.make(row, name, today=timezone.localdate(now))
    return row


def _sign(event: Any, row: Agreement, by: Viewer, now: datetime, field: str = "stage") -> None:
    sign(event, by=by, now=now, of=f"agreement:{row.pk}", fields=[field])
