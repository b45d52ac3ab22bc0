"""Saying what an agreement pays for."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trellis.funding import events
from trellis.funding.actions.chains import Chain, held, refuse_ended
from trellis.funding.models import Agreement, ScopeLine
from trellis.funding.queries.rows import mark_of_scope
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.viewer import Viewer
from trellis.record import queries as record


@act
def set_scope(
    *,
    by: Viewer,
    now: datetime,
    agreement_id: int,
    paid_for: Mapping[int, bool],
    why: str,
    seen: str | None = None,
    once: str = "",
) -> Agreement:
    """Of kinds of things that are recorded in its area, whether it pays for them; of a kind that
    is left out nothing is said. It holds for the whole time of the agreement, also backwards.

    Raises EditedMeanwhileError when somebody set it since `seen` was its mark, and ValidationError
    where it would pay for what an agreement above it does not. What stands under it may be left
    paying for what it no longer does: nobody below holds up what a payer says of its own money.
    """
    chain, row = held(agreement_id, by=by)
    do_once(once, now=now)
    was = dict(_lines(row).values_list("service_type_id", "is_paid_for"))
    refuse_if_edited(seen, mark_of_scope(was))
    refuse_ended(row)
    kinds = {one.id: one.name for one in record.kinds_named(row.area_id)}
    if paid_for.keys() - kinds.keys():
        raise ValidationError(_("Choose kinds of things that are recorded in this area."))
    _refuse_unpaid(
        chain, row, {kind: kinds[kind] for kind, is_paid_for in paid_for.items() if is_paid_for}
    )
    if was == dict(paid_for):
        return row
    _lines(row).delete()
    ScopeLine.objects.bulk_create(
        ScopeLine(agreement=row, service_type_id=kind, is_paid_for=is_paid_for)
        for kind, is_paid_for in paid_for.items()
    )
    event = events.ScopeSet(row.pk)
    sign(event, by=by, now=now, of=f"paid_agreement:{row.pk}", fields=["scope"], why=why)
    return row


def _lines(row: Agreement) -> QuerySet[ScopeLine]:
    return ScopeLine.objects.filter(agreement=row)


def _refuse_unpaid(chain: Chain, row: Agreement, paid_for: Mapping[int, str]) -> None:
    """`paid_for` names what it pays for. It is paid out of those above it, and so for nothing that
    one of them does not pay for."""
    step = chain.above(row)
    refused: dict[str, str] = {}
    words = _(
        "%(kind)s: %(above)s, out of which it is paid, does not pay for this. Choose another "
        "answer, or ask %(payer)s to say otherwise first."
    )
    while step is not None:
        for line in _lines(step).filter(is_paid_for=False, service_type__in=list(paid_for)):
            kind = line.service_type_id
            told = {"kind": paid_for[kind], "above": step.title, "payer": step.payer.name}
            refused[f"kind_{kind}"] = words % told
        step = chain.above(step)
    if refused:
        raise ValidationError(refused)
