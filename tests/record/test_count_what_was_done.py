"""Every figure is kept up with every act, and equals what is counted anew."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.record.doing import (
    DAY,
    SYSTEM,
    Doing,
    another_body,
    cell,
    cells,
    wrong_cells,
)
from trellis.record import actions
from trellis.record.models import Activity, Cell, CountedAs, Split
from trellis.record.rules.cells import quarter_of
from trellis.record.rules.shares import Part, Party, Role

pytestmark = pytest.mark.django_db
WHO = [("hub_a",), ("hub_a", "hub_b"), ("hub_b", "hub_a", "infrastructure")]
GROUPS = ["group_a", "group_b", None]


def test_one_activity_counts_once_and_in_each_share(doing: Doing) -> None:
    doing.record("hub_a", "hub_b", quantity=3, minutes=90, pence=1_001)
    whole, mine, theirs = cell(doing), cell(doing, "hub_a"), cell(doing, "hub_b")
    assert (whole.events, whole.quantity_shared, whole.pence_shared) == (1, 30_000, 10_010_000)
    assert (mine.events, mine.events_shared, mine.quantity_shared) == (1, 5_000, 15_000)
    assert mine.pence_shared + theirs.pence_shared == whole.pence_shared
    assert [one.organisations for one in (whole, mine, theirs)] == [1, 1, 1]
    assert wrong_cells() == []


def test_whoever_sent_them_there_has_no_part_unless_they_agreed_one(doing: Doing) -> None:
    hubs = doing.body("hub_a").pk, doing.body("hub_b").pk
    parties = [Party(hubs[0], Role.LEAD), Party(hubs[1], Role.REFERRER)]
    doing.record(parties=parties)
    assert not cells(doing, "hub_b").exists()
    assert cell(doing, "hub_a").events_shared == 10_000


def test_withdrawn_it_counts_nowhere_and_whoever_else_was_helped_stays(doing: Doing) -> None:
    first, second = doing.record(), doing.record("hub_a", "hub_b")
    actions.withdraw_activity(by=SYSTEM, now=NOW, activity=second, reason="Twice")
    whole = cell(doing)
    assert (whole.events, whole.organisations) == (1, 1)
    assert not cells(doing, "hub_b").exists()
    actions.withdraw_activity(by=SYSTEM, now=NOW, activity=first, reason="Not held")
    assert not Cell.objects.exists()


def test_corrected_it_counts_as_it_reads_now(doing: Doing) -> None:
    row = doing.record()
    later = doing.done(place_id=doing.district("b").pk, quantity=4)
    actions.correct_activity(by=SYSTEM, now=NOW, activity=row, done=later, reason="In Bexton")
    assert not cells(doing).exists()
    assert cell(doing, letter="b").quantity_shared == 40_000
    assert wrong_cells() == []


def test_bodies_that_are_one_are_counted_once(doing: Doing) -> None:
    other = another_body(doing)
    doing.record()
    doing.record(organisation_id=other.pk)
    assert cell(doing).organisations == 2
    told: dict[str, Any] = {"by": SYSTEM, "now": NOW, "organisation_id": other.pk}
    actions.merge_bodies(**told, into_id=doing.body("group_a").pk)
    assert cell(doing).organisations == 1
    doing.record(organisation_id=other.pk, place_id=doing.district("b").pk)
    assert wrong_cells() == []
    actions.part_bodies(**told)
    assert cell(doing).organisations == 2
    assert wrong_cells() == []


def test_what_was_written_around_the_acts_is_found_and_put_right(doing: Doing) -> None:
    doing.record("hub_a", "hub_b")
    Cell.objects.filter(provider=0).update(events=7)
    Cell.objects.filter(provider=doing.body("hub_b").pk).delete()
    assert len(wrong_cells()) == 2
    kind = doing.kinds[0].pk
    assert actions.rebuild_cells(by=SYSTEM, now=NOW, service_type_id=kind) == 2
    assert wrong_cells() == []
    assert actions.rebuild_cells(by=SYSTEM, now=NOW, service_type_id=kind) == 0


@dataclass(frozen=True)
class Act:
    doing: Doing
    n: int
    m: int

    @property
    def row(self) -> Activity | None:
        rows = list(Activity.objects.filter(stands=True).order_by("id"))
        return rows[self.n % len(rows)] if rows else None

    @property
    def facts(self) -> dict[str, Any]:
        group = GROUPS[self.m % 3]
        return {
            "on": DAY + timedelta(days=40 * (self.n % 3)),
            "service_type_id": self.doing.kinds[self.m % 2].pk,
            "place_id": self.doing.district("ab"[self.n % 2]).pk,
            "organisation_id": self.doing.body(group).pk if group else None,
            "person": "" if group else f"case {self.n % 4}",
            "quantity": self.n + 1,
            "minutes": self.m or None,
            "pence": 100 * self.n or None,
            "tag_ids": [
                tag.pk for bit, tag in enumerate(self.doing.tags) if (self.n + self.m) >> bit & 1
            ],
        }

    @property
    def who(self) -> tuple[str, ...]:
        return WHO[(self.n + self.m) % 3]


def record(it: Act) -> None:
    it.doing.record(*it.who, **it.facts)


def correct(it: Act) -> None:
    if row := it.row:
        done = it.doing.done(*it.who, **it.facts)
        actions.correct_activity(by=SYSTEM, now=NOW, activity=row, done=done, reason="So")


def withdraw(it: Act) -> None:
    if row := it.row:
        actions.withdraw_activity(by=SYSTEM, now=NOW, activity=row, reason="No")


def share(it: Act) -> None:
    """The parties agree on other shares, the second of them on none for itself at times."""
    if (row := it.row) is None:
        return
    rows = list(Split.objects.get(activity=row, stands=True).contributions.order_by("id"))
    if len(rows) < 2:
        return
    first = 10_000 - 1_000 * (it.m % 4)
    parts = [
        Part(one.provider_id, Role(one.role), share)
        for one, share in zip(rows, [first, 10_000 - first, *[0] * 9], strict=False)
    ]
    made = actions.propose_shares(
        by=SYSTEM, now=NOW, activity=row, provider_id=rows[0].provider_id, parts=parts, reason="So"
    )
    for one in rows[1:]:
        actions.answer_shares(
            by=SYSTEM, now=NOW, split=made, provider_id=one.provider_id, agrees=True
        )


def merge(it: Act) -> None:
    a, b = it.doing.body("group_a").pk, it.doing.body("group_b").pk
    from_, into = (a, b) if it.n % 2 else (b, a)
    if CountedAs.objects.filter(organisation=from_).exists():
        actions.part_bodies(by=SYSTEM, now=NOW, organisation_id=from_)
    else:
        actions.merge_bodies(by=SYSTEM, now=NOW, organisation_id=from_, into_id=into)


ACTS: dict[str, Callable[[Act], None]] = {
    one.__name__: one for one in (record, correct, withdraw, share, merge)
}
deeds = st.tuples(
    st.sampled_from(["record", "record", *ACTS]), st.integers(0, 9), st.integers(0, 9)
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(done=st.lists(deeds, min_size=4, max_size=14))
def test_whatever_is_done_the_cells_equal_what_is_counted_anew(
    doing: Doing, done: list[tuple[str, int, int]]
) -> None:
    """What an act refuses changes nothing."""
    with transaction.atomic():
        for name, n, m in done:
            try:
                with transaction.atomic():
                    ACTS[name](Act(doing, n, m))
            except ValidationError:
                continue
            assert wrong_cells() == [], (name, n, m)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 4, 1), 20261),
        (date(2026, 6, 30), 20261),
        (date(2026, 12, 31), 20263),
        (date(2027, 3, 31), 20264),
    ],
)
def test_a_quarter_is_one_of_the_financial_year(day: date, quarter: int) -> None:
    assert quarter_of(day) == quarter
