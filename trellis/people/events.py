"""What happened in the people room."""

from dataclasses import dataclass
from datetime import datetime

from trellis.kernel.events import Event


@dataclass(frozen=True)
class SignedIn(Event):
    verb = "people.account.signed_in"
    account_id: int


@dataclass(frozen=True)
class SignInFailed(Event):
    """A wrong password. Nothing here says whose, or whether there is such an account."""

    verb = "people.sign_in.failed"


@dataclass(frozen=True)
class SignInLinkAsked(Event):
    """Somebody asked for a link; whether the address has an account stays out of the record."""

    verb = "people.sign_in_link.asked"


@dataclass(frozen=True)
class SignInLinkMade(Event):
    verb = "people.sign_in_link.made"
    account_id: int


@dataclass(frozen=True)
class SignInLinkUsed(Event):
    verb = "people.sign_in_link.used"
    account_id: int


@dataclass(frozen=True)
class PasswordResetAsked(Event):
    verb = "people.password.reset_asked"


@dataclass(frozen=True)
class PasswordSet(Event):
    verb = "people.password.set"
    account_id: int


@dataclass(frozen=True)
class AddressHeld(Event):
    """The address an account began with is taken for confirmed."""

    verb = "people.address.held"
    account_id: int


@dataclass(frozen=True)
class AddressChangeAsked(Event):
    verb = "people.address.change_asked"
    account_id: int


@dataclass(frozen=True)
class AddressChanged(Event):
    verb = "people.address.changed"
    account_id: int


@dataclass(frozen=True)
class NameChanged(Event):
    verb = "people.name.changed"
    person_id: int


@dataclass(frozen=True)
class SecondFactorSet(Event):
    verb = "people.second_factor.set"
    account_id: int


@dataclass(frozen=True)
class SecondFactorRemoved(Event):
    verb = "people.second_factor.removed"
    account_id: int


@dataclass(frozen=True)
class RecoveryCodesMade(Event):
    verb = "people.recovery_codes.made"
    account_id: int


@dataclass(frozen=True)
class OtherSessionsEnded(Event):
    verb = "people.sessions.ended"
    account_id: int


@dataclass(frozen=True)
class PersonInvited(Event):
    verb = "people.invitation.made"
    invitation_id: int


@dataclass(frozen=True)
class InvitationRenewed(Event):
    """It will be mailed again, with a new link; the old link is dead."""

    verb = "people.invitation.renewed"
    invitation_id: int


@dataclass(frozen=True)
class InvitationMailed(Event):
    verb = "people.invitation.mailed"
    invitation_id: int


@dataclass(frozen=True)
class InvitationWithdrawn(Event):
    verb = "people.invitation.withdrawn"
    invitation_id: int


@dataclass(frozen=True)
class InvitationAccepted(Event):
    """Whoever keeps memberships begins one, inside: nobody is left accepted without a role."""

    verb = "people.invitation.accepted"
    invitation_id: int
    account_id: int
    person_id: int
    organisation_id: int
    role: str
    accepted_at: datetime


@dataclass(frozen=True)
class SpentForgotten(Event):
    """What had been kept as long as we say we keep it is gone."""

    verb = "people.spent.forgotten"
    rows: int


@dataclass(frozen=True)
class AccountOpened(Event):
    verb = "people.account.opened"
    account_id: int


@dataclass(frozen=True)
class AccountClosed(Event):
    verb = "people.account.closed"
    account_id: int
    person_id: int
    at: datetime
