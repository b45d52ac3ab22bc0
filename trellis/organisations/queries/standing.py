"""What the people room asks of organisations, answered: see `people.queries.standing`."""

from collections.abc import Sequence
from datetime import date

from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Membership, Organisation
from trellis.organisations.policy import PEOPLE
from trellis.organisations.queries import people as members
from trellis.organisations.queries.viewers import is_current, viewer_for
from trellis.people import queries as people
from trellis.people.queries import RoleHeld


class Answers:
    """One of the people room's `Standing`."""

    def organisation_name(self, organisation_id: int) -> str:
        return (
            Organisation.objects.filter(pk=organisation_id).values_list("name", flat=True).first()
            or ""
        )

    def may_see_people(self, viewer: Viewer, organisation_id: int) -> bool:
        return self._may(viewer, "see", organisation_id)

    def may_manage_people(self, viewer: Viewer, organisation_id: int) -> bool:
        return self._may(viewer, "manage", organisation_id)

    def may_give(self, viewer: Viewer, role: str, organisation_id: int) -> bool:
        """Nobody is invited to a body that has closed."""
        rows = PEOPLE.rows(viewer, Organisation.objects.filter(closed_on=None), "manage")
        if not rows.filter(pk=organisation_id).exists():
            return False
        return members.may_give(viewer, role, organisation_id)

    def may_still_give(self, account_id: int, role: str, organisation_id: int, today: date) -> bool:
        """By all that the roles give, whether or not their holder has a second factor at hand."""
        viewer = viewer_for(account_id, today=today, second_factor_passed=True)
        return self.may_give(viewer, role, organisation_id)

    def roles_held(self, person_id: int, today: date) -> Sequence[RoleHeld]:
        found = Membership.objects.filter(is_current(today), person_id=person_id)
        return [
            RoleHeld(role, held.organisation_id, held.organisation.name, held.starts_on)
            for held in found.select_related("organisation").order_by("starts_on", "id")
            if (role := people.role(held.role)) is not None
        ]

    def _may(self, viewer: Viewer, rule: str, organisation_id: int) -> bool:
        rows = Organisation.objects.filter(pk=organisation_id)
        return PEOPLE.rows(viewer, rows, rule).exists()
