"""Money that comes into a framework's area, for the sheets of its places."""

from collections import defaultdict
from dataclasses import dataclass

from trellis.funding import queries as funding
from trellis.kernel.periods import Span
from trellis.kernel.viewer import STRANGER
from trellis.organisations import queries as organisations
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.reports import tree

_KINDS = ("council", "funder", "public_body")


@dataclass(frozen=True)
class PaidFor:
    """What one body pays in for a period by the main agreements in force on its last day: its
    part of their whole time, day by day. `is_whole`: for the whole area, not for one place."""

    by: str
    pence: int
    is_whole: bool


def paid_for(facts: FrameworkFacts, span: Span) -> dict[str, list[PaidFor]]:
    """By the code of each place inside the area who pays in for it. What a body pays that covers
    the whole area is not divided among its places: nobody has said how."""
    nodes = tree(facts)
    covered: dict[int, set[int]] = defaultdict(set)
    for body in organisations.covering(STRANGER, facts.area_id, _KINDS):
        covered[body.id] |= {place_id for place_id, _name in body.places}
    found: dict[str, list[PaidFor]] = defaultdict(list)
    for one in funding.paid_in(facts.area_id, span.last_day):
        pence = _of_period(one, span)
        if pence is None:
            continue
        is_whole = facts.area_id in covered[one.organisation_id]
        for node in nodes.values():
            inside = node.id != facts.area_id
            if inside and (is_whole or node.id in covered[one.organisation_id]):
                found[node.code].append(PaidFor(one.name, pence, is_whole))
    return found


def _of_period(one: funding.PaidIn, span: Span) -> int | None:
    """Rounded to the penny; None as soon as one of its amounts is not stated."""
    total = 0
    for share in one.shares:
        if share.amount_pence is None:
            return None
        whole = (share.until - share.starts_on).days
        shared = (min(share.until, span.end) - max(share.starts_on, span.start)).days
        total += round(share.amount_pence * max(shared, 0) / whole)
    return total
