"""Parties agree on other shares than the rule gives; without all of them the rule stands."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from tests.conftest import NOW
from tests.record.doing import SYSTEM, Doing, cell, shares, wrong_cells
from trellis.record import actions
from trellis.record.models import Activity, Contribution, Split
from trellis.record.rules.shares import Part, Party, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def ask(doing: Doing, row: Activity, first: int, **given: Any) -> Split:
    a, b = doing.body("hub_a").pk, doing.body("hub_b").pk
    parts = [Part(a, Role.LEAD, first), Part(b, Role.PARTNER, 10_000 - first)]
    told = {"activity": row, "provider_id": a, "parts": parts, "reason": "We did most"}
    return actions.propose_shares(**{"by": SYSTEM, "now": NOW, **told, **given})


def answer(doing: Doing, made: Split, key: str, *, agrees: bool, said: str = "") -> Split:
    return actions.answer_shares(
        by=SYSTEM, now=NOW, split=made, provider_id=doing.body(key).pk, agrees=agrees, words=said
    )


def test_it_counts_so_once_the_last_has_agreed(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    made = ask(doing, row, 7_000)
    assert set(shares(row).values()) == {5_000}
    answer(doing, made, "hub_b", agrees=True)
    assert shares(row) == {doing.body("hub_a").pk: 7_000, doing.body("hub_b").pk: 3_000}
    assert cell(doing, "hub_a").events_shared == 7_000
    assert wrong_cells() == []


def test_one_who_does_not_agree_leaves_the_rule(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    made = ask(doing, row, 7_000)
    with pytest.raises(ValidationError, match="Say how you see it"):
        answer(doing, made, "hub_b", agrees=False)
    answer(doing, made, "hub_b", agrees=False, said="It was half and half")
    assert set(shares(row).values()) == {5_000}
    with pytest.raises(ValidationError, match="settled already"):
        answer(doing, made, "hub_b", agrees=True)
    ask(doing, row, 6_000)  # and something else can be asked


def test_agreed_shares_outlive_a_correction_of_something_else(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    answer(doing, ask(doing, row, 7_000), "hub_b", agrees=True)
    again = doing.done("hub_a", "hub_b", quantity=9)
    later = actions.correct_activity(by=SYSTEM, now=NOW, activity=row, done=again, reason="Nine")
    assert sorted(shares(later).values()) == [3_000, 7_000]
    alone = doing.done("hub_a", quantity=9)
    last = actions.correct_activity(by=SYSTEM, now=NOW, activity=row, done=alone, reason="Alone")
    assert shares(last) == {doing.body("hub_a").pk: 10_000}


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ([("hub_a", "lead", 7_000), ("hub_b", "partner", 2_000)], "add up to 100"),
        ([("hub_a", "lead", 10_000)], "among those who took part"),
        ([("hub_a", "lead", 5_000), ("hub_b", "partner", 5_000)], "shared out so already"),
        ([("hub_a", "lead", 5_000), ("hub_b", "lead", 5_000)], "One body leads"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    doing: Doing, parts: list[tuple[str, str, int]], says: str
) -> None:
    row = doing.record("hub_a", "hub_b")
    wanted = [Part(doing.body(key).pk, Role(role), share) for key, role, share in parts]
    with pytest.raises(ValidationError, match=says):
        ask(doing, row, 7_000, parts=wanted)


def test_nobody_asks_or_answers_for_others(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    worker = doing.cast.viewer("hub_worker")
    with pytest.raises(PermissionDenied):
        ask(doing, row, 7_000, by=worker, provider_id=doing.body("hub_b").pk)
    made = ask(doing, row, 7_000, by=worker)
    with pytest.raises(PermissionDenied):
        actions.answer_shares(
            by=worker, now=NOW, split=made, provider_id=doing.body("hub_b").pk, agrees=True
        )


def test_the_database_seals_nothing_that_does_not_add_up(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    made = ask(doing, row, 7_000)
    parts = Contribution.objects.filter(split=made)
    for deed in (
        lambda: parts.update(share=1),
        parts.delete,
        lambda: Split.objects.filter(activity=row, stands=True).update(sealed_at=None),
        lambda: Split.objects.filter(pk=made.pk).update(stands=True),
        lambda: Activity.objects.filter(pk=row.pk).update(quantity=9),
        lambda: Contribution.objects.filter(stands=True).update(stands=False),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            deed()
    short = Split.objects.create(activity=row, basis="agreed", stated_at=NOW)
    with pytest.raises(DatabaseError, match="add up"), transaction.atomic():
        Split.objects.filter(pk=short.pk).update(sealed_at=NOW)


def test_in_the_pages_one_asks_and_the_other_agrees(doing: Doing) -> None:
    row = doing.record("hub_a", "infrastructure")
    url = {
        name: reverse(f"record:{name}", args=[doing.county.slug, row.line_id])
        for name in ("activity", "propose")
    }
    worker = doing.cast.client("hub_worker")
    a, b = doing.body("hub_a").pk, doing.body("infrastructure").pk
    wrong = worker.post(url["propose"], {f"share_{a}": "80", f"share_{b}": "10", "reason": "So"})
    assert "add up to 90" in wrong.content.decode()
    worker.post(url["propose"], {f"share_{a}": "80", f"share_{b}": "20", "reason": "So"})
    officer = doing.cast.client("infrastructure_officer")
    shown = officer.get(url["activity"]).content.decode()
    assert "asks for other shares" in shown
    made = Split.objects.get(sealed_at=None)
    answer_url = reverse("record:answer_shares", args=[doing.county.slug, row.line_id, made.pk])
    assert officer.get(answer_url).status_code == 200
    assert worker.get(answer_url).status_code == 403
    officer.post(answer_url, {"agrees": "yes"})
    assert shares(row) == {a: 8_000, b: 2_000}


def test_other_shares_leave_everybodys_minutes_as_they_are(doing: Doing) -> None:
    a, b = doing.body("hub_a").pk, doing.body("hub_b").pk
    row = doing.record(parties=[Party(a, Role.LEAD, 60), Party(b, Role.PARTNER, 30)])
    made = actions.propose_shares(
        by=SYSTEM, now=NOW, activity=row, provider_id=a, reason="So",
        parts=[Part(a, Role.LEAD, 8_000), Part(b, Role.PARTNER, 2_000)],
    )  # fmt: skip
    actions.answer_shares(by=SYSTEM, now=NOW, split=made, provider_id=b, agrees=True)
    rows = Contribution.objects.filter(split=made).order_by("id")
    assert list(rows.values_list("share", "own_minutes")) == [(8_000, 60), (2_000, 30)]
