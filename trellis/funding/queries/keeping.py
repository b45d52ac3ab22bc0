"""What the forms of this room offer, and to whom."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied

from trellis.funding import words
from trellis.funding.policy import AGREEMENT
from trellis.funding.queries.rows import AgreementFacts, facts_of, rows
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ReadOnlyError
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.places import queries as places


@dataclass(frozen=True)
class Beginning:
    """What somebody may put down in an area: the bodies they sign for, and the agreements out of
    which these may pay on."""

    area: places.Area
    payers: dict[int, str]
    above: tuple[AgreementFacts, ...]


def beginning(viewer: Viewer, area_slug: str, today: date) -> Beginning:
    """404 for no such area; 403 for whoever signs for no body in it."""
    area = places.area(area_slug)
    payers = payers_in(viewer, area.id)
    if not payers:
        raise PermissionDenied
    if why := words.why_read_only(area.standing, area.name):
        raise ReadOnlyError(why)
    found = rows().filter(area_id=area.id, provider_id__in=payers, ends_on__gt=today)
    above = (facts_of(row, today) for row in AGREEMENT.rows(viewer, found, "pay_on"))
    return Beginning(area, payers, tuple(one for one in above if one.until > today))


def payers_in(viewer: Viewer, area_id: int) -> dict[int, str]:
    """The open bodies of the area that the viewer signs for, by name."""
    held = organisations.on_record(viewer.organisations_with(Can.AGREEMENT_KEEP), area_id)
    return dict(sorted(held.items(), key=lambda one: one[1]))


def may_begin(viewer: Viewer, area: places.Area) -> bool:
    return not words.why_read_only(area.standing, area.name) and bool(payers_in(viewer, area.id))


def agreement_to_keep(viewer: Viewer, area_slug: str, paid_id: int, today: date) -> AgreementFacts:
    """404 where there is none, 403 for whoever does not sign for its payer, in words where nobody
    changes the record any more."""
    row = AGREEMENT.get(viewer, rows(), "keep", area__slug=area_slug, pk=paid_id)
    if not AGREEMENT.allows(viewer, "edit", row):
        raise ReadOnlyError(words.why_read_only(row.area.standing, row.area.name))
    return facts_of(row, today)
