"""Saying who else pays into a main agreement."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.funding import events
from trellis.funding.actions.chains import Chain, held, refuse_ended
from trellis.funding.models import Agreement, Contributor
from trellis.funding.queries.rows import mark_of_contributors
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.money import pounds
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations


@act
def set_contributors(
    *,
    by: Viewer,
    now: datetime,
    agreement_id: int,
    shares: Mapping[int, int | None],
    seen: str | None = None,
    once: str = "",
) -> Agreement:
    """All who pay into it beside its payer, with what each pays of its amount in pence; None: not
    stated. Whoever is left out pays in no more.

    Raises EditedMeanwhileError when somebody set them since `seen` was their mark.
    """
    chain, row = held(agreement_id, by=by)
    do_once(once, now=now)
    refuse_if_edited(seen, mark_of_contributors(chain.contributors))
    refuse_ended(row)
    _refuse_misfits(chain, row, shares)
    was = {one.organisation_id: one.amount_pence for one in chain.contributors}
    if was == dict(shares):
        return row
    Contributor.objects.filter(agreement=row).delete()
    Contributor.objects.bulk_create(
        Contributor(agreement=row, organisation_id=pk, amount_pence=amount)
        for pk, amount in shares.items()
    )
    event = events.ContributorsSet(row.pk)
    sign(event, by=by, now=now, of=f"paid_agreement:{row.pk}", fields=["contributors"])
    return row


def _refuse_misfits(chain: Chain, row: Agreement, shares: Mapping[int, int | None]) -> None:
    if row.under_id is not None:
        raise ValidationError(_("Only a main agreement is paid into by others."))
    if row.payer_id in shares:
        raise ValidationError(_("Its payer signs it and pays in anyway. Leave it out here."))
    if paid := chain.providers() & shares.keys():
        names = ", ".join(organisations.named(paid).values())
        words = _("%(names)s: paid by this chain, so it cannot pay into it. Leave it out.")
        raise ValidationError(words % {"names": names})
    new = shares.keys() - {one.organisation_id for one in chain.contributors}
    if new - organisations.on_record(new, row.area_id).keys():
        raise ValidationError(_("Choose open organisations of this record."))
    stated = sum(amount for amount in shares.values() if amount is not None)
    if row.amount_pence is not None and stated > row.amount_pence:
        words = _("Together they pay %(stated)s, and the whole agreement is over %(amount)s. Enter "
                  "less, or change its amount first.")  # fmt: skip
        told = {"stated": pounds(stated), "amount": pounds(row.amount_pence)}
        raise ValidationError(words % told)
