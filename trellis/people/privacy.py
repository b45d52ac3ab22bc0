"""The personal fields of this room: purpose, basis and how long they are kept."""

from trellis.kernel.privacy import Basis, PersonalField

_ACCOUNT = "while the account is open, and six years after it closes"
_FAILED = "one day"
_INVITED = "ninety days after it was answered, withdrawn or ran out"
_LINK = "one day after it ran out"

FIELDS: tuple[PersonalField, ...] = (
    PersonalField(
        "person.name",
        "To say who acts for a body and who recorded what",
        Basis.LEGITIMATE_INTERESTS,
        "while a record names the person; then erased on request",
    ),
    PersonalField(
        "person.known_as",
        "To greet the person as they asked",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the name",
    ),
    PersonalField(
        "account.person", "To know whose account it is", Basis.LEGITIMATE_INTERESTS, _ACCOUNT
    ),
    PersonalField(
        "account.email",
        "To sign in and to send what was asked for",
        Basis.LEGITIMATE_INTERESTS,
        _ACCOUNT,
    ),
    PersonalField(
        "account.password",
        "To know the owner again (a slow hash, never the password)",
        Basis.LEGITIMATE_INTERESTS,
        _ACCOUNT,
    ),
    PersonalField(
        "account.last_login",
        "To find accounts that nobody uses, and sign-ins that the owner did not make",
        Basis.LEGITIMATE_INTERESTS,
        _ACCOUNT,
    ),
    PersonalField(
        "invitation.email", "To send the invitation", Basis.LEGITIMATE_INTERESTS, _INVITED
    ),
    PersonalField(
        "invitation.name",
        "To greet whoever is invited, and to fill in their name",
        Basis.LEGITIMATE_INTERESTS,
        _INVITED,
    ),
    PersonalField(
        "invitation.invited_by",
        "To say in the invitation who sent it",
        Basis.LEGITIMATE_INTERESTS,
        _INVITED,
    ),
    PersonalField(
        "invitation.account",
        "To show which account took the invitation up",
        Basis.LEGITIMATE_INTERESTS,
        _INVITED,
    ),
    PersonalField("signinlink.account", "To let its owner in", Basis.LEGITIMATE_INTERESTS, _LINK),
    PersonalField(
        "failedsignin.account_key",
        "To slow the guessing of passwords (a keyed hash of the address)",
        Basis.LEGITIMATE_INTERESTS,
        _FAILED,
    ),
    PersonalField(
        "failedsignin.network_key",
        "To slow the guessing of passwords (a keyed hash of the network)",
        Basis.LEGITIMATE_INTERESTS,
        _FAILED,
    ),
)

NOT_PERSONAL: tuple[str, ...] = (
    "person.id",
    "person.recorded_at",
    "account.id",
    "account.is_active",
    "account.created_at",
    "invitation.id",
    "invitation.role",
    "invitation.organisation_id",
    "invitation.organisation_name",
    "invitation.secret_hash",
    "invitation.invited_at",
    "invitation.expires_at",
    "invitation.accepted_at",
    "invitation.withdrawn_at",
    "signinlink.id",
    "signinlink.secret_hash",
    "signinlink.sent_at",
    "signinlink.expires_at",
    "signinlink.used_at",
    "failedsignin.id",
    "failedsignin.at",
)
