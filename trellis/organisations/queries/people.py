"""Who acts for an organisation, and who may decide it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Coverage, Membership, Organisation
from trellis.organisations.policy import PEOPLE
from trellis.organisations.queries.viewers import is_current
from trellis.people import queries as people


@dataclass(frozen=True)
class Member:
    """One membership that counts or will count. `ends_on` is the first day it no longer does."""

    membership_id: int
    person_id: int
    name: str
    role: str
    role_in_words: str
    sentence: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class RoleToGive:
    """A role, its name and the sentence that says what it is, in words."""

    code: str
    name: str
    sentence: str


@dataclass(frozen=True)
class FactorHeld:
    """One person here, and whether a second factor guards their account; None: has no account,
    so cannot sign in at all."""

    name: str
    roles: tuple[str, ...]
    has_second_factor: bool | None


@dataclass(frozen=True)
class SecondFactors:
    """Evidence for an assessor: everybody who can act here, with yes or no."""

    organisation: str
    people: tuple[FactorHeld, ...]

    @property
    def signing_in(self) -> int:
        return sum(person.has_second_factor is not None for person in self.people)

    @property
    def guarded(self) -> int:
        return sum(person.has_second_factor is True for person in self.people)

    @property
    def all_guarded(self) -> bool:
        return 0 < self.signing_in == self.guarded


def organisation_with_people(
    viewer: Viewer, organisation_id: int, rule: str = "see"
) -> Organisation:
    """The row, for a page about its people: 404 to whoever has nothing to do with it, 403 to a
    colleague without that right."""
    rows = Organisation.objects.select_related("area")
    return PEOPLE.get(viewer, rows, rule, pk=organisation_id)


def people_of(viewer: Viewer, organisation_id: int, today: date) -> list[Member]:
    """Everybody with a membership that has not ended, by name; nobody where the viewer may not
    see them. Two queries, whatever their number."""
    rows = PEOPLE.rows(viewer, Organisation.objects.filter(pk=organisation_id), "see")
    found = _not_ended(today).filter(organisation__in=rows)
    return [
        _member(membership)
        for membership in found.select_related("person").order_by("person__name", "id")
    ]


def roles_at(organisation_id: int, today: date) -> frozenset[str]:
    """The codes of the roles that somebody holds there; who holds them it does not say."""
    held = Membership.objects.filter(is_current(today), organisation_id=organisation_id)
    return frozenset(held.values_list("role", flat=True))


def accounts_with(
    viewer: Viewer, capability: Capability, organisation_ids: Collection[int], today: date
) -> dict[int, frozenset[int]]:
    """Accounts whose roles carry a capability at some of the organisations on the day, with at
    which. For the system only: it tells people what is due from them. One query."""
    if not viewer.is_system:
        return {}
    roles = [role.code for role in people.roles() if capability in role.carries]
    rows = Membership.objects.filter(
        is_current(today),
        role__in=roles,
        organisation_id__in=organisation_ids,
        organisation__closed_on=None,
        person__account__is_active=True,
    )
    found: dict[int, set[int]] = {}
    for account_id, organisation_id in rows.values_list("person__account", "organisation_id"):
        found.setdefault(account_id, set()).add(organisation_id)
    return {account_id: frozenset(ids) for account_id, ids in found.items()}


def memberships_held(viewer: Viewer, person_id: int) -> list[int]:
    """The ids of somebody's memberships that have not ended, for the system that ends them all."""
    if not viewer.is_system:
        raise PermissionDenied
    held = Membership.objects.filter(person_id=person_id, ends_on=None)
    return sorted(held.values_list("pk", flat=True))


def membership_to_manage(viewer: Viewer, organisation_id: int, membership_id: int) -> Member:
    """404 unless it is one of that organisation, not ended, and the viewer manages its people."""
    organisation_with_people(viewer, organisation_id, "manage")
    found = Membership.objects.filter(pk=membership_id, organisation_id=organisation_id)
    row = found.filter(ends_on=None).select_related("person").first()
    if row is None:
        raise Http404
    return _member(row)


def second_factor_page(viewer: Viewer, organisation_id: int, today: date) -> SecondFactors:
    """404 or 403 for whoever may not see the people of the organisation."""
    row = organisation_with_people(viewer, organisation_id)
    roles: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for member in people_of(viewer, organisation_id, today):
        roles.setdefault(member.person_id, []).append(member.role_in_words)
        names[member.person_id] = member.name
    held = people.has_second_factor_by_person(list(names))
    return SecondFactors(
        row.name,
        tuple(FactorHeld(name, tuple(roles[pk]), held.get(pk)) for pk, name in names.items()),
    )


def may_give(viewer: Viewer, role: str, organisation_id: int) -> bool:
    """Whether the viewer may give that role there, once they may manage its people at all.

    To decide who acts for a body is what managing its people means. What a role reaches beyond
    that body may only be given by somebody who reaches as far themselves, or by who keeps the
    platform: somebody must be able to appoint the first manager of an area.
    """
    found = people.role(role)
    if found is None or not found.everywhere <= viewer.everywhere:
        return False
    if Capability.PLATFORM_MANAGE in viewer.everywhere:
        return True
    needed = [viewer.places_with(capability) for capability in found.reaches - viewer.everywhere]
    if not all(needed):
        return False
    places = _reached_from(organisation_id) if needed else frozenset()
    return all(places <= held for held in needed)


def roles_to_give(viewer: Viewer, organisation_id: int) -> list[RoleToGive]:
    """The roles the viewer may give there, in the order of the table."""
    return [
        RoleToGive(role.code, str(role.name), str(role.sentence))
        for role in people.roles()
        if may_give(viewer, role.code, organisation_id)
    ]


def _reached_from(organisation_id: int) -> frozenset[int]:
    rows = Coverage.objects.filter(organisation_id=organisation_id)
    return frozenset(rows.exclude(covers_as=Coverage.As.SERVES).values_list("place_id", flat=True))


def _not_ended(today: date) -> QuerySet[Membership]:
    return Membership.objects.filter(is_current(today))


def _member(row: Membership) -> Member:
    role = people.role(row.role)
    return Member(
        membership_id=row.pk,
        person_id=row.person_id,
        name=row.person.name,
        role=row.role,
        role_in_words=str(role.name) if role else row.role,
        sentence=str(role.sentence) if role else "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )
