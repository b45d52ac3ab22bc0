"""Shares that somebody decided: sealed for the system alone, minutes and all, and counted."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.conftest import NOW
from tests.record.doing import SYSTEM, Doing, begin, cell, shares, wrong_cells
from trellis.kernel.models import AuditLine
from trellis.record import actions
from trellis.record.models import Activity, Split
from trellis.record.rules.shares import Part, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WHO = ("hub_a", "hub_b", "infrastructure")


def parts(doing: Doing, *each: int) -> list[Part]:
    return [
        Part(doing.body(key).pk, Role.PARTNER if place else Role.LEAD, share)
        for place, (key, share) in enumerate(zip(WHO, each, strict=True))
    ]


def decide(doing: Doing, row: Activity, *each: int) -> Split:
    return actions.decide_shares(
        by=SYSTEM, now=NOW, activity=row, parts=parts(doing, *each), reason="Both diaries"
    )


def test_it_counts_so_at_once_and_what_stood_stands_no_more(doing: Doing) -> None:
    row = doing.record(*WHO)
    assert sorted(shares(row).values()) == [3_333, 3_333, 3_334]
    made = decide(doing, row, 1, 9_999, 0)
    assert shares(row) == dict(zip((doing.body(key).pk for key in WHO), (1, 9_999, 0), strict=True))
    made.refresh_from_db()
    assert (made.basis, made.reason, made.stands) == ("decided", "Both diaries", True)
    assert Split.objects.filter(activity=row, stands=True).count() == 1
    assert (cell(doing, "hub_b").events_shared, cell(doing).events) == (9_999, 1)
    line = AuditLine.objects.latest("id")
    told = (line.verb, line.fields, line.why)
    assert told == ("record.shares.decided", ["shares"], "Both diaries")
    assert wrong_cells() == []


@given(first=st.integers(0, 10_000), second=st.integers(0, 10_000))
@settings(max_examples=8)
def test_whatever_adds_up_is_sealed_and_nothing_else(first: int, second: int) -> None:
    doing = begin(Cast())
    row = doing.record(*WHO)
    third = 10_000 - first - second
    if third < 0:
        with pytest.raises(ValidationError):
            decide(doing, row, first, second, third)
    else:
        decide(doing, row, first, second, third)
    sealed = Split.objects.exclude(sealed_at=None).annotate(whole=Sum("contributions__share"))
    assert set(sealed.values_list("whole", flat=True)) == {10_000}
    assert wrong_cells() == []


@pytest.mark.parametrize(
    ("each", "says"),
    [
        ((5_000, 4_000, 999), "add up to 100"),
        ((10_001, 0, -1), "between 0 and 100"),
        ((3_334, 3_333, 3_333), "shared out so already"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    doing: Doing, each: tuple[int, int, int], says: str
) -> None:
    row = doing.record(*WHO)
    with pytest.raises(ValidationError, match=says):
        decide(doing, row, *each)
    assert Split.objects.count() == 1


def test_what_was_withdrawn_or_corrected_meanwhile_is_not_decided_on(doing: Doing) -> None:
    row = doing.record(*WHO)
    done = doing.done(*WHO, quantity=9)
    later = actions.correct_activity(by=SYSTEM, now=NOW, activity=row, done=done, reason="Nine")
    with pytest.raises(ValidationError, match="corrected or withdrawn meanwhile"):
        decide(doing, row, 5_000, 5_000, 0)
    actions.withdraw_activity(by=SYSTEM, now=NOW, activity=later, reason="Called off")
    with pytest.raises(ValidationError, match="corrected or withdrawn meanwhile"):
        decide(doing, later, 5_000, 5_000, 0)


def test_decided_shares_outlive_a_correction_that_leaves_the_parties(doing: Doing) -> None:
    row = doing.record(*WHO)
    decide(doing, row, 5_000, 4_000, 1_000)
    done = doing.done(*WHO, quantity=9)
    later = actions.correct_activity(by=SYSTEM, now=NOW, activity=row, done=done, reason="Nine")
    stands = Split.objects.get(stands=True)
    assert (stands.activity, stands.basis, stands.reason) == (later, "decided", "Both diaries")
    assert sorted(shares(later).values()) == [1_000, 4_000, 5_000]
    done = doing.done("hub_a", "hub_b")
    actions.correct_activity(by=SYSTEM, now=NOW, activity=later, done=done, reason="Two")
    assert Split.objects.get(stands=True).basis == "default"
    assert wrong_cells() == []


def test_nobody_but_the_system_decides(doing: Doing) -> None:
    row = doing.record(*WHO)
    for key in ("hub_worker", "council_officer", "infrastructure_manager", "administrator"):
        with pytest.raises(PermissionDenied):
            actions.decide_shares(
                by=doing.cast.viewer(key), now=NOW, activity=row,
                parts=parts(doing, 5_000, 5_000, 0), reason="So",
            )  # fmt: skip


def test_not_in_a_record_that_is_history(doing: Doing) -> None:
    row = doing.record(*WHO)
    doing.county.standing = "documented"
    doing.county.save()
    with pytest.raises(PermissionDenied):
        decide(doing, row, 5_000, 5_000, 0)
