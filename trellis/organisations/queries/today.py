"""What the room puts on somebody's Today page."""

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.deadlines import Due
from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Membership, Organisation

# An entry nobody has looked at for a year is not trusted by those who introduce people by it.
LOOKED_AT_EVERY = timedelta(days=365)
ENDING_WITHIN = timedelta(days=14)


def due_for(viewer: Viewer, today: date) -> list[Due]:
    """Entries to look through, at most three (the oldest), and roles that are about to end."""
    return [*_entries(viewer, today), *_endings(viewer, today)]


def _entries(viewer: Viewer, today: date) -> list[Due]:
    own = viewer.organisations_with(Can.ORGANISATION_EDIT)
    long_ago = timezone.make_aware(datetime.combine(today - LOOKED_AT_EVERY, time()))
    found = Organisation.objects.filter(pk__in=own, closed_on=None, checked_at__lt=long_ago)
    return [
        Due(
            title=_("Look through the entry of %(name)s") % {"name": row.name},
            why=_("Nobody has said for a year that it is right."),
            due=timezone.localdate(row.checked_at) + LOOKED_AT_EVERY,
            step=_("Look through it"),
            url=reverse("organisations:edit", args=[row.pk]),
        )
        for row in (found.order_by("checked_at", "id")[:3] if own else ())
    ]


def _endings(viewer: Viewer, today: date) -> list[Due]:
    own = viewer.organisations_with(Can.MEMBERS_MANAGE)
    found = Membership.objects.filter(
        organisation_id__in=own, ends_on__gt=today, ends_on__lte=today + ENDING_WITHIN
    )
    return [
        Due(
            title=_("%(name)s leaves %(organisation)s")
            % {"name": row.person.name, "organisation": row.organisation.name},
            why=_("Their role ends and nobody has renewed it."),
            due=row.ends_on,
            step=_("See the people"),
            url=reverse("organisations:people", args=[row.organisation_id]),
            names_nobody=False,
        )
        for row in (
            found.select_related("person", "organisation").order_by("ends_on", "id") if own else ()
        )
    ]
