"""What kinds of things are recorded in an area, and by which rule each is shared out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ReadOnlyError, require_capability
from trellis.kernel.viewer import Viewer
from trellis.places import queries as places
from trellis.record import words
from trellis.record.models import ServiceType, ShareRule
from trellis.record.policy import SERVICE_TYPE
from trellis.record.rules.shares import RuleKind


@dataclass(frozen=True)
class RuleFacts:
    """How a kind is shared out from a day on. `until` is the first day on which another rule holds
    instead; None where none is agreed."""

    kind: RuleKind
    valid_from: date
    until: date | None
    agreed: str

    @property
    def says(self) -> str:
        return str(words.RULES[self.kind])

    @property
    def example(self) -> str:
        return words.rule_example(self.kind)

    @property
    def last_day(self) -> date | None:
        return None if self.until is None else self.until - timedelta(days=1)


@dataclass(frozen=True)
class KindFacts:
    """A kind as anybody may read it, with the rules agreed for it, the latest first. Without
    `in_force` nothing has been agreed for today, and all of it goes to whoever leads."""

    row: ServiceType
    id: int
    area_id: int
    area_slug: str
    area_name: str
    area_standing: str
    name: str
    heading: str
    about: str
    unit: str
    whom_for: str
    asks_minutes: bool
    asks_money: bool
    ended_on: date | None
    mark: str
    is_over: bool
    to_come: tuple[RuleFacts, ...]
    in_force: RuleFacts | None
    earlier: tuple[RuleFacts, ...]

    @property
    def whom_for_words(self) -> str:
        return str(ServiceType.For(self.whom_for).label)

    @property
    def last_day(self) -> date | None:
        return None if self.ended_on is None else self.ended_on - timedelta(days=1)

    @property
    def without_rule(self) -> str:
        """How it is shared out today, where nothing was agreed."""
        return words.rule_example(RuleKind.LEAD)


@dataclass(frozen=True)
class KindsPage:
    """The kinds of an area: open ones under their headings, then those that have ended."""

    area: places.Area
    headings: tuple[tuple[str, tuple[KindFacts, ...]], ...]
    over: tuple[KindFacts, ...]
    may_keep: bool


@dataclass(frozen=True)
class KindPage:
    kind: KindFacts
    may_keep: bool


def kinds(viewer: Viewer, area_slug: str, today: date) -> KindsPage:
    area = places.area(area_slug)
    rows = SERVICE_TYPE.rows(viewer, _rows().filter(area=area.id))
    found = [_facts_of(row, today) for row in rows]
    open_ = [one for one in found if not one.is_over]
    return KindsPage(
        area=area,
        headings=tuple(_under_headings(open_)),
        over=tuple(one for one in found if one.is_over),
        may_keep=may_add(viewer, area),
    )


def kind_page(viewer: Viewer, area_slug: str, kind_id: int, today: date) -> KindPage:
    """404 where there is none of that number in that area."""
    row = SERVICE_TYPE.get(viewer, _rows(), area__slug=area_slug, pk=kind_id)
    return KindPage(_facts_of(row, today), SERVICE_TYPE.allows(viewer, "edit", row))


def kind_to_keep(viewer: Viewer, area_slug: str, kind_id: int, today: date) -> KindFacts:
    """404 where there is none, 403 for whoever does not keep the record of the area, in words
    where nobody changes it any more."""
    row = SERVICE_TYPE.get(viewer, _rows(), "keep", area__slug=area_slug, pk=kind_id)
    if not SERVICE_TYPE.allows(viewer, "edit", row):
        raise ReadOnlyError(words.why_read_only(row.area.standing, row.area.name))
    return _facts_of(row, today)


def area_to_keep(viewer: Viewer, area_slug: str) -> places.Area:
    """The area, for whoever keeps its record: 404 and 403 as `kind_to_keep`."""
    area = places.area(area_slug)
    require_capability(viewer, Can.RECORD_KEEP, place_id=area.id)
    if why := words.why_read_only(area.standing, area.name):
        raise ReadOnlyError(why)
    return area


def headings_of(viewer: Viewer, area_id: int) -> list[str]:
    """The headings there are, for who writes another kind under one of them."""
    rows = SERVICE_TYPE.rows(viewer, ServiceType.objects.filter(area=area_id))
    return list(dict.fromkeys(rows.order_by("heading").values_list("heading", flat=True)))


def may_add(viewer: Viewer, area: places.Area) -> bool:
    try:
        require_capability(viewer, Can.RECORD_KEEP, place_id=area.id)
    except PermissionDenied:
        return False
    return not words.why_read_only(area.standing, area.name)


def _rows() -> QuerySet[ServiceType]:
    """Two questions, however many there are."""
    return ServiceType.objects.select_related("area").prefetch_related("share_rules")


def _under_headings(
    found: Iterable[KindFacts],
) -> Iterable[tuple[str, tuple[KindFacts, ...]]]:
    under: dict[str, list[KindFacts]] = {}
    for one in found:
        under.setdefault(one.heading, []).append(one)
    return ((heading, tuple(many)) for heading, many in under.items())


def _facts_of(row: ServiceType, today: date) -> KindFacts:
    rules = list(_rules_of(list(row.share_rules.all())))
    begun = [one for one in rules if one.valid_from <= today]
    return KindFacts(
        row=row,
        id=row.pk,
        area_id=row.area_id,
        area_slug=row.area.slug,
        area_name=row.area.name,
        area_standing=row.area.standing,
        name=row.name,
        heading=row.heading,
        about=row.about,
        unit=row.unit,
        whom_for=row.whom_for,
        asks_minutes=row.asks_minutes,
        asks_money=row.asks_money,
        ended_on=row.ended_on,
        mark=row.mark,
        is_over=row.ended_on is not None and row.ended_on <= today,
        to_come=tuple(one for one in rules if one.valid_from > today),
        in_force=begun[0] if begun else None,
        earlier=tuple(begun[1:]),
    )


def _rules_of(rows: Sequence[ShareRule]) -> Iterable[RuleFacts]:
    """The latest first. Of two agreed for one day the later one holds, and the other never did."""
    until: date | None = None
    for row in sorted(rows, key=lambda one: (one.valid_from, one.pk), reverse=True):
        if row.valid_from != until:
            yield RuleFacts(RuleKind(row.kind), row.valid_from, until, row.agreed)
            until = row.valid_from
