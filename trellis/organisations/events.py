"""What happened in the organisations room."""

from dataclasses import dataclass
from datetime import datetime

from trellis.kernel.events import Event


@dataclass(frozen=True)
class OrganisationRegistered(Event):
    verb = "organisations.organisation.registered"
    organisation_id: int


@dataclass(frozen=True)
class OrganisationsLoaded(Event):
    """Many at once, from an import or an example; one act, however many."""

    verb = "organisations.organisations.loaded"
    area_id: int
    count: int


@dataclass(frozen=True)
class OrganisationsBrought(Event):
    """Some rows of a table were written: one act, however many."""

    verb = "organisations.organisations.brought"
    area_id: int
    registered: int
    edited: int


@dataclass(frozen=True)
class OrganisationsTakenBack(Event):
    """What some rows of a table had written was taken back; `removed` are ids that are no more."""

    verb = "organisations.organisations.taken_back"
    area_id: int
    removed: tuple[int, ...]
    restored: int
    at: datetime


@dataclass(frozen=True)
class OrganisationEdited(Event):
    verb = "organisations.organisation.edited"
    organisation_id: int


@dataclass(frozen=True)
class OrganisationConfirmed(Event):
    """Looked through and found right; nothing of it changed."""

    verb = "organisations.organisation.confirmed"
    organisation_id: int


@dataclass(frozen=True)
class OrganisationClosed(Event):
    verb = "organisations.organisation.closed"
    organisation_id: int
    at: datetime


@dataclass(frozen=True)
class OrganisationReopened(Event):
    verb = "organisations.organisation.reopened"
    organisation_id: int


@dataclass(frozen=True)
class OrganisationsRelated(Event):
    verb = "organisations.organisations.related"
    organisation_id: int
    other_id: int


@dataclass(frozen=True)
class OrganisationsUnrelated(Event):
    verb = "organisations.organisations.unrelated"
    organisation_id: int
    other_id: int


@dataclass(frozen=True)
class MembershipBegun(Event):
    verb = "organisations.membership.begun"
    membership_id: int
    person_id: int
    organisation_id: int
    role: str


@dataclass(frozen=True)
class MembershipEnded(Event):
    verb = "organisations.membership.ended"
    membership_id: int
    person_id: int
    organisation_id: int
    role: str
    at: datetime


@dataclass(frozen=True)
class RoleChanged(Event):
    """The old membership ended and another began in its place."""

    verb = "organisations.membership.role_changed"
    membership_id: int
    person_id: int
    organisation_id: int
    role: str
    role_before: str
    at: datetime
