"""What the room puts on somebody's Today page."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.deadlines import Due
from trellis.kernel.viewer import Viewer
from trellis.people.queries.invitations import invitations_waiting


def due_for(viewer: Viewer, today: date) -> list[Due]:
    if not viewer.is_signed_in:
        return []
    return [*_second_factor(viewer, today), *_invitations(viewer)]


def _second_factor(viewer: Viewer, today: date) -> list[Due]:
    if not viewer.needs_second_factor:
        return []
    return [
        Due(
            title=_("Set up your second factor"),
            why=_(
                "Your role shows other people's personal data. It opens once you confirm that it "
                "is you with a second factor."
            ),
            due=today,
            step=_("Set it up"),
            url=reverse("mfa_index"),
            is_urgent=True,
        )
    ]


def _invitations(viewer: Viewer) -> list[Due]:
    """One line for all: the first to run out gives the date."""
    waiting = invitations_waiting(viewer)
    if not waiting:
        return []
    first = timezone.localdate(waiting[0].expires_at)
    count = len(waiting)
    return [
        Due(
            title=ngettext(
                "%(count)d invitation waits for an answer",
                "%(count)d invitations wait for an answer",
                count,
            )
            % {"count": count},
            why=_("Send it again or withdraw it when it runs out."),
            due=first,
            step=_("See invitations"),
            url=reverse("people:invitations"),
        )
    ]
