"""Who pays whom."""

from datetime import date
from typing import Any

from tests.factories.making import filled, number
from tests.factories.organisations import make_organisation
from tests.factories.record import make_service_type
from trellis.funding.models import Agreement, Contributor, ScopeLine


def make_paid_agreement(**given: Any) -> Agreement:
    """A main agreement of 2026/27 by which its provider reports; given `under`, a sub-agreement for
    the time of that one, paid by its provider."""
    under = given.get("under")
    area = given.pop("area", None) or (under or given.get("payer") or make_organisation()).area
    return Agreement.objects.create(
        area=area,
        **filled(
            given,
            reference=f"AG{number()}",
            title="Infrastructure services",
            payer=under.provider if under else lambda: make_organisation(area=area, kind="council"),
            provider=lambda: make_organisation(area=area, kind="hub"),
            starts_on=under.starts_on if under else date(2026, 4, 1),
            ends_on=under.ends_on if under else date(2027, 4, 1),
            is_reported=True,
        ),
    )


def make_contributor(**given: Any) -> Contributor:
    agreement = given.pop("agreement", None) or make_paid_agreement()
    return Contributor.objects.create(
        agreement=agreement,
        **filled(given, organisation=lambda: make_organisation(area=agreement.area, kind="funder")),
    )


def make_scope_line(**given: Any) -> ScopeLine:
    """It pays for a kind of its area."""
    agreement = given.pop("agreement", None) or make_paid_agreement()
    return ScopeLine.objects.create(
        agreement=agreement,
        **filled(
            given,
            service_type=lambda: make_service_type(area=agreement.area),
            is_paid_for=True,
        ),
    )
