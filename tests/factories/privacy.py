"""What people asked about their data."""

from typing import Any

from tests.factories.making import NOW, TODAY, filled
from tests.factories.people import make_person
from tests.factories.places import make_area
from trellis.privacy.models import Breach, Complaint, Pause, Request, RetentionRun


def make_request(**given: Any) -> Request:
    """Of a copy, asked today."""
    return Request.objects.create(
        **filled(given, kind="access", area=make_area, person=make_person, received_on=TODAY)
    )


def make_pause(**given: Any) -> Pause:
    return Pause.objects.create(**filled(given, request=make_request, from_on=TODAY))


def make_retention_run(**given: Any) -> RetentionRun:
    return RetentionRun.objects.create(
        **filled(given, at=NOW, counts=lambda: {"organisations.membership.person": 2})
    )


def make_complaint(**given: Any) -> Complaint:
    """Received today by page."""
    return Complaint.objects.create(
        **filled(given, area=make_area, person=make_person, said="Told others", received_on=TODAY)
    )


def make_breach(**given: Any) -> Breach:
    """Known since now, and not looked at yet."""
    return Breach.objects.create(
        **filled(given, area=make_area, title="A list left on a bus", what="Paper", aware_at=NOW)
    )
