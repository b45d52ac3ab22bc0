"""However bodies follow each other, each row has one controller, and it is one that is there."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.factories import make_document, make_membership
from tests.privacy import leaving
from tests.privacy.leaving import DOCUMENTS, ROLES
from tests.privacy.test_erase_somebody import undone
from trellis.kernel import estates
from trellis.kernel.estates import RECORD
from trellis.kernel.viewer import system
from trellis.privacy import actions
from trellis.privacy.lifecycle import Fate
from trellis.privacy.queries.controllers import Controllers, Standing

pytestmark = pytest.mark.django_db
BODIES = ("funder", "council", "hub_a", "hub_b", "infrastructure", "surgery")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(BODIES), lots=st.lists(st.integers(0, 99), min_size=60, max_size=60))
def test_however_bodies_follow_each_other_each_row_has_one_controller(
    cast: Cast, order: list[str], lots: list[int]
) -> None:
    """All but one leave, in any order and to anybody: after each hand-over each row has exactly one
    controller, who has not left."""
    by, now, draws = system("tests"), timezone.now(), iter(lots)
    left: set[str] = set()
    bodies = cast.world.bodies
    with undone():
        for key in BODIES:
            make_membership(organisation=bodies[key], role="hub_worker")
            make_document(owner=bodies[key], author="Ruth")
        for key in order[:-1]:
            row = leaving.opened(bodies[key], by)
            there = [one for one in BODIES if one not in {key, *left}]
            wanted = [DOCUMENTS, ROLES]
            if Controllers().keeper(cast.world.area.pk) == bodies[key].pk:
                wanted.append(RECORD)
            for estate in wanted:
                draw = next(draws)
                is_kept = estate != RECORD and draw % 3 == 0
                fate = Fate.KEPT if is_kept else Fate.HANDED
                share = leaving.chosen(row, estate, fate, by, bodies[there[draw % len(there)]])
                if not is_kept:
                    actions.answer_share(share_id=share.pk, accepts=True, by=by, now=now)
            actions.complete_handover(handover_id=row.pk, by=by, now=now)
            left.add(key)
            _each_has_one(leaving.standings(), {bodies[one].pk for one in left})


def _each_has_one(found: dict[estates.Claim, Standing], left: set[int]) -> None:
    assert set(found) == set(leaving.all_claims())
    assert {one.now.id for one in found.values()} & left == set()
    assert all(one.now.name for one in found.values())
