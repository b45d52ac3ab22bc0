"""The viewer of a request: what somebody's current memberships allow, worked out afresh."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.organisations.models import Coverage, Membership, Organisation
from trellis.people import queries as people
from trellis.places import queries as places

INVENTED, LIVE = "invented", "live"


def is_current(today: date) -> Q:
    """Memberships that count on the day: begun, and not ended before or on it."""
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))


@dataclass
class _Held:
    """What the memberships add up to while they are gone through."""

    at: dict[Capability, set[int]] = field(default_factory=dict)
    reaching: dict[Capability, set[int]] = field(default_factory=dict)
    everywhere: set[Capability] = field(default_factory=set)
    everywhere_by_example: set[Capability] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    roles: set[tuple[int, str]] = field(default_factory=set)
    areas: set[int] = field(default_factory=set)
    lacks_second_factor: bool = False

    def add(self, code: str, organisation: Organisation, *, second_factor_passed: bool) -> None:
        """A role that has left the table gives nothing."""
        role = people.role(code)
        if role is None:
            return
        self.codes.add(code)
        if role.sees_personal_data and not second_factor_passed:
            self.lacks_second_factor = True
            return
        self.roles.add((organisation.pk, code))
        self.areas.add(organisation.area_id)
        if organisation.area.standing == INVENTED:
            self.everywhere_by_example |= role.everywhere
        else:
            self.everywhere |= role.everywhere
        for capability in role.carries:
            self.at.setdefault(capability, set()).add(organisation.pk)
        for capability in role.reaches:
            self.reaching.setdefault(capability, set()).add(organisation.pk)


def viewer_for(account_id: int | None, *, today: date, second_factor_passed: bool) -> Viewer:
    """The viewer of an account, from its memberships on that day and the table of roles.

    A role that shows other people's personal data counts only once the second factor was passed;
    until then the viewer says that it is needed. What a role gives everywhere it gives by a body
    of the example only while there is nothing but examples: whoever was its administrator for a
    minute is nobody to a live record. At most four queries beyond the account's own.
    """
    account = people.account(account_id) if account_id else None
    if account is None:
        return STRANGER
    held = _Held()
    memberships = Membership.objects.filter(is_current(today), person_id=account.person_id)
    rows = memberships.select_related("organisation__area").only(
        "role", "organisation__area__standing"
    )
    for row in rows:
        held.add(row.role, row.organisation, second_factor_passed=second_factor_passed)
    if held.everywhere_by_example and not _is_any_live():
        held.everywhere |= held.everywhere_by_example
    return Viewer(
        account_id=account.pk,
        person_id=account.person_id,
        name=account.person.name,
        label=", ".join(sorted(held.codes))[:60] or "account",
        at={capability: frozenset(ids) for capability, ids in held.at.items()},
        over=_places_reached(held.reaching),
        everywhere=frozenset(held.everywhere),
        roles=frozenset(held.roles),
        areas=frozenset(held.areas),
        needs_second_factor=held.lacks_second_factor,
    )


def _is_any_live() -> bool:
    return any(area.standing == LIVE for area in places.areas(STRANGER))


def _places_reached(
    reaching: dict[Capability, set[int]],
) -> dict[Capability, frozenset[int]]:
    """For each capability the whole subtrees of what its organisations cover. To work in a place
    gives no reach over it; to be its council, funder or infrastructure does."""
    if not reaching:
        return {}
    covered: dict[int, set[int]] = {}
    rows = Coverage.objects.filter(organisation_id__in=set().union(*reaching.values()))
    for organisation_id, place_id in rows.exclude(covers_as=Coverage.As.SERVES).values_list(
        "organisation_id", "place_id"
    ):
        covered.setdefault(organisation_id, set()).add(place_id)
    subtrees = places.subtrees({place for own in covered.values() for place in own})
    return {
        capability: frozenset(
            reached
            for organisation_id in organisations
            for place in covered.get(organisation_id, ())
            for reached in subtrees[place]
        )
        for capability, organisations in reaching.items()
    }
