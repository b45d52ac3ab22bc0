"""One rule answers for a row and for a list, and the two never disagree."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_membership, make_organisation, make_person, make_place
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import (
    ANYONE,
    NOBODY,
    Policy,
    Rule,
    _Joined,
    by_system,
    can,
    own,
    reaches,
    require_capability,
    where,
)
from trellis.kernel.viewer import STRANGER, Viewer, system
from trellis.organisations.models import Coverage, Membership, Organisation

pytestmark = pytest.mark.django_db

HERE = Can.ORGANISATION_EDIT


@dataclass
class World:
    """Two areas, two bodies in each, and in every body two people in different roles."""

    rows: list[Membership] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = [make_person() for _ in range(2)]
        for area in (make_place(), make_place()):
            for organisation in (make_organisation(area=area), make_organisation(area=area)):
                for person, role in zip(self.people, ("resident", "volunteer"), strict=True):
                    row = make_membership(person=person, organisation=organisation, role=role)
                    self.rows.append(row)

    def viewer(self, draw: st.DrawFn) -> Viewer:
        organisations = sorted({row.organisation_id for row in self.rows})
        areas = sorted({row.organisation.area_id for row in self.rows})
        return Viewer(
            account_id=1,
            person_id=draw(st.sampled_from([None, *(person.pk for person in self.people)])),
            at={HERE: draw(st.frozensets(st.sampled_from(organisations)))},
            over={HERE: draw(st.frozensets(st.sampled_from(areas)))},
            everywhere=frozenset({HERE} if draw(st.integers(0, 9)) == 0 else ()),
        )


# Each rule beside what it means, worked out without the database.
LEAVES: tuple[tuple[Rule, Callable[[Viewer, Membership], bool]], ...] = (
    (
        can(HERE, at="organisation"),
        lambda viewer, row: HERE in viewer.everywhere or row.organisation_id in viewer.at[HERE],
    ),
    (
        can(HERE, over="organisation__area"),
        lambda viewer, row: (
            HERE in viewer.everywhere or row.organisation.area_id in viewer.over[HERE]
        ),
    ),
    (can(HERE), lambda viewer, _row: HERE in viewer.everywhere),
    (where(Q(role="resident")), lambda _viewer, row: row.role == "resident"),
    (own("person"), lambda viewer, row: viewer.person_id == row.person_id),
    (by_system(), lambda _viewer, _row: False),
    (ANYONE, lambda _viewer, _row: True),
    (NOBODY, lambda _viewer, _row: False),
)
RULES = st.recursive(
    st.sampled_from([rule for rule, _meaning in LEAVES]),
    lambda inner: st.builds(Rule.__or__, inner, inner) | st.builds(Rule.__and__, inner, inner),
    max_leaves=5,
)


def by_hand(rule: Rule, viewer: Viewer, row: Membership) -> bool:
    if isinstance(rule, _Joined):
        parts = (by_hand(part, viewer, row) for part in (rule.left, rule.right))
        return any(parts) if rule.how == Q.OR else all(parts)
    return next(meaning(viewer, row) for leaf, meaning in LEAVES if leaf is rule)


def test_the_answer_for_a_row_is_the_answer_of_the_list() -> None:
    world = World()

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), RULES)
    def they_agree(data: st.DataObject, rule: Rule) -> None:
        viewer = data.draw(st.composite(world.viewer)())
        policy = Policy(view=rule)
        listed = set(policy.rows(viewer, Membership.objects.all()))
        assert listed == {row for row in world.rows if policy.allows(viewer, "view", row)}
        assert listed == {row for row in world.rows if by_hand(rule, viewer, row)}

    they_agree()


def test_a_row_that_may_not_be_seen_is_not_there() -> None:
    row = make_membership()
    policy = Policy(view=can(HERE, at="organisation"), edit=NOBODY)

    with pytest.raises(Http404):
        policy.get(STRANGER, Membership.objects.all(), pk=row.pk)


def test_a_row_that_may_be_seen_is_refused_by_name() -> None:
    row = make_membership()
    policy = Policy(view=ANYONE, edit=can(HERE, at="organisation"))

    assert policy.get(STRANGER, Membership.objects.all(), pk=row.pk) == row
    with pytest.raises(PermissionDenied):
        policy.get(STRANGER, Membership.objects.all(), "edit", pk=row.pk)


def test_a_body_that_works_in_two_places_is_listed_once() -> None:
    body = make_organisation()
    for _ in range(2):
        place = make_place(parent=body.area)
        Coverage.objects.create(organisation=body, place=place)
    reached = frozenset(Coverage.objects.values_list("place_id", flat=True))
    policy = Policy(view=reaches(HERE, through=Coverage, link="organisation"))
    viewer = Viewer(over={HERE: reached})

    assert list(policy.rows(viewer, Organisation.objects.all())) == [body]


def test_the_system_is_asked_for_by_name() -> None:
    row = make_membership()
    policy = Policy(view=by_system())

    assert policy.allows(system("a load"), "view", row)
    assert not policy.allows(Viewer(everywhere=frozenset(Can)), "view", row)


@pytest.mark.parametrize(
    ("viewer", "asked"),
    [
        (Viewer(at={HERE: frozenset({1})}), {}),
        (Viewer(at={HERE: frozenset({1})}), {"organisation_id": 1}),
        (Viewer(over={HERE: frozenset({5})}), {"place_id": 5}),
        (Viewer(over={HERE: frozenset({5})}), {"organisation_id": 1, "place_id": 5}),
        (Viewer(everywhere=frozenset({HERE})), {"organisation_id": 9}),
    ],
)
def test_a_capability_that_is_held_there_will_do(viewer: Viewer, asked: dict[str, int]) -> None:
    require_capability(viewer, HERE, **asked)


@pytest.mark.parametrize(
    ("viewer", "asked"),
    [
        (STRANGER, {}),
        (Viewer(at={HERE: frozenset({1})}), {"organisation_id": 2}),
        (Viewer(at={HERE: frozenset({1})}), {"place_id": 1}),
        (Viewer(over={HERE: frozenset({5})}), {"organisation_id": 5}),
        (Viewer(at={Can.VALUE_VIEW: frozenset({1})}), {"organisation_id": 1}),
    ],
)
def test_a_capability_held_elsewhere_will_not(viewer: Viewer, asked: dict[str, int]) -> None:
    with pytest.raises(PermissionDenied):
        require_capability(viewer, HERE, **asked)
