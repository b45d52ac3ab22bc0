"""The agreements of an area as chains: who pays whom, and who pays on out of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from trellis.funding.models import Agreement
from trellis.funding.policy import AGREEMENT
from trellis.funding.queries.accepting import Acceptor, accepting
from trellis.funding.queries.rows import (
    AgreementFacts,
    Body,
    ending_soon,
    facts_of,
    followers_of,
    in_force,
    rows,
)
from trellis.funding.queries.scopes import Said, scope_of
from trellis.funding.rules import Standing, below
from trellis.kernel.viewer import Viewer
from trellis.places import queries as places


@dataclass(frozen=True)
class Row:
    """An agreement, and who accepts the returns of its provider today; None: nobody."""

    agreement: AgreementFacts
    acceptor: Acceptor | None


@dataclass(frozen=True)
class Step:
    """What one provider pays on out of one agreement."""

    payer: Body
    above: AgreementFacts
    rows: tuple[Row, ...]
    over: tuple[Row, ...]

    @property
    def amount_pence(self) -> int | None:
        """Of those that are not over; None as soon as one is not stated."""
        amounts = [one.agreement.amount_pence for one in self.rows]
        return None if None in amounts else sum(one for one in amounts if one is not None)

    @property
    def all_accepted_by(self) -> tuple[str, ...]:
        """Whoever accepts the returns of each of those paid; nobody where that differs."""
        found = {
            row.acceptor.names if row.acceptor and row.agreement.is_reported else ()
            for row in self.rows
        }
        return found.pop() if len(found) == 1 else ()


@dataclass(frozen=True)
class Chain:
    """A main agreement and what is paid on out of it, nearest to the money first."""

    main: Row
    steps: tuple[Step, ...]

    @property
    def is_over(self) -> bool:
        return self.main.agreement.standing is Standing.OVER


@dataclass(frozen=True)
class AreaCount:
    """An area, and how many agreements are in force in it."""

    area: places.Area
    in_force: int


def areas(viewer: Viewer, today: date) -> list[AreaCount]:
    """Every area of the deployment, live ones first."""
    held = AGREEMENT.rows(viewer, Agreement.objects.filter(in_force(today))).order_by()
    counts = dict(held.values_list("area_id").annotate(Count("pk")))
    return [AreaCount(one, counts.get(one.id, 0)) for one in places.areas(viewer)]


def chains(viewer: Viewer, area_id: int, today: date) -> list[Chain]:
    """All chains of an area: first what is paid on, then by their last day; what is over last."""
    found = AGREEMENT.rows(viewer, rows().filter(area_id=area_id))
    facts = [facts_of(row, today) for row in found]
    by = _rows_of(facts, area_id, today)
    under: dict[int | None, list[Row]] = {}
    for row in by:
        under.setdefault(row.agreement.under_id, []).append(row)
    found_chains = [Chain(main, tuple(_steps(main, under))) for main in under.get(None, ())]
    return sorted(
        found_chains, key=lambda one: (one.is_over, not one.steps, one.main.agreement.until)
    )


def _rows_of(facts: Iterable[AgreementFacts], area_id: int, today: date) -> list[Row]:
    many = sorted(facts, key=lambda one: (one.provider.name, one.runs.start, one.id))
    now = [one for one in many if one.standing is Standing.IN_FORCE]
    found = accepting([one.provider.id for one in now], area_id, today)
    return [Row(one, found.get(one.provider.id) if one in now else None) for one in many]


def _steps(main: Row, under: dict[int | None, list[Row]]) -> Iterable[Step]:
    """Level by level; a provider that pays nobody on makes no step."""
    level = [main]
    while level:
        below: list[Row] = []
        for above in level:
            if held := under.get(above.agreement.id):
                yield _step(above.agreement, held)
                below += held
        level = below


def _step(above: AgreementFacts, held: Sequence[Row]) -> Step:
    over = tuple(row for row in held if row.agreement.standing is Standing.OVER)
    return Step(above.provider, above, tuple(row for row in held if row not in over), over)


@dataclass(frozen=True)
class AgreementPage:
    """One agreement, what it stands under and what is paid on out of it. `moves` are those open to
    the viewer: change, end, contributors, scope, follow, pay_on. `is_open_what_follows`: it ends
    soon, and nobody has said what follows."""

    agreement: AgreementFacts
    acceptor: Acceptor | None
    above: AgreementFacts | None
    below: Step | None
    follower: AgreementFacts | None
    said: Said
    is_open_what_follows: bool
    moves: frozenset[str]


def agreement_page(viewer: Viewer, area_slug: str, paid_id: int, today: date) -> AgreementPage:
    """404 where there is none of that number in that area."""
    row = AGREEMENT.get(viewer, rows(), area__slug=area_slug, pk=paid_id)
    near = Q(pk=row.under_id) | Q(under_id=row.pk)
    around = [facts_of(one, today) for one in AGREEMENT.rows(viewer, rows().filter(near))]
    facts = facts_of(row, today)
    by = {one.agreement.id: one for one in _rows_of([facts, *around], row.area_id, today)}
    above = by.pop(row.under_id).agreement if row.under_id is not None else None
    own = by.pop(row.pk)
    step = _step(facts, list(by.values())) if by else None
    after = AGREEMENT.rows(viewer, rows().filter(followers_of(row))).first()
    said = scope_of(viewer, facts, today)
    return AgreementPage(
        agreement=facts,
        acceptor=own.acceptor,
        above=above,
        below=step,
        follower=None if after is None else facts_of(after, today),
        said=said,
        is_open_what_follows=after is None
        and Agreement.objects.filter(ending_soon(today), pk=row.pk).exists(),
        moves=_moves(viewer, row, facts, said),
    )


def _moves(viewer: Viewer, row: Agreement, facts: AgreementFacts, said: Said) -> frozenset[str]:
    found = set()
    is_over = facts.standing is Standing.OVER
    if AGREEMENT.allows(viewer, "edit", row):
        found.add("follow")
        if facts.ended_on is None:
            found |= {"change"} | ({"contributors"} if row.under_id is None else set())
            found |= {"scope"} if said.kinds else set()
        if not is_over:
            found.add("end")
    if not is_over and AGREEMENT.allows(viewer, "pay_on", row):
        found.add("pay_on")
    return frozenset(found)


def paid_out_of(viewer: Viewer, of: AgreementFacts, today: date) -> list[AgreementFacts]:
    """All that stands under an agreement, level by level, and is not over."""
    subs = AGREEMENT.rows(viewer, rows().filter(area_id=of.area_id, under__isnull=False))
    facts = {row.pk: facts_of(row, today) for row in subs}
    found = below({pk: one.under_id for pk, one in facts.items()}, of.id)
    return [facts[pk] for pk in found if facts[pk].standing is not Standing.OVER]
