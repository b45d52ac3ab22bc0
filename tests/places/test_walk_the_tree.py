"""Asking what lies in what."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from tests.conftest import NOW
from tests.places.making import LOADER, make_county
from trellis.kernel.viewer import STRANGER
from trellis.places import actions, queries
from trellis.places.models import Place

pytestmark = pytest.mark.django_db


def make_ward(parent: Place, code: str) -> Place:
    return actions.add_place(
        parent_id=parent.pk, kind="ward", code=code, name=f"Ward {code}", by=LOADER, now=NOW
    )


def test_a_subtree_is_the_place_and_all_below_it(django_assert_num_queries: Any) -> None:
    county = make_county()
    ward = make_ward(county.district(1), "W1")
    wards_part = make_ward(ward, "W1A")
    with django_assert_num_queries(1):
        found = queries.subtree_ids([county.district(1).pk])
    assert found == {county.district(1).pk, ward.pk, wards_part.pk}


def test_subtrees_are_kept_apart_by_their_roots() -> None:
    county = make_county()
    ward = make_ward(county.district(1), "W1")
    one, two = county.district(1).pk, county.district(2).pk
    assert queries.subtrees([one, two, ward.pk]) == {
        one: {one, ward.pk},
        two: {two},
        ward.pk: {ward.pk},
    }


def test_asking_for_nothing_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert queries.subtree_ids([]) == frozenset()


def test_a_place_that_is_not_there_has_nothing_below_it() -> None:
    assert queries.subtrees([987_654]) == {987_654: frozenset()}


def test_more_roots_than_one_statement_holds() -> None:
    county = make_county()
    ids = [county.area.pk, *range(900_000, 901_200)]
    assert queries.subtree_ids(ids) == {
        county.area.pk,
        *(place.pk for place in county.districts.values()),
    }


def test_a_tree_lists_parents_before_children_and_siblings_by_name(
    django_assert_num_queries: Any,
) -> None:
    county = make_county()
    make_ward(county.district(2), "W2")
    make_ward(county.district(2), "W1")
    with django_assert_num_queries(1):
        nodes = queries.tree(county.area.pk)
    assert [(node.depth, node.name) for node in nodes] == [
        (0, "Fosseshire"),
        (1, "Amberdale"),
        (1, "Brockley"),
        (2, "Ward W1"),
        (2, "Ward W2"),
        (1, "Carrow"),
        (1, "Denholt"),
    ]
    assert {node.area_id for node in nodes} == {county.area.pk}


def test_two_areas_are_never_mixed() -> None:
    ours, theirs = make_county(), make_county(slug="saltmarsh")
    both = {node.id for node in queries.tree(ours.area.pk)} & {
        node.id for node in queries.tree(theirs.area.pk)
    }
    assert both == set()
    here = queries.place(STRANGER, "saltmarsh", "E07900001")
    assert here.id == theirs.district(1).pk


def test_the_tree_of_a_day_has_the_places_of_that_day() -> None:
    county = make_county()
    actions.record_succession(
        predecessor_id=county.district(1).pk,
        successor_id=county.district(2).pk,
        on=date(2020, 4, 1),
        by=LOADER,
        now=NOW,
    )
    before = {node.name for node in queries.tree(county.area.pk, on=date(2020, 3, 31))}
    after = {node.name for node in queries.tree(county.area.pk, on=date(2020, 4, 1))}
    assert before == {"Fosseshire", "Amberdale", "Carrow", "Denholt"}
    assert after == {"Fosseshire", "Brockley", "Carrow", "Denholt"}


def test_the_way_up_goes_from_the_area_down_to_the_parent(django_assert_num_queries: Any) -> None:
    county = make_county()
    ward = make_ward(county.district(1), "W1")
    with django_assert_num_queries(2):
        above = queries.ancestors(ward.pk)
    assert [(node.name, node.depth) for node in above] == [("Fosseshire", 0), ("Amberdale", 1)]
    assert queries.ancestors(county.area.pk) == []


def test_chains_end_with_the_place_itself() -> None:
    county = make_county()
    ward = make_ward(county.district(1), "W1")
    found = queries.chains([ward.pk, county.area.pk])
    assert {pk: [node.name for node in chain] for pk, chain in found.items()} == {
        ward.pk: ["Fosseshire", "Amberdale", "Ward W1"],
        county.area.pk: ["Fosseshire"],
    }


def test_what_is_not_there_is_not_found() -> None:
    make_county()
    for area, code in (("fosseshire", "nowhere"), ("nowhere", "E07900001")):
        with pytest.raises(Http404):
            queries.place(STRANGER, area, code)
    with pytest.raises(Http404):
        queries.area("nowhere")


def test_a_district_is_no_area_though_it_has_an_address() -> None:
    make_county()
    with pytest.raises(Http404):
        queries.area("amberdale")
