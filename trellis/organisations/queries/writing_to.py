"""Whom one may write to at organisations, by their addresses."""

from datetime import date

from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Membership, Organisation
from trellis.organisations.policy import ORGANISATION, PEOPLE
from trellis.organisations.queries.lists import Search, matching
from trellis.organisations.queries.viewers import is_current


def contact_addresses(viewer: Viewer, search: Search, *, most: int) -> list[str]:
    """The addresses of what the search finds, in no order that says anything: of those whose
    contact the viewer sees."""
    found = ORGANISATION.rows(viewer, matching(viewer, search), "see_contact").exclude(email="")
    return sorted(set(found.order_by("pk").values_list("email", flat=True)[:most]))


def peoples_addresses(viewer: Viewer, search: Search, today: date, *, most: int) -> list[str]:
    """Of those with an account who act for what the search finds, where the viewer sees them."""
    bodies = PEOPLE.rows(viewer, Organisation.objects.all(), "see")
    rows = Membership.objects.filter(
        is_current(today),
        organisation__in=bodies.filter(pk__in=matching(viewer, search).values("pk")),
        person__account__is_active=True,
    )
    emails = rows.order_by("person").values_list("person__account__email", flat=True).distinct()
    return sorted(set(emails[:most]))
