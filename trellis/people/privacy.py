"""The personal fields of this room: purpose, basis and how long they are kept."""

from trellis.kernel.privacy import (
    GOES,
    PLATFORM,
    Basis,
    By,
    Ends,
    Estate,
    Holding,
    PersonalField,
    Whose,
    blanked,
    stays,
)

_ACCOUNT = "while the account is open, and six years after it closes"
_FAILED = "one day"
_INVITED = "ninety days after it was answered, withdrawn or ran out"
_LINK = "one day after it ran out"

_WAITS = "until it is confirmed, called off, or a day has gone by; the one in use: as the account’s"
_FACTOR = "until its owner removes it, or the account closes"
_SESSION = "until signing out or fourteen days after signing in, and up to a day more"
_FACTORS = "To ask for a second proof that it is its owner who signs in"
_SESSIONS = "To show its owner where they are signed in, so that they find a stranger and end it"

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
    "account.closed_at",
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


def _borrowed(field: str, words: str, purpose: str, kept: str) -> PersonalField:
    return PersonalField(field, purpose, Basis.LEGITIMATE_INTERESTS, kept, words)


# Tables of the libraries below us (allauth, Django): this room uses them, so it answers for them.
BORROWED: tuple[PersonalField, ...] = (
    _borrowed(
        "account.emailaddress.email",
        "E-mail address: the address, in use or waiting to be confirmed",
        "To change an address only once whoever has the new one has confirmed it",
        _WAITS,
    ),
    _borrowed(
        "account.emailaddress.user",
        "E-mail address: whose it is",
        "To know which account it is for",
        _WAITS,
    ),
    _borrowed("mfa.authenticator.user", "Second factor: whose it is", _FACTORS, _FACTOR),
    _borrowed(
        "mfa.authenticator.type",
        "Second factor: app, passkey or recovery codes",
        _FACTORS,
        _FACTOR,
    ),
    _borrowed(
        "mfa.authenticator.data",
        "Second factor: the secret of the app or the codes (encrypted), or the passkey’s public "
        "key and the name its owner gave it",
        _FACTORS,
        _FACTOR,
    ),
    _borrowed(
        "mfa.authenticator.created_at", "Second factor: when it was set up", _FACTORS, _FACTOR
    ),
    _borrowed(
        "mfa.authenticator.last_used_at",
        "Second factor: when it was used last",
        "To refuse a code that was used before, and to show its owner a use that was not theirs",
        _FACTOR,
    ),
    _borrowed("usersessions.usersession.user", "Signed in: who", _SESSIONS, _SESSION),
    _borrowed(
        "usersessions.usersession.ip", "Signed in: the network address (IP)", _SESSIONS, _SESSION
    ),
    _borrowed(
        "usersessions.usersession.user_agent",
        "Signed in: what the browser calls itself",
        _SESSIONS,
        _SESSION,
    ),
    _borrowed("usersessions.usersession.created_at", "Signed in: since when", _SESSIONS, _SESSION),
    _borrowed(
        "usersessions.usersession.last_seen_at", "Signed in: last change", _SESSIONS, _SESSION
    ),
    _borrowed(
        "sessions.session.session_data",
        "Session: which account, how it proved who it is, and messages not yet read",
        "To know a browser again from page to page",
        _SESSION,
    ),
)

BORROWED_NOT_PERSONAL: tuple[str, ...] = (
    "account.emailaddress.id",
    "account.emailaddress.verified",
    "account.emailaddress.primary",
    # Never written: the links that confirm an address are signed, and kept nowhere.
    "account.emailconfirmation.id",
    "account.emailconfirmation.email_address",
    "account.emailconfirmation.created",
    "account.emailconfirmation.sent",
    "account.emailconfirmation.key",
    "mfa.authenticator.id",
    "usersessions.usersession.id",
    "usersessions.usersession.session_key",
    "usersessions.usersession.data",
    "sessions.session.session_key",
    "sessions.session.expire_date",
    # Django's own permissions, which are not used: powers are memberships.
    "auth.permission.id",
    "auth.permission.name",
    "auth.permission.content_type",
    "auth.permission.codename",
    "auth.group.id",
    "auth.group.name",
    "auth.group.permissions",
    "auth.group_permissions.id",
    "auth.group_permissions.group",
    "auth.group_permissions.permission",
    "contenttypes.contenttype.id",
    "contenttypes.contenttype.app_label",
    "contenttypes.contenttype.model",
)

_DAILY = Ends(job="people.forget_spent")
_CLOSED = Ends(since="closed_at", years=6, whole_person=True)
_WITH_ACCOUNT = Ends(why="Goes when the account closes")
_NAMELESS = "It points to somebody without a name or an address"
_HASHED = "A keyed hash that names nobody; gone after a day"

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "person",
        "Name",
        By.PERSON,
        "pk",
        {"name": blanked("Erased person"), "known_as": blanked()},
        Ends(why="Goes with the account; of somebody without one, when they ask"),
        shows=("recorded_at",),
    ),
    Holding(
        "account",
        "Account",
        By.PERSON,
        "person",
        {
            "person": stays(_NAMELESS),
            "email": blanked("erased-{pk}@erased.invalid"),
            "password": blanked("!erased"),
            "last_login": blanked(None),
        },
        _CLOSED,
        shows=("created_at", "closed_at"),
        hides=("password",),
    ),
    Holding(
        "account.emailaddress",
        "Addresses of the account",
        By.ACCOUNT,
        "user",
        {"email": GOES, "user": GOES},
        _WITH_ACCOUNT,
        shows=("verified",),
    ),
    Holding(
        "invitation",
        "Invitations received",
        By.ADDRESS,
        "email",
        {"email": GOES, "name": GOES},
        _DAILY,
        shows=("role", "organisation_name", "invited_at", "expires_at"),
    ),
    Holding(
        "invitation",
        "Invitations taken up",
        By.ACCOUNT,
        "account",
        {"email": GOES, "name": GOES, "account": GOES},
        _DAILY,
        shows=("role", "organisation_name", "accepted_at"),
    ),
    Holding(
        "invitation",
        "Invitations sent",
        By.ACCOUNT,
        "invited_by",
        {"invited_by": stays(_NAMELESS)},
        _DAILY,
        shows=("role", "organisation_name", "invited_at"),
    ),
    Holding(
        "signinlink",
        "Links to sign in",
        By.ACCOUNT,
        "account",
        {"account": GOES},
        _DAILY,
        shows=("sent_at", "used_at"),
    ),
    Holding(
        "failedsignin",
        "Wrong passwords",
        By.NOBODY,
        "",
        {"account_key": stays(_HASHED), "network_key": stays(_HASHED)},
        _DAILY,
    ),
    Holding(
        "mfa.authenticator",
        "Second factors",
        By.ACCOUNT,
        "user",
        dict.fromkeys(("user", "type", "data", "created_at", "last_used_at"), GOES),
        _WITH_ACCOUNT,
        hides=("data",),
    ),
    Holding(
        "usersessions.usersession",
        "Browsers signed in",
        By.ACCOUNT,
        "user",
        dict.fromkeys(("user", "ip", "user_agent", "created_at", "last_seen_at"), GOES),
        _DAILY,
    ),
    Holding(
        "sessions.session",
        "Sessions",
        By.NOBODY,
        "",
        {
            "session_data": stays(
                "Ended with the account, which closes first; at most fourteen days"
            )
        },
        _DAILY,
    ),
)

_OF_ACCOUNTS = (
    "person", "account", "account.emailaddress", "signinlink", "failedsignin",
    "mfa.authenticator", "usersessions.usersession", "sessions.session",
)  # fmt: skip
CONTROLLERS = {
    **dict.fromkeys(_OF_ACCOUNTS, PLATFORM),
    # Whoever is asked to act for a body is asked by that body.
    "invitation": Whose(body="organisation_id"),
}
ESTATES = (Estate("invitation", "organisation_id", "Invitations", may_be_emptied=True),)
