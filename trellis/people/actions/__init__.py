"""Every write of the people room."""

from trellis.people.actions.accepting import (
    ForAnotherAccountError,
    accept_as_holder,
    accept_as_new,
)
from trellis.people.actions.accounts import (
    ask_to_change_address,
    change_name,
    end_other_sessions,
    hold_address,
    note_address_change,
    note_recovery_codes,
    note_second_factor,
    note_second_factor_removed,
    set_password,
)
from trellis.people.actions.closing import clear_second_factor, close_account
from trellis.people.actions.invitations import (
    InvitedAlreadyError,
    OwnInvitationError,
    TooManyInvitationsError,
    invite_person,
    make_invitation_link,
    send_invitation_again,
    withdraw_invitation,
    withdraw_lapsed_invitation,
)
from trellis.people.actions.keeping import forget_spent
from trellis.people.actions.opening import open_account
from trellis.people.actions.signing_in import (
    ask_for_password_reset,
    ask_for_sign_in_link,
    count_failed_sign_in,
    make_sign_in_link,
    note_sign_in,
    use_sign_in_link,
)

__all__ = [
    "ForAnotherAccountError",
    "InvitedAlreadyError",
    "OwnInvitationError",
    "TooManyInvitationsError",
    "accept_as_holder",
    "accept_as_new",
    "ask_for_password_reset",
    "ask_for_sign_in_link",
    "ask_to_change_address",
    "change_name",
    "clear_second_factor",
    "close_account",
    "count_failed_sign_in",
    "end_other_sessions",
    "forget_spent",
    "hold_address",
    "invite_person",
    "make_invitation_link",
    "make_sign_in_link",
    "note_address_change",
    "note_recovery_codes",
    "note_second_factor",
    "note_second_factor_removed",
    "note_sign_in",
    "open_account",
    "send_invitation_again",
    "set_password",
    "use_sign_in_link",
    "withdraw_invitation",
    "withdraw_lapsed_invitation",
]
