"""What the provider of an agreement did while it was in force, inside what it pays for and outside
of it, counted from the record."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.http import Http404

from trellis.funding.policy import AGREEMENT
from trellis.funding.queries.rows import AgreementFacts, facts_of, rows
from trellis.funding.queries.scopes import KindSaid, Said, scope_of
from trellis.funding.rules import Quarters, Scope, quarters_of
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.record import queries as record


@dataclass(frozen=True)
class KindDone:
    kind: KindSaid
    counts: record.Counts


@dataclass(frozen=True)
class Part:
    """What was done of the kinds of which the agreement says the same; `nothing_of` names those of
    which nothing is recorded."""

    scope: Scope
    kinds: tuple[KindDone, ...]
    nothing_of: tuple[str, ...]
    counts: record.Counts


@dataclass(frozen=True)
class Counted:
    """Counted both ways: each part, and all of it. Who was helped is united in each of them."""

    parts: tuple[Part, ...]
    whole: record.Counts
    organisations: record.Bridge | None

    @property
    def inside(self) -> Part:
        return next(one for one in self.parts if one.scope is Scope.INSIDE)


@dataclass(frozen=True)
class DonePage:
    """`chosen` is the one quarter asked for, None for all whole ones together; `is_partly`: only a
    part of it lies within the agreement; `is_running`: the last day of what is counted is to come.
    `counted` is None where no whole quarter has begun. `also` are other agreements by which the
    same provider was paid at that time; `below` those paid on out of it."""

    agreement: AgreementFacts
    said: Said
    quarters: Quarters
    chosen: Span | None
    is_partly: bool
    is_running: bool
    counted: Counted | None
    also: tuple[AgreementFacts, ...]
    below: tuple[AgreementFacts, ...]

    @property
    def span(self) -> Span | None:
        return self.chosen or self.quarters.span


def done_page(viewer: Viewer, area_slug: str, paid_id: int, code: str, today: date) -> DonePage:
    """404 where there is no such agreement, and for a quarter that is none of its time's."""
    row = AGREEMENT.get(viewer, rows(), area__slug=area_slug, pk=paid_id)
    facts = facts_of(row, today)
    quarters = quarters_of(facts.runs.start, facts.until, today)
    chosen = _chosen(quarters, code)
    span = chosen or quarters.span
    said = scope_of(viewer, facts, today)
    around = AGREEMENT.rows(viewer, rows().filter(_near(facts)))
    near = [facts_of(one, today) for one in around.order_by("provider__name", "starts_on", "pk")]
    return DonePage(
        agreement=facts,
        said=said,
        quarters=quarters,
        chosen=chosen,
        is_partly=chosen in quarters.partly,
        is_running=span is not None and span.last_day > today,
        counted=None if span is None else _counted(facts.provider.id, said, span),
        also=tuple(one for one in near if one.provider == facts.provider),
        below=tuple(one for one in near if one.under_id == facts.id),
    )


def _chosen(quarters: Quarters, code: str) -> Span | None:
    if not code:
        return None
    found = {one.code: one for one in (*quarters.whole, *quarters.partly)}
    if code not in found:
        raise Http404
    return found[code]


def _near(of: AgreementFacts) -> Q:
    """What is paid on out of it, and what else the same body is paid by, in its time."""
    began = Q(ended_on=None) | Q(ended_on__gt=F("starts_on"))
    in_its_time = Q(starts_on__lt=of.until, ends_on__gt=of.runs.start) & (
        Q(ended_on=None) | Q(ended_on__gt=of.runs.start)
    )
    same = Q(area_id=of.area_id, provider_id=of.provider.id) & in_its_time
    return began & (Q(under_id=of.id) | same) & ~Q(pk=of.id)


def _counted(provider_id: int, said: Said, span: Span) -> Counted:
    kinds = {scope: [one for one in said.kinds if one.scope is scope] for scope in Scope}
    ids = {scope: [one.id for one in held] for scope, held in kinds.items()}
    found = record.done_by(provider_id, span, ids)
    parts = tuple(
        Part(
            scope,
            tuple(KindDone(one, found.kinds[one.id]) for one in held if one.id in found.kinds),
            tuple(one.name for one in held if one.id not in found.kinds),
            found.parts[scope],
        )
        for scope, held in kinds.items()
    )
    return Counted(parts, found.whole, found.organisations)
