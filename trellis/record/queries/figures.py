"""What was done in an area, counted: by kind, by provider, by place and by what it served. These
figures are public; what they are counted from is not."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.http import Http404

from trellis.kernel.periods import Span, quarter
from trellis.organisations import queries as organisations
from trellis.places import queries as places
from trellis.record import words
from trellis.record.models import Cell, ServiceType, Tag, TagCell
from trellis.record.queries.subjects import KINDS, TAGS, AnyCell, Subjects
from trellis.record.rules import reach
from trellis.record.rules.bridges import Bridge, bridge
from trellis.record.rules.cells import ALL, quarter_of, span_of
from trellis.record.rules.shares import WHOLE

K = TypeVar("K")
C = TypeVar("C", Cell, TagCell)


@dataclass(frozen=True)
class Counts:
    """What adds up, and who was reached. Of a provider, `events` are those it contributed to,
    which never add up over providers, and `credit` its shares of them, which do."""

    events: int
    credit: Decimal
    quantity: Decimal
    minutes: Decimal
    pence: Decimal
    organisations: int
    people: int

    @property
    def helped(self) -> str:
        return words.helped_words(self.organisations, self.people)


@dataclass(frozen=True)
class Figure:
    """Of one provider, place or kind."""

    id: int
    name: str
    counts: Counts
    code: str = ""
    heading: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Parts:
    """A whole by its parts, with the sentences that bridge them; None where nobody was reached."""

    figures: tuple[Figure, ...]
    organisations: Bridge | None
    people: Bridge | None


@dataclass(frozen=True)
class Report:
    """What was done in a place, or in the whole area, in some quarters; of one kind or of all, or
    what of it served one outcome or issue (`kinds` is empty then)."""

    place: places.Node
    span: Span
    whole: Counts
    kinds: tuple[Figure, ...]
    providers: Parts
    inside: Parts


def quarters_within(span: Span) -> list[int]:
    """The quarters that lie in the span, by their numbers; Http404 where it is not made of such."""
    found, day = [], span.start
    while day < span.end:
        one = quarter(day)
        if one.start < span.start or one.end > span.end:
            raise Http404
        found.append(quarter_of(one.start))
        day = one.end
    return found


def spans(area_id: int) -> list[Span]:
    """The quarters in which anything was recorded, newest first. One query."""
    cells = Cell.objects.filter(service_type__area=area_id, provider=ALL)
    numbers = cells.order_by("-quarter").values_list("quarter", flat=True).distinct()
    return [span_of(number) for number in numbers]


@dataclass(frozen=True)
class Served:
    """What was done for each outcome, and about each issue, in a place. One thing can be named in
    several, so that these never add up."""

    place: places.Node
    span: Span
    outcomes: tuple[Figure, ...]
    issues: tuple[Figure, ...]


def report(
    area_id: int,
    span: Span,
    *,
    code: str = "",
    kind: ServiceType | None = None,
    tag: Tag | None = None,
) -> Report:
    """Four queries, however much was recorded: kinds, places, cells, names."""
    nodes = places.tree(area_id)
    place = _place(nodes, code)
    below = _branches(nodes, place)
    kinds = {row.pk: row for row in ServiceType.objects.filter(area=area_id)}
    if tag:
        cells = _cells(TAGS, span, [tag.pk], list(below))
    else:
        cells = _cells(KINDS, span, [kind.pk] if kind else list(kinds), list(below))
    once = [cell for cell in cells if cell.provider == ALL]
    shared = [cell for cell in cells if cell.provider != ALL]
    whole = counts_of(once)
    names = organisations.named({cell.provider for cell in shared})
    branches = {one.id: one for one in nodes}
    return Report(
        place=place,
        span=span,
        whole=whole,
        kinds=() if tag else _kinds(once, kinds),
        providers=_parts(
            whole,
            _grouped(shared, lambda cell: cell.provider),
            lambda pk, held: Figure(pk, names.get(pk, ""), held),
        ),
        inside=_parts(
            whole,
            _grouped(once, lambda cell: below[cell.place_id]),
            lambda pk, held: Figure(pk, branches[pk].name, held, branches[pk].code),
        ),
    )


def kind(area_id: int, kind_id: int) -> ServiceType:
    """Raises Http404."""
    row = ServiceType.objects.filter(area=area_id, pk=kind_id).first()
    if row is None:
        raise Http404
    return row


def served(area_id: int, span: Span, *, code: str = "") -> Served:
    """By outcome and issue, those of which nothing was done among them while they are open. Three
    queries."""
    nodes = places.tree(area_id)
    place = _place(nodes, code)
    tags = {row.pk: row for row in Tag.objects.filter(area=area_id)}
    cells = _cells(TAGS, span, list(tags), list(_branches(nodes, place)))
    once = _grouped((cell for cell in cells if cell.provider == ALL), lambda cell: cell.tag_id)
    found = [
        (row, Figure(row.pk, row.name, counts_of(once.get(row.pk, [])), row.code))
        for row in tags.values()
        if row.is_open or row.pk in once
    ]
    return Served(
        place,
        span,
        tuple(figure for row, figure in found if row.kind == Tag.Kind.OUTCOME),
        tuple(figure for row, figure in found if row.kind == Tag.Kind.ISSUE),
    )


def tag(area_id: int, tag_id: int) -> Tag:
    """Raises Http404."""
    row = Tag.objects.filter(area=area_id, pk=tag_id).first()
    if row is None:
        raise Http404
    return row


def _place(nodes: Sequence[places.Node], code: str) -> places.Node:
    """The area itself without a code. Raises Http404."""
    place = next((one for one in nodes if one.code == code), None) if code else nodes[0]
    if place is None:
        raise Http404
    return place


def _branches(nodes: Sequence[places.Node], root: places.Node) -> dict[int, int]:
    """Of the root and each place in it: in which part of the root it lies. The root is a part of
    its own: what was done there, and not in one of its places."""
    found = {root.id: root.id}
    for node in nodes:  # parents come before their children
        if node.parent_id in found:
            above = found[node.parent_id]
            found[node.id] = node.id if above == root.id and node.parent_id == root.id else above
    return found


def _cells(
    of: Subjects, span: Span, subjects: Collection[int], inside: Collection[int]
) -> list[Any]:
    rows = of.model.objects.filter(
        quarter__in=quarters_within(span), place__in=inside, **{f"{of.field}__in": subjects}
    )
    return list(rows.order_by("quarter", "place", "provider"))


def _grouped(cells: Iterable[C], by: Callable[[C], K]) -> dict[K, list[C]]:
    found: dict[K, list[C]] = defaultdict(list)
    for cell in cells:
        found[by(cell)].append(cell)
    return found


def _kinds(once: Sequence[Cell], kinds: dict[int, ServiceType]) -> tuple[Figure, ...]:
    found = [
        Figure(
            pk, kinds[pk].name, counts_of(held), kinds[pk].code, kinds[pk].heading, kinds[pk].unit
        )
        for pk, held in _grouped(once, lambda cell: cell.service_type_id).items()
    ]
    return tuple(sorted(found, key=lambda one: (one.heading, one.name)))


def _parts(
    whole: Counts, groups: dict[int, list[AnyCell]], made: Callable[[int, Counts], Figure]
) -> Parts:
    figures = [made(pk, counts_of(held)) for pk, held in groups.items()]
    figures.sort(key=lambda one: (-one.counts.events, one.name))
    return Parts(
        tuple(figures),
        _bridge((one.counts.organisations for one in figures), whole.organisations),
        _bridge((one.counts.people for one in figures), whole.people),
    )


def _bridge(parts: Iterable[int], whole: int) -> Bridge | None:
    return bridge(parts, whole) if whole else None


def counts_of(cells: Sequence[AnyCell]) -> Counts:
    """Of one provider's cells, or of those in which activities are counted once: sums add up, and
    sets are united."""
    return Counts(
        events=sum(cell.events for cell in cells),
        credit=_whole(sum(cell.events_shared for cell in cells)),
        quantity=_whole(sum(cell.quantity_shared for cell in cells)),
        minutes=_whole(sum(cell.minutes_shared for cell in cells)),
        pence=_whole(sum(cell.pence_shared for cell in cells)),
        organisations=_reached(cells, "organisations", "organisation_set"),
        people=_reached(cells, "people", "person_set"),
    )


def _reached(cells: Sequence[AnyCell], size: str, kept: str) -> int:
    """Of a single cell its size is there already."""
    held = [cell for cell in cells if getattr(cell, size)]
    if len(held) <= 1:
        return sum(getattr(cell, size) for cell in held)
    return len(reach.united(getattr(cell, kept) for cell in held))


def _whole(shared: int) -> Decimal:
    return Decimal(shared) / WHOLE
