"""The tree of places: what lies in what. Places are public, so whoever asks gets the same."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Q
from django.http import Http404

from trellis.kernel.capabilities import Capability
from trellis.kernel.earlier import stood_at
from trellis.kernel.policy import ReadOnlyError
from trellis.kernel.viewer import Viewer
from trellis.places import words
from trellis.places.models import Place
from trellis.places.policy import PLACE

_MOST_ROOTS: Final = 500  # parameters in one statement


@dataclass(frozen=True, slots=True)
class Node:
    """A place as it stands in the tree. `parent_id` is None for the area itself; `area_id` is
    the area's own id there, too. `depth` counts from 0."""

    id: int
    area_id: int
    parent_id: int | None
    kind: str
    code: str
    name: str
    slug: str
    opened_on: date | None
    closed_on: date | None
    tile_column: int | None
    tile_row: int | None
    depth: int = 0

    @property
    def kind_words(self) -> str:
        return str(Place.Kind(self.kind).label)

    def shown_on(self, today: date) -> date:
        """The day to show it as at: today, or its last or first day where it is past or to come."""
        if self.closed_on is not None and self.closed_on <= today:
            return self.closed_on - timedelta(days=1)
        return max(today, self.opened_on or today)


@dataclass(frozen=True)
class Area:
    """The root of a tree; `standing` is live, documented or invented."""

    id: int
    slug: str
    code: str
    name: str
    kind: str
    standing: str
    source: str


def areas(viewer: Viewer) -> list[Area]:
    """Every area, live ones first, then by name."""
    roots = PLACE.rows(viewer, Place.objects.filter(parent=None))
    order = {Place.Standing.LIVE: 0, Place.Standing.INVENTED: 1, Place.Standing.DOCUMENTED: 2}
    found = sorted(roots, key=lambda root: (order[Place.Standing(root.standing)], root.name))
    return [_area(root) for root in found]


def area(slug: str) -> Area:
    """Raises Http404."""
    root = Place.objects.filter(slug=slug, parent=None).first()
    if root is None:
        raise Http404
    return _area(root)


def areas_that(viewer: Viewer, rule: str) -> list[Area]:
    """The areas for which the policy's rule allows the viewer."""
    roots = PLACE.rows(viewer, Place.objects.filter(parent=None), rule)
    return [_area(root) for root in roots]


def area_to_import(viewer: Viewer, slug: str) -> Area:
    """Raises Http404, or PermissionDenied for somebody who may not bring files for it."""
    return _area(PLACE.get(viewer, Place.objects.filter(parent=None), "edit", slug=slug))


def place(viewer: Viewer, area_slug: str, code: str) -> Node:
    """The place of that code in that area, or the area itself. Raises Http404."""
    which = Q(area__slug=area_slug, area__parent=None) | Q(slug=area_slug, parent=None)
    return node(PLACE.get(viewer, Place.objects.filter(which), code=code))


def place_to_keep(viewer: Viewer, area_slug: str, code: str) -> Node:
    """The place, to write something of it: 404, or 403 for those who do not keep it, in words
    where nobody does because the record is history."""
    which = Q(area__slug=area_slug, area__parent=None) | Q(slug=area_slug, parent=None)
    row = PLACE.get(viewer, Place.objects.filter(which), "keep", code=code)
    if not PLACE.allows(viewer, "edit", row):
        raise ReadOnlyError(words.why_read_only(area(area_slug).name))
    return node(row)


def may_keep(viewer: Viewer, place_id: int) -> bool:
    """Whether the viewer may write something of the place; asks nothing for those who keep none."""
    if not viewer.holds(Capability.PLACES_IMPORT):
        return False
    return PLACE.rows(viewer, Place.objects.filter(pk=place_id), "edit").exists()


def of_its_kind(area_id: int, one: Node) -> list[Node]:
    """The other places of the same kind, those that have ended last."""
    found = [node for node in tree(area_id) if node.kind == one.kind and node.id != one.id]
    return sorted(found, key=lambda node: (node.closed_on is not None, _by_name(node)))


def tree(area_id: int, *, on: date | None = None, named_at: datetime | None = None) -> list[Node]:
    """The area and all that lies in it, parents before their children, siblings by name. With a
    day, only the places that there were on it. One query; with a moment, by the names they had
    then, two.

    Reads plain rows: a nation has ten thousand places, and every report begins with its tree.
    """
    rows = Place.objects.filter(Q(area_id=area_id) | Q(pk=area_id)).order_by()
    below: dict[int | None, list[Node]] = defaultdict(list)
    there = [Node(pk, area or pk, *facts) for pk, area, *facts in rows.values_list(*_FACTS)]
    for one in there if named_at is None else _as_named_at(there, named_at):
        if one.parent_id is None or on is None or _existed(one, on):
            below[one.parent_id].append(one)
    found: list[Node] = []
    waiting = [(one, 0) for one in below[None]]
    while waiting:
        one, depth = waiting.pop()
        found.append(replace(one, depth=depth) if depth else one)
        siblings = sorted(below[one.id], key=_by_name, reverse=True)
        waiting.extend((child, depth + 1) for child in siblings)
    return found


def _as_named_at(nodes: list[Node], moment: datetime) -> list[Node]:
    stood = stood_at(Place, [one.id for one in nodes], moment)
    return [
        replace(one, name=stood[one.id].get("name", one.name)) if one.id in stood else one
        for one in nodes
    ]


_FACTS: Final = tuple(field.name for field in fields(Node) if field.name != "depth")


def _by_name(one: Node) -> tuple[str, int]:
    """Sorted here, as databases differ in what they think of capitals and accents."""
    return one.name.casefold(), one.id


def _existed(row: Node, on: date) -> bool:
    begun = row.opened_on is None or row.opened_on <= on
    return begun and (row.closed_on is None or row.closed_on > on)


def children(place_id: int, *, on: date | None = None) -> list[Node]:
    """What lies directly in the place, by name; with a day, only what there was on it."""
    rows = [node(row) for row in Place.objects.filter(parent_id=place_id).order_by()]
    return sorted((row for row in rows if on is None or _existed(row, on)), key=_by_name)


def ancestors(place_id: int) -> list[Node]:
    """From the area down to the place's parent; empty for an area. One query."""
    return _above({place_id}).get(place_id, [])


def chains(place_ids: Collection[int]) -> dict[int, list[Node]]:
    """Each place with all above it: from the area down to the place itself. Two queries."""
    above = _above(place_ids)
    own = {row.pk: node(row) for row in Place.objects.filter(pk__in=place_ids)}
    return {pk: [*above.get(pk, []), own[pk]] for pk in place_ids if pk in own}


def subtree_ids(place_ids: Collection[int]) -> frozenset[int]:
    """The places and all that lies in them, however deep."""
    return frozenset().union(*subtrees(place_ids).values())


def subtrees(place_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each place: itself and all that lies in it. One query that walks down the index, so
    its cost is that of what it finds, not of all places there are."""
    found: dict[int, set[int]] = {place_id: set() for place_id in place_ids}
    for root, below in _walk(place_ids, _DOWN):
        found[root].add(below)
    return {root: frozenset(ids) for root, ids in found.items()}


_DOWN: Final = """
WITH RECURSIVE walk (root, place) AS (
    SELECT id, id FROM places_place WHERE id IN ({marks})
    UNION ALL
    SELECT walk.root, child.id FROM places_place child JOIN walk ON child.parent_id = walk.place
)
SELECT root, place FROM walk
"""
_UP: Final = """
WITH RECURSIVE walk (root, place, steps) AS (
    SELECT id, parent_id, 1 FROM places_place
    WHERE parent_id IS NOT NULL AND id IN ({marks})
    UNION ALL
    SELECT walk.root, here.parent_id, walk.steps + 1
    FROM places_place here JOIN walk ON here.id = walk.place WHERE here.parent_id IS NOT NULL
)
SELECT root, place FROM walk ORDER BY root, steps DESC
"""


def _walk(place_ids: Collection[int], statement: str) -> list[tuple[int, int]]:
    ids = list(place_ids)
    found: list[tuple[int, int]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(ids), _MOST_ROOTS):
            part = ids[start : start + _MOST_ROOTS]
            cursor.execute(statement.format(marks=", ".join(["%s"] * len(part))), part)
            found.extend(cursor.fetchall())
    return found


def _above(place_ids: Collection[int]) -> Mapping[int, list[Node]]:
    pairs = _walk(place_ids, _UP)
    rows = Place.objects.in_bulk({above for _place, above in pairs})
    found: dict[int, list[Node]] = defaultdict(list)
    for below, above in pairs:
        found[below].append(node(rows[above], len(found[below])))
    return found


def node(row: Place, depth: int = 0) -> Node:
    return Node(
        id=row.pk,
        area_id=row.area_id or row.pk,
        parent_id=row.parent_id,
        kind=row.kind,
        code=row.code,
        name=row.name,
        slug=row.slug,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        tile_column=row.tile_column,
        tile_row=row.tile_row,
        depth=depth,
    )


def _area(root: Place) -> Area:
    return Area(root.pk, root.slug, root.code, root.name, root.kind, root.standing, root.source)
