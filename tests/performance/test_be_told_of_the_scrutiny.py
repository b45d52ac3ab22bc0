"""Today and reminders: what of the scrutiny waits for whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY
from tests.factories import (
    make_challenge,
    make_draw,
    make_drawn_line,
    make_line_finding,
    make_peer_review,
    make_peer_reviewer,
)
from tests.performance.scrutinising import Scrutiny, scrutiny
from trellis.kernel.viewer import STRANGER
from trellis.messages.models import Notice
from trellis.performance import queries
from trellis.performance.jobs import remind_of_scrutiny
from trellis.performance.models import PeerReview

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def found(cast: Cast) -> Scrutiny:
    return scrutiny(cast)


def told(found: Scrutiny, today: date = TODAY) -> dict[str, list[str]]:
    """Of everybody to whom something is due, what."""
    due = {
        key: [one.title for one in queries.scrutiny_due(found.cast.viewer(key), today)]
        for key in PARTS
    }
    return {key: titles for key, titles in due.items() if titles}


def test_a_reply_is_due_from_the_provider_and_then_an_outcome_from_a_third(
    found: Scrutiny,
) -> None:
    row = make_challenge(
        value=found.value, of_return=found.of_return, raised_for=found.body("hub_b")
    )
    about = "indicator 1, Ambley A, Q2 2026/27"
    assert told(found) == {"hub_worker": [f"A figure of yours is challenged: {about}"]}
    [due] = queries.scrutiny_due(found.cast.viewer("hub_worker"), TODAY)
    assert (due.due, due.step) == (date(2026, 11, 2), "Reply")
    assert due.url == found.url("reply_challenge", row.pk)
    assert row.question not in due.title  # whoever has the address of a calendar reads it

    waits = [f"A challenge waits for its outcome: {about}"]
    third = {"infrastructure_manager": waits, "council_officer": waits, "funder": waits}
    late = told(found, date(2026, 11, 3))
    assert {key: late[key] for key in third} == third
    assert "hub_worker" in late

    row.stage, row.answered_at = "answered", NOW
    row.save()
    assert told(found) == third


def test_reviewers_and_the_reviewed_are_told_in_turn(found: Scrutiny) -> None:
    review = make_peer_review(framework=found.framework, provider=found.body("hub_a"))
    make_peer_reviewer(review=review, organisation=found.body("hub_b"))
    assert told(found) == {"other_hub_worker": ["The peer review of Ambley hub a begins"]}
    PeerReview.objects.update(stage="under_way")
    assert told(found) == {"other_hub_worker": ["The peer review of Ambley hub a is under way"]}
    PeerReview.objects.update(stage="found", found_at=NOW, report="In order.")
    assert told(found) == {
        "hub_worker": ["The findings of your peer review wait for your response"]
    }
    PeerReview.objects.update(stage="responded", responded_at=NOW, response="Yes.")
    assert told(found) == {}
    assert told(found, date(2027, 7, 19)) == {
        "other_hub_worker": ["Look at what came of the review of Ambley hub a"]
    }


def test_checkers_and_the_provider_are_told_of_drawn_lines(found: Scrutiny) -> None:
    draw = make_draw(of_return=found.of_return)
    line = make_drawn_line(draw=draw, value=found.value)
    make_drawn_line(draw=draw, is_drawn=False)
    look = ["1 figure drawn by lot is not looked at"]
    assert told(found) == {
        "infrastructure_manager": look, "council_officer": look, "funder": look,
    }  # fmt: skip
    make_line_finding(line=line, result="differs", instead="38 groups")
    assert told(found) == {"hub_worker": ["1 finding about a figure of yours waits for a reply"]}


def test_nothing_is_due_from_a_stranger(found: Scrutiny) -> None:
    make_challenge(value=found.value, raised_for=found.body("hub_b"))
    assert queries.scrutiny_due(STRANGER, TODAY) == []
    assert queries.scrutiny_reminders(found.cast.viewer("funder"), TODAY) == []


def test_they_are_reminded_in_the_last_week_and_once_it_is_late(found: Scrutiny) -> None:
    make_challenge(value=found.value, of_return=found.of_return, raised_for=found.body("hub_b"))
    for key in ("hub_worker", "funder", "other_hub_worker"):
        found.cast.account(key)
    remind_of_scrutiny(now=NOW)
    assert Notice.objects.count() == 0
    for _again in range(2):
        remind_of_scrutiny(now=NOW + timedelta(days=8))
    worker = found.cast.account("hub_worker")
    assert [one.account for one in Notice.objects.all()] == [worker]
    remind_of_scrutiny(now=NOW + timedelta(days=15))
    assert {(one.account, one.settled_at is None) for one in Notice.objects.all()} == {
        (worker, False),
        (worker, True),
    }
    remind_of_scrutiny(now=NOW + timedelta(days=24))
    now_told = {one.account for one in Notice.objects.filter(settled_at=None)}
    assert now_told == {worker, found.cast.account("funder")}


def test_three_challenges_take_as_many_questions_as_one(found: Scrutiny) -> None:
    viewer = found.cast.viewer("hub_worker")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.scrutiny_due(viewer, TODAY)
        return len(captured)

    make_challenge(value=found.value, raised_for=found.body("hub_b"))
    one = asked()
    for key in ("council", "funder"):
        make_challenge(value=found.value, raised_for=found.body(key))
    assert asked() == one
