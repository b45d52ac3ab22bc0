"""Who pays whom in Fosseshire: one contract for the county, paid on to hubs and centres, and a
small grant beside it that runs out soon."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from trellis.funding import actions as funding
from trellis.funding import queries
from trellis.funding.actions import Terms
from trellis.kernel.periods import Span, financial_year
from trellis.kernel.viewer import Viewer
from trellis.record import queries as record
from trellis.web.examples.fosseshire.bodies import BODIES, DISTRICTS

YEARS: Final = 4
_A_YEAR: Final = 100 * YEARS  # of pounds, in pence over the whole time
_MAIN: Final = 600_000
_CENTRE: Final = 18_500
_ABOUT: Final = (
    "Advice, training, volunteering and a voice for voluntary groups in the whole county. Whatever "
    "a hub or a resource centre can do well near to people is paid on to it."
)


def write(*, by: Viewer, now: datetime, county: int, bodies: Mapping[str, int]) -> None:
    """Two years ago, to the end of the next one; before that, three years of another contract."""
    today = timezone.localdate(now)
    this = financial_year(today)
    runs = Span(_years(this.start, -2), _years(this.end, 1))
    before = Span(_years(runs.start, -3), runs.start)
    vaf, council = bodies["vaf"], bodies["fosseshire_council"]
    _make(by, now, county, council, vaf, "FCC/VCS/1", "Infrastructure services", before, 1_650_000)
    main = _make(
        by, now, county, council, vaf, "FCC/VCS/2", "Infrastructure services for Fosseshire",
        runs, _MAIN * YEARS, about=_ABOUT,
    )  # fmt: skip
    funding.set_contributors(
        agreement_id=main,
        shares={
            bodies["fosseshire_health"]: 90_000 * _A_YEAR,
            bodies["fosse_foundation"]: 60_000 * _A_YEAR,
        },
        by=by,
        now=now,
    )
    _pay_on(by, now, county, bodies, main, runs)
    soon = Span(today - timedelta(days=305), today + timedelta(days=60))
    _make(
        by, now, county, bodies["fosse_foundation"], bodies["amberdale_hub"], "FF/117",
        "A van for the villages", soon, 14_800, is_reported=False,
    )  # fmt: skip


def _pay_on(
    by: Viewer, now: datetime, county: int, bodies: Mapping[str, int], main: int, runs: Span
) -> None:
    """Hubs by how many people live around them, centres alike."""
    people = {f"{one.key}_hub": one.people for one in DISTRICTS}
    paid = [one for one in BODIES if one.kind in {"hub", "resource_centre"}]
    for number, one in enumerate(paid, start=1):
        a_year = _hub(people[one.key]) if one.kind == "hub" else _CENTRE
        title = "Community hub" if one.kind == "hub" else "Local resource centre"
        _make(
            by, now, county, bodies["vaf"], bodies[one.key], f"VAF/{number:02}", title, runs,
            a_year * YEARS, under=main,
        )  # fmt: skip


# Of which kinds, by the name each has in `kinds.py`, an agreement says something; of the others
# nothing is said. In dispute is what is done for groups and what is done in their place.
_NOBODYS: Final = ("Accounts examined", "Small grant paid", "Desk used")
_OF_THE_COUNTY: Final = (
    "Advice session on governance", "Advice session on funding", "Advice by telephone",
    "Health check of a group", "New group started", "Policy or constitution written",
    "Group kept from closing", "Training place taken", "Safeguarding course",
    "Course for trustees", "Volunteer enquiry", "Volunteer introduced to a group",
    "Opportunity developed", "Manager of volunteers supported", "Funding search",
    "Application helped with", "Award won", "Room hired at a community rate", "Equipment lent",
    "Forum held", "Group brought to a consultation", "Representative supported",
)  # fmt: skip
_OF_A_HUB: Final = (
    "Advice session on governance", "Advice session on funding", "Advice by telephone",
    "Health check of a group", "New group started", "Training place taken", "Volunteer enquiry",
    "Volunteer introduced to a group", "Opportunity developed", "Funding search",
    "Application helped with", "Group brought to a consultation",
)  # fmt: skip
_OF_A_CENTRE: Final = ("Advice by telephone", "Room hired at a community rate", "Equipment lent",
                       "Printing done")  # fmt: skip


def say_what_is_paid_for(*, by: Viewer, now: datetime, county: int) -> None:
    """For whom it is paid on is said first, so that one hub is paid for first aid courses, which
    the county's contract then turns out not to pay for."""
    kinds = record.kinds_by_name(county)
    chain = queries.chains(by, county, timezone.localdate(now))
    main = next(one for one in chain if one.main.agreement.reference == "FCC/VCS/2")
    for number, row in enumerate(main.steps[0].rows):
        is_hub = row.agreement.title == "Community hub"
        inside = _OF_A_HUB if is_hub else _OF_A_CENTRE
        outside = (*_NOBODYS, "Room hired at a community rate") if is_hub else _NOBODYS
        more = ("First aid course",) if number == 0 else ()
        _say(by, now, row.agreement.id, kinds, (*inside, *more), outside)
    _say(by, now, main.main.agreement.id, kinds, _OF_THE_COUNTY, (*_NOBODYS, "First aid course"))


def _say(
    by: Viewer,
    now: datetime,
    agreement_id: int,
    kinds: Mapping[str, int],
    inside: Iterable[str],
    outside: Iterable[str],
) -> None:
    paid_for = {kinds[name]: True for name in inside} | {kinds[name]: False for name in outside}
    funding.set_scope(
        by=by, now=now, agreement_id=agreement_id, paid_for=paid_for, why="As in its schedule"
    )


def _hub(people: int) -> int:
    """Pounds a year: a sum for each hub and something for each person, in five hundreds."""
    return (30_000 + people // 4) // 500 * 500


def _make(
    by: Viewer,
    now: datetime,
    county: int,
    payer: int,
    provider: int,
    reference: str,
    title: str,
    runs: Span,
    pounds: int,
    *,
    about: str = "",
    under: int | None = None,
    is_reported: bool = True,
) -> int:
    terms = Terms(reference, title, runs, is_reported, pounds * 100, about)
    row = funding.make_agreement(
        area_id=county,
        payer_id=payer,
        provider_id=provider,
        under_id=under,
        terms=terms,
        by=by,
        now=now,
    )
    return row.pk


def _years(day: date, years: int) -> date:
    """The first of April of another year."""
    return day.replace(year=day.year + years)
