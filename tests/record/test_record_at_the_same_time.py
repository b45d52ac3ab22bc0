"""Several at once, on either database: shares add up, cells equal what is counted anew, and of two
who change one activity the second is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from tests.at_once import at_once
from tests.cast import Cast
from tests.conftest import NOW
from tests.record.doing import DAY, SYSTEM, Doing, begin, cell, wrong_cells
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.editing import EditedMeanwhileError
from trellis.record import actions
from trellis.record.models import Activity, Split
from trellis.record.rules.shares import Part, Role

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (ValidationError, EditedMeanwhileError, AlreadyDoneError)


@pytest.fixture
def doing(transactional_db: None) -> Doing:
    return begin(Cast())


def sums() -> set[int]:
    """What the shares of every sealed set add up to."""
    sealed = Split.objects.exclude(sealed_at=None).annotate(whole=Sum("contributions__share"))
    return set(sealed.values_list("whole", flat=True))


def test_many_record_into_the_same_cells(doing: Doing) -> None:
    def record(n: int) -> None:
        group = doing.body("group_a" if n % 2 else "group_b").pk
        for step in range(4):
            doing.record("hub_a", "hub_b", organisation_id=group, on=DAY + timedelta(days=step))

    answers = at_once(*(lambda n=n: record(n) for n in range(4)), refused=REFUSED)
    assert answers == ["done"] * 4
    assert (cell(doing).events, cell(doing).organisations) == (16, 2)
    assert sums() == {10_000}
    assert wrong_cells() == []


def test_two_correct_one_activity_and_the_second_is_told(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")

    def correct(quantity: int) -> None:
        actions.correct_activity(
            by=SYSTEM, now=NOW, activity=row, seen="1", reason="Counted again",
            done=doing.done("hub_a", "hub_b", quantity=quantity),
        )  # fmt: skip

    answers = at_once(lambda: correct(5), lambda: correct(6), refused=REFUSED)
    assert sorted(answers) == ["done", "refused"]
    assert Activity.objects.filter(stands=True).count() == 1
    assert sums() == {10_000}
    assert wrong_cells() == []


def test_one_withdraws_it_while_the_other_agrees_on_its_shares(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    a, b = doing.body("hub_a").pk, doing.body("hub_b").pk
    parts = [Part(a, Role.LEAD, 9_000), Part(b, Role.PARTNER, 1_000)]
    made = actions.propose_shares(
        by=SYSTEM, now=NOW, activity=row, provider_id=a, parts=parts, reason="So"
    )
    answers = at_once(
        lambda: actions.withdraw_activity(by=SYSTEM, now=NOW, activity=row, reason="No"),
        lambda: actions.answer_shares(by=SYSTEM, now=NOW, split=made, provider_id=b, agrees=True),
        refused=REFUSED,
    )
    assert answers[0] == "done"
    assert not Split.objects.filter(stands=True).exists()
    assert sums() == {10_000}
    assert wrong_cells() == []


def test_a_rebuild_and_a_merge_run_while_others_record(doing: Doing) -> None:
    for _n in range(3):
        doing.record("hub_a", "hub_b")

    def record() -> None:
        for _n in range(4):
            doing.record("hub_a", organisation_id=doing.body("group_b").pk)

    def rebuild() -> None:
        for _n in range(3):
            for kind in doing.kinds:
                actions.rebuild_cells(by=SYSTEM, now=NOW, service_type_id=kind.pk)

    def merge() -> None:
        actions.merge_bodies(
            by=SYSTEM, now=NOW, organisation_id=doing.body("group_b").pk,
            into_id=doing.body("group_a").pk,
        )  # fmt: skip

    assert at_once(record, rebuild, merge, refused=REFUSED) == ["done"] * 3
    assert wrong_cells() == []
    assert (cell(doing).events, cell(doing).organisations) == (7, 1)


def test_some_are_made_one_while_others_record_into_the_same_cells(doing: Doing) -> None:
    """Who makes two one keeps cells up twice, in no order that others keep."""
    tags = [tag.pk for tag in doing.tags]
    pairs = [
        [
            doing.record(who, on=DAY + timedelta(days=n), place_id=doing.district(where).pk).pk
            for who, where in (("hub_a", "b"), ("hub_b", "a"))
        ]
        for n in range(3)
    ]

    def join(pair: list[int]) -> None:
        one, other = pair
        actions.judge_double(
            by=SYSTEM, now=NOW, one_id=one, other_id=other, is_one_thing=True, address="/"
        )

    def record() -> None:
        for letter in "abab":
            doing.record("hub_b", "hub_a", place_id=doing.district(letter).pk, tag_ids=tags)

    deeds = [*(lambda pair=pair: join(pair) for pair in pairs), record, record]
    assert at_once(*deeds, refused=REFUSED) == ["done"] * 5
    assert Activity.objects.filter(stands=True).count() == 3 + 8
    assert sums() == {10_000}
    assert wrong_cells() == []
