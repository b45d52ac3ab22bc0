"""Who may do what with organisations and with the list of people who act for them."""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ANYONE, Policy, Rule, by_system, can, reaches, where
from trellis.organisations.models import Coverage


def _at_or_over(capability: Can) -> Rule:
    """At the organisation itself, or over a place that it covers."""
    return can(capability, at="") | reaches(capability, through=Coverage, link="organisation")


# Documented history is read-only; the system loads it before anybody reads it.
_OPEN_RECORD = where(~Q(area__standing="documented")) | by_system()
_EDIT = _at_or_over(Can.ORGANISATION_EDIT) & _OPEN_RECORD
_SEE_PEOPLE = _at_or_over(Can.MEMBERS_VIEW)

ORGANISATION = Policy(
    # That a body exists, what it does and where is public.
    view=ANYONE,
    see_contact=where(Q(contact_is_public=True)) | _EDIT,
    edit=_EDIT,
    # Asked of the new row itself, inside its act: nothing stays that lies out of reach.
    register=reaches(Can.ORGANISATION_REGISTER, through=Coverage, link="organisation")
    & _OPEN_RECORD,
)

# Of the organisation's row, too: whoever keeps its record may know that it has a list of people
# and is refused by name; to everybody else the list is not there.
PEOPLE = Policy(
    view=_SEE_PEOPLE | _at_or_over(Can.ORGANISATION_EDIT),
    see=_SEE_PEOPLE,
    manage=_at_or_over(Can.MEMBERS_MANAGE) & _OPEN_RECORD,
)
