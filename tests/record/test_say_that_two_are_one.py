"""What two bodies recorded of one thing is shown to both, and made one where both say so."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TODAY
from tests.record.doing import DAY, Doing, cell, shares, wrong_cells
from trellis.record import queries
from trellis.record.models import Activity
from trellis.record.rules.doubles import DAYS, Trace, doubles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def shown(doing: Doing, key: str = "hub_worker") -> list[tuple[int, int]]:
    found = queries.possible_doubles(doing.cast.viewer(key), doing.county.pk, today=TODAY)
    return [(one.one.id, one.other.id) for one in found]


def test_the_same_kind_for_the_same_group_within_a_week(doing: Doing) -> None:
    one = doing.record("hub_a")
    other = doing.record("infrastructure", on=DAY + timedelta(days=3))
    doing.record("infrastructure", on=DAY + timedelta(days=20))
    doing.record("infrastructure", organisation_id=doing.body("group_b").pk)
    doing.record("infrastructure", service_type_id=doing.kinds[1].pk)
    assert shown(doing) == [(one.pk, other.pk)]
    assert shown(doing, "infrastructure_officer") == [(one.pk, other.pk)]
    assert shown(doing, "other_hub_worker") == []


def settle(doing: Doing, key: str, one: Activity, other: Activity, verdict: str) -> None:
    url = reverse("record:settle", args=[doing.county.slug, one.pk, other.pk])
    client = doing.cast.client(key)
    assert client.get(url).status_code == 200
    assert client.post(url, {"verdict": verdict}).status_code == 302


def test_once_both_say_so_it_stands_once_with_a_share_for_each(doing: Doing) -> None:
    one, other = doing.record("hub_a"), doing.record("infrastructure")
    settle(doing, "hub_worker", one, other, "one")
    assert cell(doing).events == 2
    settle(doing, "infrastructure_officer", one, other, "one")
    assert cell(doing).events == 1
    last = Activity.objects.get(first=one)
    held = {doing.body("hub_a").pk: 5_000, doing.body("infrastructure").pk: 5_000}
    assert shares(last) == held
    assert last.provider == doing.body("hub_a")
    assert shown(doing) == []
    assert wrong_cells() == []


def test_said_to_be_two_nobody_is_asked_again(doing: Doing) -> None:
    one, other = doing.record("hub_a"), doing.record("infrastructure")
    settle(doing, "infrastructure_officer", one, other, "two")
    assert shown(doing) == []
    assert cell(doing).events == 2


def test_whoever_did_neither_is_not_asked(doing: Doing) -> None:
    one, other = doing.record("hub_a"), doing.record("infrastructure")
    url = reverse("record:settle", args=[doing.county.slug, one.pk, other.pk])
    assert doing.cast.client("council_officer").get(url).status_code == 403


traces = st.builds(
    Trace,
    id=st.integers(1, 10_000),
    kind=st.integers(1, 2),
    on=st.integers(0, 40).map(lambda n: date(2026, 7, 1) + timedelta(days=n)),
    who=st.integers(1, 2),
    parties=st.frozensets(st.integers(1, 4), min_size=1, max_size=2),
    quantity=st.integers(1, 3),
)


@given(st.lists(traces, max_size=25, unique_by=lambda one: one.id))
def test_every_pair_that_the_rule_names_is_found_and_no_other(held: list[Trace]) -> None:
    expected = {
        (min(a.id, b.id), max(a.id, b.id))
        for a in held
        for b in held
        if a.id != b.id
        and (a.kind, a.who) == (b.kind, b.who)
        and abs((a.on - b.on).days) <= DAYS
        and not a.parties & b.parties
    }
    found = doubles(held)
    assert {(one.one, one.other) for one in found} == expected
    assert len(found) == len(expected)
