"""The people of every test, by name, in a small invented world that exists twice.

`cast.client("hub_worker")` is signed in, second factor passed; `elsewhere=True` gives the same
role at the other world's organisation, who must meet a closed door. Nobody is made before asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from django.utils import timezone

from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import (
    make_account,
    make_area,
    make_coverage,
    make_invitation,
    make_membership,
    make_organisation,
    make_person,
    make_place,
)
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.organisations.models import Coverage, Membership, Organisation
from trellis.organisations.queries import viewer_for
from trellis.people.models import Account, Invitation
from trellis.people.queries.factors import OF_SESSION_KEY
from trellis.places.models import Place


@dataclass(frozen=True)
class Part:
    """One member of the cast: who they are, in which role, at which organisation of the world.

    Without a name they have no account. Who is `invited` has not answered yet, and whose time
    `is_over` held the role until the year began.
    """

    key: str
    name: str = ""
    role: str = ""
    at: str = ""
    is_invited: bool = False
    is_over: bool = False


PARTS: Final[Mapping[str, Part]] = {
    part.key: part
    for part in (
        Part("anonymous"),
        Part("resident", "Rosa Fielding", "resident", "group_a"),
        Part("volunteer", "Vikram Sethi", "volunteer", "group_a"),
        Part("group_trustee", "Grace Adeyemi", "group_trustee", "group_a"),
        Part("other_group_trustee", "Owen Pryce", "group_trustee", "group_b"),
        Part("hub_worker", "Hana Kowalska", "hub_worker", "hub_a"),
        Part("other_hub_worker", "Otis Bramley", "hub_worker", "hub_b"),
        Part("infrastructure_officer", "Iman Yusuf", "infrastructure_officer", "infrastructure"),
        Part("infrastructure_manager", "Maeve Tully", "infrastructure_manager", "infrastructure"),
        Part("council_officer", "Colin Marsh", "council_officer", "council"),
        Part("councillor", "Cllr Nisha Rao", "councillor", "council"),
        Part("funder", "Femi Okoro", "funder_officer", "funder"),
        Part("vcs_representative", "Vera Lindqvist", "vcs_representative", "board"),
        Part("link_worker", "Leo Tamura", "link_worker", "surgery"),
        Part("administrator", "Ada Quill", "platform_administrator", "infrastructure"),
        Part("invited", "Ivo Penrose", "hub_worker", "hub_a", is_invited=True),
        Part("lapsed", "Lena Storr", "hub_worker", "hub_a", is_over=True),
    )
}

Kind = Organisation.Kind
As = Coverage.As

# Key, kind, what it covers (a district by its letter, or the whole area), and as what.
_BODIES: Final = (
    ("group_a", Kind.GROUP, "a", As.SERVES),
    ("group_b", Kind.GROUP, "b", As.SERVES),
    ("hub_a", Kind.HUB, "a", As.HUB),
    ("hub_b", Kind.HUB, "b", As.HUB),
    ("infrastructure", Kind.INFRASTRUCTURE, "", As.INFRASTRUCTURE),
    ("council", Kind.COUNCIL, "", As.AUTHORITY),
    ("funder", Kind.FUNDER, "", As.FUNDS),
    ("board", Kind.PARTNERSHIP, "", As.INFRASTRUCTURE),
    ("surgery", Kind.PUBLIC_BODY, "a", As.SERVES),
)


@dataclass(frozen=True)
class World:
    """An area with two districts and one body of every kind."""

    area: Place
    districts: Mapping[str, Place]
    bodies: Mapping[str, Organisation]


def make_world(name: str) -> World:
    area = make_area(name=name)
    districts = {
        letter: make_place(parent=area, name=f"{name} {letter.upper()}") for letter in "ab"
    }
    bodies = {}
    for key, kind, where, covers_as in _BODIES:
        words = f"{name} {key.replace('_', ' ')}"
        bodies[key] = make_organisation(area=area, kind=kind, name=words)
        place = districts[where] if where else area
        make_coverage(organisation=bodies[key], place=place, covers_as=covers_as)
    return World(area, districts, bodies)


@dataclass
class Cast:
    _accounts: dict[tuple[str, bool], Account] = field(default_factory=dict)

    @cached_property
    def world(self) -> World:
        return make_world("Ambley")

    @cached_property
    def other_world(self) -> World:
        return make_world("Saltmarsh")

    @property
    def invitation(self) -> Invitation:
        """Of the invited member, to work at hub A; not yet answered."""
        return Invitation.objects.get(email=self.account("invited").email)

    def account(self, key: str, *, elsewhere: bool = False) -> Account:
        if (key, elsewhere) not in self._accounts:
            self._accounts[key, elsewhere] = self._make(PARTS[key], elsewhere=elsewhere)
        return self._accounts[key, elsewhere]

    def membership(self, key: str, *, elsewhere: bool = False) -> Membership:
        person = self.account(key, elsewhere=elsewhere).person
        return Membership.objects.get(person=person)

    def viewer(self, key: str, *, elsewhere: bool = False) -> Viewer:
        """As the middleware would make it on `TODAY`, the second factor passed."""
        if not PARTS[key].name:
            return STRANGER
        account = self.account(key, elsewhere=elsewhere)
        return viewer_for(account.pk, today=TODAY, second_factor_passed=True)

    def client(self, key: str, *, elsewhere: bool = False) -> StrictClient:
        client = StrictClient()
        if PARTS[key].name:
            sign_in(client, self.account(key, elsewhere=elsewhere))
        return client

    def _make(self, part: Part, *, elsewhere: bool) -> Account:
        name = f"{part.name} Elsewhere" if elsewhere else part.name
        account = make_account(person=make_person(name=name), email=_address(part, elsewhere))
        organisation = (self.other_world if elsewhere else self.world).bodies[part.at]
        if part.is_invited:
            _invite(account, part, organisation)
        else:
            make_membership(
                person=account.person,
                organisation=organisation,
                role=part.role,
                starts_on=date(2020, 1, 1),
                ends_on=date(2026, 1, 1) if part.is_over else None,
            )
        return account


def _invite(account: Account, part: Part, organisation: Organisation) -> None:
    """Open for a fortnight, by the clock of the tests and by the real one."""
    make_invitation(
        email=account.email,
        name=part.name,
        role=part.role,
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
        expires_at=max(NOW, timezone.now()) + timedelta(days=14),
    )


def _address(part: Part, elsewhere: bool) -> str:  # noqa: FBT001
    where = "saltmarsh" if elsewhere else "ambley"
    return f"{part.key}@{where}.example.org"


def sign_in(client: Client, account: Account, *, second_factor: bool = True) -> None:
    """Sign in past the sign-in pages, with the marks that those pages leave in the session."""
    client.force_login(account)
    how = ["password", "mfa"] if second_factor else ["password"]
    session = client.session
    session[OF_SESSION_KEY] = str(account.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": timezone.now().timestamp()} for method in how
    ]
    session.save()


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()
