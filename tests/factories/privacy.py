"""What people asked about their data."""

from datetime import timedelta
from typing import Any

from tests.factories.making import NOW, TODAY, filled
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person
from tests.factories.places import make_area
from trellis.privacy.models import (
    Agreement,
    Breach,
    Complaint,
    Handover,
    Party,
    Passed,
    Pause,
    Request,
    RetentionRun,
    Share,
    SharedField,
)


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


def make_agreement(**given: Any) -> Agreement:
    """A draft for a year, with no party and no field yet."""
    return Agreement.objects.create(
        **filled(
            given,
            area=make_area,
            purpose="To introduce volunteers to groups that look for them",
            basis="legitimate_interests",
            starts_on=TODAY,
            review_on=TODAY + timedelta(days=365),
        )
    )


def make_party(**given: Any) -> Party:
    return Party.objects.create(
        **filled(given, agreement=make_agreement, organisation=make_organisation, does="gives")
    )


def make_shared_field(**given: Any) -> SharedField:
    return SharedField.objects.create(
        **filled(given, agreement=make_agreement, code="organisations.organisation.email")
    )


def make_handover(**given: Any) -> Handover:
    """Of a body that closes today."""
    organisation = given.pop("organisation", None) or make_organisation()
    return Handover.objects.create(
        **filled(
            given,
            organisation=organisation,
            area=organisation.area,
            reason="closes",
            leaves_on=TODAY,
        )
    )


def make_share(**given: Any) -> Share:
    """Of documents, which whoever keeps the record is to keep."""
    return Share.objects.create(
        **filled(given, handover=make_handover, estate="documents.document.owner", fate="kept")
    )


def make_passed(**given: Any) -> Passed:
    share = given.pop("share", None) or make_share()
    return Passed.objects.create(**filled(given, share=share, estate=share.estate, row_id=1))
