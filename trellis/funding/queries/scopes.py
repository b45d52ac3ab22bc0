"""What an agreement pays for, kind by kind, and who else in its chain says otherwise."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from trellis.funding.models import Agreement, ScopeLine
from trellis.funding.policy import AGREEMENT
from trellis.funding.queries.rows import AgreementFacts, facts_of, mark_of_scope, rows
from trellis.funding.rules import Scope, above, below
from trellis.kernel.periods import quarter
from trellis.kernel.viewer import Viewer
from trellis.record import queries as record


@dataclass(frozen=True)
class KindSaid:
    """A kind of thing that is recorded, and what the agreement says of it."""

    id: int
    name: str
    heading: str
    unit: str
    scope: Scope
    is_unpaid_above: bool  # an agreement that it is paid out of does not pay for it


@dataclass(frozen=True)
class Heading:
    """Kinds that stand under one heading in the record, by name."""

    name: str
    kinds: tuple[KindSaid, ...]


@dataclass(frozen=True)
class Against:
    """Another agreement of the chain that says otherwise, and of which kinds. `is_above`: it does
    not pay for what this one does; else it pays, out of this one, for what this one does not."""

    agreement: AgreementFacts
    is_above: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What an agreement says of every kind that could be recorded in its time. `mark` is of what
    is said, for who says it anew."""

    headings: tuple[Heading, ...]
    against: tuple[Against, ...]
    mark: str

    @property
    def kinds(self) -> tuple[KindSaid, ...]:
        return tuple(kind for heading in self.headings for kind in heading.kinds)

    @property
    def inside(self) -> list[str]:
        return named(self.kinds, Scope.INSIDE)

    @property
    def outside(self) -> list[str]:
        return named(self.kinds, Scope.OUTSIDE)

    @property
    def not_said(self) -> list[str]:
        return named(self.kinds, Scope.NOT_SAID)

    def by_heading(self, scope: Scope) -> list[tuple[str, list[str]]]:
        """The names of kinds, each heading with its own; no heading without any."""
        found = ((heading.name, named(heading.kinds, scope)) for heading in self.headings)
        return [(heading, names) for heading, names in found if names]


def named(kinds: Iterable[KindSaid], scope: Scope) -> list[str]:
    return [kind.name for kind in kinds if kind.scope is scope]


def scope_of(viewer: Viewer, of: AgreementFacts, today: date) -> Said:
    """Of an agreement, with the others of its chain that say otherwise. Three queries, and two more
    where there are such."""
    relatives = _relatives(of)
    said: dict[int, dict[int, bool]] = {}
    lines = ScopeLine.objects.filter(agreement__in=[of.id, *relatives])
    for pk, kind, is_paid_for in lines.values_list("agreement", "service_type", "is_paid_for"):
        said.setdefault(pk, {})[kind] = is_paid_for
    own = said.pop(of.id, {})
    unpaid = {
        kind
        for pk, theirs in said.items()
        for kind, is_paid_for in theirs.items()
        if relatives[pk] and not is_paid_for
    }
    kinds = _kinds(of, own, unpaid)
    return Said(
        headings=tuple(_under_headings(kinds)),
        against=tuple(_against(viewer, relatives, own, said, kinds, today)),
        mark=mark_of_scope(own),
    )


_SCOPES: Final = {True: Scope.INSIDE, False: Scope.OUTSIDE, None: Scope.NOT_SAID}


def _kinds(of: AgreementFacts, own: Mapping[int, bool], unpaid: Collection[int]) -> list[KindSaid]:
    begins = quarter(of.runs.start).start  # what was done is counted by quarters
    return [
        KindSaid(
            one.id, one.name, one.heading, one.unit, _SCOPES[own.get(one.id)], one.id in unpaid
        )
        for one in record.kinds_named(of.area_id)
        if one.ended_on is None or one.ended_on > begins or one.id in own
    ]


def _under_headings(kinds: Iterable[KindSaid]) -> Iterable[Heading]:
    under: dict[str, list[KindSaid]] = {}
    for one in kinds:
        under.setdefault(one.heading, []).append(one)
    return (Heading(name, tuple(many)) for name, many in under.items())


def _relatives(of: AgreementFacts) -> dict[int, bool]:
    """The agreements that it stands under, and those that stand under it and began; of each,
    whether it is above."""
    held = Agreement.objects.filter(area=of.area_id).order_by()
    there = list(held.values_list("pk", "under_id", "starts_on", "ended_on"))
    under = {pk: above_it for pk, above_it, _starts_on, _ended_on in there}
    never = {pk for pk, _above_it, starts_on, ended_on in there if ended_on == starts_on}
    found = dict.fromkeys(above(under, of.id), True)
    return found | {pk: False for pk in below(under, of.id) if pk not in never}


def _against(
    viewer: Viewer,
    relatives: Mapping[int, bool],
    own: Mapping[int, bool],
    said: Mapping[int, Mapping[int, bool]],
    kinds: Collection[KindSaid],
    today: date,
) -> Iterable[Against]:
    wrong: dict[int, tuple[str, ...]] = {}
    for pk, theirs in said.items():
        # Who pays for it stands below, and who does not stands above.
        payer, source = (own, theirs) if relatives[pk] else (theirs, own)
        names = [
            one.name for one in kinds if payer.get(one.id) is True and source.get(one.id) is False
        ]
        if names:
            wrong[pk] = tuple(names)
    if not wrong:
        return
    for row in AGREEMENT.rows(viewer, rows().filter(pk__in=wrong)):
        yield Against(facts_of(row, today), relatives[row.pk], wrong[row.pk])
