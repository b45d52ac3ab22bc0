"""Agreements as pages show them, read in a handful of questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet

from trellis.funding.models import Agreement, Contributor
from trellis.funding.rules import Standing, own_share, standing
from trellis.kernel.editing import mark_of
from trellis.kernel.periods import Span

# How long before its end an agreement's two are asked what follows.
SOON: Final = timedelta(days=90)


@dataclass(frozen=True)
class Body:
    id: int
    name: str


@dataclass(frozen=True)
class Paying:
    """Somebody who pays into an agreement, and how much of it where that is stated, in pence."""

    id: int
    name: str
    amount_pence: int | None


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement as anybody may read it. `until` is the first day on which it no longer holds."""

    id: int
    area_id: int
    area_slug: str
    area_name: str
    area_standing: str
    reference: str
    title: str
    payer: Body
    provider: Body
    contributors: tuple[Paying, ...]
    under_id: int | None
    runs: Span
    until: date
    standing: Standing
    amount_pence: int | None
    about: str
    is_reported: bool
    is_last: bool
    ended_on: date | None
    ended_why: str
    source: str
    mark: str
    contributors_mark: str

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def never_began(self) -> bool:
        return self.ended_on == self.runs.start

    @property
    def paying(self) -> tuple[Paying, ...]:
        """Its payer and everybody who pays into it, each with their own share."""
        share = own_share(self.amount_pence, (one.amount_pence for one in self.contributors))
        return Paying(self.payer.id, self.payer.name, share), *self.contributors


def in_force(on: date) -> Q:
    """Those that hold on that day."""
    return Q(starts_on__lte=on, ends_on__gt=on) & (Q(ended_on=None) | Q(ended_on__gt=on))


def ending_soon(today: date) -> Q:
    """In force, to end within ninety days as agreed, and nobody has said that nothing follows."""
    return in_force(today) & Q(ends_on__lte=today + SOON, ended_on=None, is_last=False)


def followers_of(row: Agreement | None = None) -> Q:
    """What the same two have agreed for the time after an agreement; without one, after that of
    the query around it."""
    payer, provider, until = (
        (row.payer_id, row.provider_id, row.ends_on)
        if row is not None
        else (OuterRef("payer"), OuterRef("provider"), OuterRef("ends_on"))
    )
    began = Q(ended_on=None) | Q(ended_on__gt=F("starts_on"))
    return Q(payer=payer, provider=provider, starts_on__gte=until) & began


def rows() -> QuerySet[Agreement]:
    """Two questions, however many there are."""
    contributors = Contributor.objects.select_related("organisation")
    return Agreement.objects.select_related("area", "payer", "provider").prefetch_related(
        Prefetch("contributors", contributors)
    )


def facts_of(row: Agreement, today: date) -> AgreementFacts:
    contributors = list(row.contributors.all())
    return AgreementFacts(
        id=row.pk,
        area_id=row.area_id,
        area_slug=row.area.slug,
        area_name=row.area.name,
        area_standing=row.area.standing,
        reference=row.reference,
        title=row.title,
        payer=Body(row.payer_id, row.payer.name),
        provider=Body(row.provider_id, row.provider.name),
        contributors=tuple(
            Paying(one.organisation_id, one.organisation.name, one.amount_pence)
            for one in contributors
        ),
        under_id=row.under_id,
        runs=Span(row.starts_on, row.ends_on),
        until=row.until,
        standing=standing(row.starts_on, row.until, today),
        amount_pence=row.amount_pence,
        about=row.about,
        is_reported=row.is_reported,
        is_last=row.is_last,
        ended_on=row.ended_on,
        ended_why=row.ended_why,
        source=row.source,
        mark=row.mark,
        contributors_mark=mark_of_contributors(contributors),
    )


def mark_of_contributors(contributors: Sequence[Contributor]) -> str:
    """Of what somebody who sets them anew has seen of them."""
    return mark_of(*((one.organisation_id, one.amount_pence) for one in contributors))


def mark_of_scope(paid_for: Mapping[int, bool]) -> str:
    """Of what somebody who sets the scope anew has seen of it, by kind."""
    return mark_of(*sorted(paid_for.items()))
