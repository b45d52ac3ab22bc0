"""Who may do what with organisations and the people who act for them."""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ALL_ROWS, ANYONE, Policy, Rule, can, reaches, where
from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Coverage


class _OpenRecord(Rule):
    """Rows of an area that is not documented history. The system still loads such an area; it
    is the one viewer without an account that holds any capability at all."""

    def rows(self, viewer: Viewer) -> Q:
        return ALL_ROWS if viewer.account_id is None else ~Q(area__standing="documented")

    def paths(self) -> tuple[str, ...]:
        return ("area__standing",)


def _at_or_over(capability: Can) -> Rule:
    """At the organisation itself, or over a place that it covers."""
    return can(capability, at="") | reaches(capability, through=Coverage, link="organisation")


_EDIT = _at_or_over(Can.ORGANISATION_EDIT) & _OpenRecord()

ORGANISATION = Policy(
    # That a body exists, what it does and where is public.
    view=ANYONE,
    see_contact=where(Q(contact_is_public=True)) | _EDIT,
    edit=_EDIT,
    # Asked of the new row itself, inside its act: nothing stays that lies out of reach.
    register=reaches(Can.ORGANISATION_REGISTER, through=Coverage, link="organisation")
    & _OpenRecord(),
    see_people=_at_or_over(Can.MEMBERS_VIEW),
    manage_people=_at_or_over(Can.MEMBERS_MANAGE) & _OpenRecord(),
)
