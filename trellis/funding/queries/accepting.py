"""What other rooms ask: whose officers accept a provider's returns, who pays what in an area, and
which agreements a body has. Agreements are public, so nobody in particular asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from trellis.funding.models import Agreement
from trellis.funding.queries.rows import AgreementFacts, facts_of, in_force, rows
from trellis.funding.rules import Reporting, acceptors


@dataclass(frozen=True)
class Acceptor:
    """Whose officers accept the returns of a provider: ids and names of the bodies, in one order.
    `is_prime`: it is the body that pays the provider on. `agreement_id` is the first by which."""

    organisations: tuple[int, ...]
    is_prime: bool
    agreement_id: int | None
    names: tuple[str, ...]


def accepting(provider_ids: Iterable[int], area_id: int, on: date) -> dict[int, Acceptor]:
    """By provider, who accepts its returns on that day. A provider without an agreement in force by
    which it reports is not in it: nobody has been agreed on."""
    providers = set(provider_ids)
    held = rows().filter(in_force(on), area_id=area_id, provider_id__in=providers, is_reported=True)
    by: dict[int, list[Reporting]] = {}
    names: dict[int, str] = {}
    for row in held:
        payers = _payers(row)
        names |= payers
        by.setdefault(row.provider_id, []).append(
            Reporting(row.pk, row.under_id is not None, tuple(payers))
        )
    found = {pk: acceptors(pk, reporting) for pk, reporting in by.items()}
    return {
        pk: Acceptor(
            one.organisations,
            one.is_prime,
            one.agreement_id,
            tuple(names[body] for body in one.organisations),
        )
        for pk, one in found.items()
        if one is not None
    }


def _payers(row: Agreement) -> dict[int, str]:
    """The payer first, then those who pay into it."""
    others = {one.organisation_id: one.organisation.name for one in row.contributors.all()}
    return {row.payer_id: row.payer.name} | others


@dataclass(frozen=True)
class Share:
    """What one body pays by one main agreement over its whole time; None: not stated."""

    agreement_id: int
    title: str
    provider: str
    amount_pence: int | None
    is_signing: bool
    starts_on: date
    until: date


@dataclass(frozen=True)
class PaidIn:
    """What one body pays in an area by the main agreements in force."""

    organisation_id: int
    name: str
    shares: tuple[Share, ...]

    @property
    def total_pence(self) -> int | None:
        """None as soon as one of the amounts is not stated."""
        amounts = [one.amount_pence for one in self.shares]
        return None if None in amounts else sum(one for one in amounts if one is not None)


def paid_in(area_id: int, on: date) -> list[PaidIn]:
    """Whoever pays in the area on that day, by name. What is paid on by sub-agreements is the same
    money and is not counted again."""
    shares: dict[tuple[str, int], list[Share]] = {}
    for row in rows().filter(in_force(on), area_id=area_id, under=None):
        facts = facts_of(row, on)
        for one in facts.paying:
            share = Share(
                facts.id,
                facts.title,
                facts.provider.name,
                one.amount_pence,
                one.id == facts.payer.id,
                facts.runs.start,
                facts.until,
            )
            shares.setdefault((one.name, one.id), []).append(share)
    return [PaidIn(pk, name, tuple(found)) for (name, pk), found in sorted(shares.items())]


def agreements_of(organisation_id: int, today: date) -> list[AgreementFacts]:
    """All by which a body pays or is paid, newest first."""
    pays_in = Agreement.objects.filter(contributors__organisation_id=organisation_id)
    found = rows().filter(
        Q(payer_id=organisation_id)
        | Q(provider_id=organisation_id)
        | Q(pk__in=pays_in.values("pk"))
    )
    return [facts_of(row, today) for row in found.order_by("-starts_on", "-id")]
