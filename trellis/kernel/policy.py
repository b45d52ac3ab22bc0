"""Who may do what to which rows: one object answers for a single row and for a whole list.

A rule turns a viewer into a `Q`. The yes/no for one row is the same `Q` asked of that row, so a
list, its CSV, the page and the search can never disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer

M = TypeVar("M", bound=Model)


class ReadOnlyError(PermissionDenied):
    """Whoever asks would have the power, but the record takes no more writes. Its text says why,
    to be read by whoever asked."""


ALL_ROWS = ~Q(pk__in=[])
NO_ROWS = Q(pk__in=[])


class Rule:
    """Turns a viewer into the rows that the viewer may have. Combine with `|`, `&`, `~`."""

    def rows(self, viewer: Viewer) -> Q:
        raise NotImplementedError

    def paths(self) -> tuple[str, ...]:
        """The field paths it reads, so that a test can refuse one that climbs to a higher room."""
        return ()

    def __or__(self, other: "Rule") -> "Rule":
        return _Joined(self, other, Q.OR)

    def __and__(self, other: "Rule") -> "Rule":
        return _Joined(self, other, Q.AND)

    def __invert__(self) -> "Rule":
        return _Not(self)


@dataclass(frozen=True)
class _Joined(Rule):
    left: Rule
    right: Rule
    how: str

    def rows(self, viewer: Viewer) -> Q:
        left, right = self.left.rows(viewer), self.right.rows(viewer)
        return left | right if self.how == Q.OR else left & right

    def paths(self) -> tuple[str, ...]:
        return self.left.paths() + self.right.paths()


@dataclass(frozen=True)
class _Not(Rule):
    rule: Rule

    def rows(self, viewer: Viewer) -> Q:
        return ~self.rule.rows(viewer)

    def paths(self) -> tuple[str, ...]:
        return self.rule.paths()


@dataclass(frozen=True)
class where(Rule):  # noqa: N801  (reads as a word in a policy)
    """Rows in a given condition, whoever asks."""

    condition: Q

    def rows(self, viewer: Viewer) -> Q:  # noqa: ARG002
        return self.condition

    def paths(self) -> tuple[str, ...]:
        return tuple(_paths_of(self.condition))


@dataclass(frozen=True)
class can(Rule):  # noqa: N801
    """Rows whose organisation (`at`, a path; "" for the row itself) or place (`over`) is one
    where the viewer holds the capability. With neither, only platform administrators."""

    capability: Capability
    at: str | None = None
    over: str | None = None

    def rows(self, viewer: Viewer) -> Q:
        if self.capability in viewer.everywhere:
            return ALL_ROWS
        found = NO_ROWS
        if self.at is not None and (held := viewer.organisations_with(self.capability)):
            found |= Q(**{f"{self.at or 'pk'}__in": held})
        if self.over is not None and (held := viewer.places_with(self.capability)):
            found |= Q(**{f"{self.over or 'pk'}__in": held})
        return found

    def paths(self) -> tuple[str, ...]:
        return tuple(path for path in (self.at, self.over) if path)


@dataclass(frozen=True)
class reaches(Rule):  # noqa: N801
    """Rows that have a related row (many to one) in a place the viewer's role reaches.

    `through` names the related model, `link` its foreign key to this row, `place` its foreign
    key to the place. Asked with `Exists`, so that a row never appears twice.
    """

    capability: Capability
    through: type[Model]
    link: str
    place: str = "place"

    def rows(self, viewer: Viewer) -> Q:
        if self.capability in viewer.everywhere:
            return ALL_ROWS
        held = viewer.places_with(self.capability)
        if not held:
            return NO_ROWS
        related = self.through._default_manager.filter(  # noqa: SLF001
            **{self.link: OuterRef("pk"), f"{self.place}__in": held}
        )
        return Q(Exists(related))


@dataclass(frozen=True)
class at_one_of(Rule):  # noqa: N801
    """Rows that have a related row (many to one) naming an organisation where the viewer holds
    the capability: `link` is its foreign key to this row, `organisation` that to the body.

    Not every power holds everywhere: whoever keeps the platform is none of those bodies.
    """

    capability: Capability
    through: type[Model]
    link: str
    organisation: str = "organisation"

    def rows(self, viewer: Viewer) -> Q:
        held = viewer.organisations_with(self.capability)
        if not held:
            return NO_ROWS
        related = self.through._default_manager.filter(  # noqa: SLF001
            **{self.link: OuterRef("pk"), f"{self.organisation}__in": held}
        )
        return Q(Exists(related))


@dataclass(frozen=True)
class beside(Rule):  # noqa: N801
    """Rows beside which another table has a row that names an organisation where the viewer holds
    the capability. `match` says by which of its fields it belongs to which of this row's; a field
    of this row that is empty belongs to nothing."""

    capability: Capability
    through: type[Model]
    match: tuple[tuple[str, str], ...]
    organisation: str = "organisation"

    def rows(self, viewer: Viewer) -> Q:
        held = viewer.organisations_with(self.capability)
        if not held:
            return NO_ROWS
        belonging = {theirs: OuterRef(ours) for theirs, ours in self.match}
        related = self.through._default_manager.filter(  # noqa: SLF001
            **belonging, **{f"{self.organisation}__in": held}
        )
        return Q(Exists(related))

    def paths(self) -> tuple[str, ...]:
        return tuple(ours for _theirs, ours in self.match)


@dataclass(frozen=True)
class holds(Rule):  # noqa: N801
    """Every row, for whoever holds the capability at some organisation."""

    capability: Capability

    def rows(self, viewer: Viewer) -> Q:
        return ALL_ROWS if viewer.organisations_with(self.capability) else NO_ROWS


@dataclass(frozen=True)
class not_by(Rule):  # noqa: N801
    """Rows that do not name the viewer's account: whoever did the one thing does not do the
    other. One that names nobody is open to all."""

    account: str

    def rows(self, viewer: Viewer) -> Q:
        if not viewer.account_id:
            return NO_ROWS
        return Q(**{self.account: None}) | ~Q(**{self.account: viewer.account_id})

    def paths(self) -> tuple[str, ...]:
        return (self.account,)


@dataclass(frozen=True)
class own(Rule):  # noqa: N801
    """Rows that belong to the viewer as a person."""

    person: str = "person"

    def rows(self, viewer: Viewer) -> Q:
        return Q(**{self.person: viewer.person_id}) if viewer.person_id else NO_ROWS

    def paths(self) -> tuple[str, ...]:
        return (self.person,)


@dataclass(frozen=True)
class own_account(Rule):  # noqa: N801
    """Rows that belong to the viewer's account."""

    account: str = "account"

    def rows(self, viewer: Viewer) -> Q:
        return Q(**{self.account: viewer.account_id}) if viewer.account_id else NO_ROWS

    def paths(self) -> tuple[str, ...]:
        return (self.account,)


@dataclass(frozen=True)
class by_system(Rule):  # noqa: N801
    """Every row, for the system itself only: what loads a record before it is closed."""

    def rows(self, viewer: Viewer) -> Q:
        return ALL_ROWS if viewer.is_system else NO_ROWS


ANYONE = where(ALL_ROWS)
NOBODY = where(NO_ROWS)


class Policy:
    """The rules of one model: `Policy(view=…, edit=…)`. Every policy has a `view`."""

    def __init__(self, *, view: Rule, **rules: Rule) -> None:
        self.rules: Mapping[str, Rule] = {"view": view, **rules}

    def rows(self, viewer: Viewer, queryset: QuerySet[M], rule: str = "view") -> QuerySet[M]:
        """The rows of `queryset` for which the rule allows the viewer."""
        return queryset.filter(self.rules[rule].rows(viewer))

    def allows(self, viewer: Viewer, rule: str, row: Model) -> bool:
        manager = type(row)._default_manager  # noqa: SLF001
        return self.rows(viewer, manager.filter(pk=row.pk), rule).exists()

    def get(self, viewer: Viewer, queryset: QuerySet[M], rule: str = "view", **which: Any) -> M:
        """The one row, or 404 where it may not be seen (not yours looks like not there), or 403
        where it may be seen but the rule refuses."""
        row = self.rows(viewer, queryset.filter(**which)).first()
        if row is None:
            raise Http404
        if rule != "view":
            self.require(viewer, rule, row)
        return row

    def require(self, viewer: Viewer, rule: str, row: Model) -> None:
        if not self.allows(viewer, rule, row):
            raise PermissionDenied


def require_capability(
    viewer: Viewer,
    capability: Capability,
    *,
    organisation_id: int | None = None,
    place_id: int | None = None,
) -> None:
    """For acts that have no row yet: the capability at that organisation, or over that place,
    or, when neither is named, anywhere at all."""
    if capability in viewer.everywhere:
        return
    if organisation_id is None and place_id is None and viewer.holds(capability):
        return
    if organisation_id in viewer.organisations_with(capability):
        return
    if place_id in viewer.places_with(capability):
        return
    raise PermissionDenied


def _paths_of(condition: Q) -> list[str]:
    found: list[str] = []
    for child in condition.children:
        if isinstance(child, Q):
            found.extend(_paths_of(child))
        elif isinstance(child, tuple):
            found.append(str(child[0]))
    return found
