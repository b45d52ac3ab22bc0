"""Every write of the organisations room."""

from trellis.organisations.actions.bringing import (
    Edit,
    bring_organisations,
    take_back_organisations,
)
from trellis.organisations.actions.memberships import (
    ClosedError,
    begin_membership,
    change_role,
    end_membership,
)
from trellis.organisations.actions.records import (
    BeyondReachError,
    EditedMeanwhileError,
    IdentifierTakenError,
    MixedWorldsError,
    close_organisation,
    edit_organisation,
    load_organisations,
    register_organisation,
    reopen_organisation,
)
from trellis.organisations.actions.relations import (
    relate_organisations,
    unrelate_organisations,
)
from trellis.organisations.rules.details import Details

__all__ = [
    "BeyondReachError",
    "ClosedError",
    "Details",
    "Edit",
    "EditedMeanwhileError",
    "IdentifierTakenError",
    "MixedWorldsError",
    "begin_membership",
    "bring_organisations",
    "change_role",
    "close_organisation",
    "edit_organisation",
    "end_membership",
    "load_organisations",
    "register_organisation",
    "relate_organisations",
    "reopen_organisation",
    "take_back_organisations",
    "unrelate_organisations",
]
