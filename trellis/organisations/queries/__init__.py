"""Everything that other rooms and our own pages read of organisations."""

from trellis.organisations.queries.lists import (
    COUNTED,
    Covering,
    Found,
    Listed,
    Search,
    Sort,
    covering,
    find,
    find_all,
    for_place,
    named,
    names_like,
    on_record,
)
from trellis.organisations.queries.people import (
    FactorHeld,
    Member,
    SecondFactors,
    may_give,
    membership_to_manage,
    organisation_with_people,
    people_of,
    roles_to_give,
    second_factor_page,
)
from trellis.organisations.queries.records import (
    KeptRecord,
    PublicRecord,
    details_of,
    kept_record,
    organisation,
    public_record,
)
from trellis.organisations.queries.standing import Answers
from trellis.organisations.queries.today import due_for
from trellis.organisations.queries.viewers import viewer_for

__all__ = [
    "COUNTED",
    "Answers",
    "Covering",
    "FactorHeld",
    "Found",
    "KeptRecord",
    "Listed",
    "Member",
    "PublicRecord",
    "Search",
    "SecondFactors",
    "Sort",
    "covering",
    "details_of",
    "due_for",
    "find",
    "find_all",
    "for_place",
    "kept_record",
    "may_give",
    "membership_to_manage",
    "named",
    "names_like",
    "on_record",
    "organisation",
    "organisation_with_people",
    "people_of",
    "public_record",
    "roles_to_give",
    "second_factor_page",
    "viewer_for",
]
