"""Everything that other rooms and our own pages read of people."""

from trellis.people.models import Account, Invitation, Person
from trellis.people.queries.accounts import (
    account,
    account_for_signing_in,
    holder,
    holder_of_session,
    is_closed,
    names,
    person,
    role,
    roles,
    subject,
    unopened,
)
from trellis.people.queries.factors import (
    has_second_factor,
    has_second_factor_by_account,
    has_second_factor_by_person,
    second_factor_passed,
)
from trellis.people.queries.invitations import (
    invitation_to_manage,
    invitation_with,
    invitations_of,
    invitations_waiting,
    invited_to,
    is_backed,
    is_expired,
    lapsed_invitations_by,
    lapsed_invitations_to,
)
from trellis.people.queries.signing_in import (
    has_enough_links,
    link_with,
    must_wait,
    needs_more_than_a_link,
)
from trellis.people.queries.standing import RoleHeld, Standing, answered_by, roles_held
from trellis.people.queries.today import due_for
from trellis.people.roles import Role

__all__ = [
    "Account",
    "Invitation",
    "Person",
    "Role",
    "RoleHeld",
    "Standing",
    "account",
    "account_for_signing_in",
    "answered_by",
    "due_for",
    "has_enough_links",
    "has_second_factor",
    "has_second_factor_by_account",
    "has_second_factor_by_person",
    "holder",
    "holder_of_session",
    "invitation_to_manage",
    "invitation_with",
    "invitations_of",
    "invitations_waiting",
    "invited_to",
    "is_backed",
    "is_closed",
    "is_expired",
    "lapsed_invitations_by",
    "lapsed_invitations_to",
    "link_with",
    "must_wait",
    "names",
    "needs_more_than_a_link",
    "person",
    "role",
    "roles",
    "roles_held",
    "second_factor_passed",
    "subject",
    "unopened",
]
