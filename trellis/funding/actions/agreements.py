"""Making an agreement, changing what it says, and ending it before its time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.funding import events
from trellis.funding.actions.chains import (
    Chain,
    held,
    held_chain,
    refuse_ended,
    refuse_leaving_out,
    refuse_outside,
    refuse_overpaid,
)
from trellis.funding.models import Agreement
from trellis.funding.policy import AGREEMENT
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.periods import Span
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations


@dataclass(frozen=True)
class Terms:
    """What an agreement says beside who pays whom. `amount_pence` over its whole time; None: not
    stated."""

    reference: str
    title: str
    runs: Span
    is_reported: bool
    amount_pence: int | None = None
    about: str = ""
    is_last: bool = False
    source: str = ""

    def fields(self) -> Mapping[str, object]:
        return {
            "reference": self.reference,
            "title": self.title,
            "starts_on": self.runs.start,
            "ends_on": self.runs.end,
            "is_reported": self.is_reported,
            "amount_pence": self.amount_pence,
            "about": self.about,
            "is_last": self.is_last,
            "source": self.source,
        }


@act
def make_agreement(
    *,
    by: Viewer,
    now: datetime,
    area_id: int,
    payer_id: int,
    provider_id: int,
    terms: Terms,
    under_id: int | None = None,
    once: str = "",
) -> Agreement:
    """Put down what two bodies have agreed. `under_id`: the agreement out of which it is paid on.

    Raises ValidationError for a body that is not open on this record, or in the chain already, and
    for a time outside of that of the agreement above.
    """
    require_capability(by, Can.AGREEMENT_KEEP, organisation_id=payer_id)
    do_once(once, now=now)
    _refuse_strangers(area_id, payer_id, provider_id)
    if under_id is not None:
        _refuse_misfit(held_chain(under_id), under_id, area_id, payer_id, provider_id, terms)
    row = Agreement(
        area_id=area_id,
        payer_id=payer_id,
        provider_id=provider_id,
        under_id=under_id,
        **terms.fields(),
    )
    _save(row)
    AGREEMENT.require(by, "edit", row)  # not in the record of a time that is over
    event = events.AgreementMade(row.pk)
    sign(event, by=by, now=now, of=f"paid_agreement:{row.pk}", fields=["payer", "provider"])
    return row


@act
def change_agreement(
    *,
    by: Viewer,
    now: datetime,
    agreement_id: int,
    terms: Terms,
    why: str,
    seen: str | None = None,
    once: str = "",
) -> Agreement:
    """Say otherwise what it says; who pays whom stays, for others would be another agreement.

    Raises EditedMeanwhileError when somebody changed it since `seen` was its mark, and
    ValidationError where its time would not fit those above and below it.
    """
    chain, row = held(agreement_id, by=by)
    do_once(once, now=now)
    refuse_if_edited(seen, row.mark)
    refuse_ended(row)
    above = chain.above(row)
    if above is not None:
        refuse_outside(terms.runs, above)
    refuse_leaving_out(terms.runs, chain.directly_below(row))
    if row.under_id is None:
        refuse_overpaid(terms.amount_pence, [one.amount_pence for one in chain.contributors])
    changed = [name for name, value in terms.fields().items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, terms.fields()[name])
    if changed:
        _save(row)
        event = events.AgreementChanged(row.pk)
        sign(event, by=by, now=now, of=f"paid_agreement:{row.pk}", fields=changed, why=why)
    return row


@act
def end_agreement(
    *,
    by: Viewer,
    now: datetime,
    agreement_id: int,
    ends_on: date,
    why: str,
    seen: str | None = None,
    once: str = "",
) -> Agreement:
    """From the day `ends_on` it no longer holds, and nothing that stands under it does: what the
    provider pays on, it pays out of this. On its first day it never began."""
    chain, row = held(agreement_id, by=by)
    do_once(once, now=now)
    refuse_if_edited(seen, row.mark)
    if not row.starts_on <= ends_on < row.until:
        words = _("Enter a day from %(first)s to %(last)s.")
        first, last = row.starts_on - timedelta(days=1), row.until - timedelta(days=2)
        told = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        raise ValidationError({"ends_on": words % told})
    row.ended_on, row.ended_why = ends_on, why
    row.save(update_fields=["ended_on", "ended_why"])
    for one in chain.below(row):
        if one.until > ends_on:
            one.ended_on, one.ended_why = max(ends_on, one.starts_on), ""
            one.save(update_fields=["ended_on", "ended_why"])
    event = events.AgreementEnded(row.pk)
    sign(event, by=by, now=now, of=f"paid_agreement:{row.pk}", fields=["ended_on"], why=why)
    return row


def _refuse_strangers(area_id: int, payer_id: int, provider_id: int) -> None:
    if payer_id == provider_id:
        raise ValidationError({"provider": _("Nobody pays themselves. Enter another body.")})
    known = organisations.on_record({payer_id, provider_id}, area_id)
    for name, body in (("payer", payer_id), ("provider", provider_id)):
        if body not in known:
            raise ValidationError({name: _("Choose an open organisation of this record.")})


def _refuse_misfit(
    chain: Chain, under_id: int, area_id: int, payer_id: int, provider_id: int, terms: Terms
) -> None:
    above = chain.rows[under_id]
    if above.area_id != area_id or above.provider_id != payer_id:
        words = _("It is paid on by whoever is paid by the agreement above it. Choose another one.")
        raise ValidationError({"under": words})
    if provider_id in chain.bodies_down_to(above):
        words = _(
            "It pays in this chain already, so it cannot be paid out of it. Enter another body."
        )
        raise ValidationError({"provider": words})
    refuse_outside(terms.runs, above)


def _save(row: Agreement) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        taken = _("Another agreement of this record has that reference. Enter another one.")
        raise ValidationError({"reference": taken}) from fault
