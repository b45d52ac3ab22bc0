"""Today and reminders: what of challenges to shares waits for whom."""

from datetime import date, timedelta

import pytest

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY
from tests.performance.disputing import Dispute, dispute
from trellis.kernel.viewer import STRANGER
from trellis.messages.models import Notice
from trellis.performance import queries
from trellis.performance.jobs import remind_of_scrutiny

pytestmark = pytest.mark.usefixtures("clock")
LATER = date(2026, 11, 3)  # the time for a reply is over


@pytest.fixture
def found(cast: Cast) -> Dispute:
    return dispute(cast)


def what(found: Dispute) -> str:
    return f"{found.row.service_type.name}, 14 July 2026"


def told(found: Dispute, today: date = TODAY) -> dict[str, list[str]]:
    """Of everybody to whom something is due, what."""
    due = {
        key: [one.title for one in queries.scrutiny_due(found.cast.viewer(key), today)]
        for key in PARTS
    }
    return {key: titles for key, titles in due.items() if titles}


def test_whoever_asked_in_vain_is_told_that_they_may_challenge(found: Dispute) -> None:
    title = f"Your shares were not agreed: {what(found)}"
    assert told(found) == {"other_hub_worker": [title]}
    [due] = queries.scrutiny_due(found.cast.viewer("other_hub_worker"), TODAY)
    assert (due.due, due.url) == (
        date(2026, 11, 16),
        found.url("raise_share_challenge", found.asked.pk),
    )
    assert found.asked.reason not in due.title + due.why
    assert told(found, date(2026, 11, 17)) == {}


def test_a_reply_is_due_from_the_other_and_then_an_outcome_from_a_third(found: Dispute) -> None:
    row = found.raised()
    title = f"How something of yours is shared is challenged: {what(found)}"
    assert told(found) == {"hub_worker": [title]}
    [due] = queries.scrutiny_due(found.cast.viewer("hub_worker"), TODAY)
    assert (due.due, due.step) == (date(2026, 11, 2), "Reply")
    assert due.url == found.url("reply_share_challenge", row.pk)

    waits = [f"A challenge to shares waits for its outcome: {what(found)}"]
    third = {"infrastructure_manager": waits, "council_officer": waits, "funder": waits}
    assert told(found, LATER) == third | {"hub_worker": [title]}
    found.replied(row)
    assert told(found) == third
    found.decided(row)
    assert told(found) == {}


def test_the_other_parties_are_told_that_they_can_say_how_they_see_it(cast: Cast) -> None:
    found = dispute(cast).of_three()
    row = found.raised()
    asked = f"How something of yours is shared is challenged: {found.row.service_type.name}"
    assert told(found)["hub_worker"] == [f"{asked}, 15 July 2026"]
    may = [f"You can say how you see a challenge: {found.row.service_type.name}, 15 July 2026"]
    assert told(found)["infrastructure_officer"] == may
    [due] = queries.scrutiny_due(found.cast.viewer("infrastructure_officer"), TODAY)
    assert due.due is None
    found.replied(row, "infrastructure_officer", "infrastructure")
    assert "infrastructure_officer" not in told(found)
    found.replied(row)
    assert "hub_worker" not in told(found)


def test_nothing_is_due_from_a_stranger(found: Dispute) -> None:
    found.raised()
    assert queries.scrutiny_due(STRANGER, TODAY) == []


def test_they_are_reminded_in_the_last_week_and_once_it_is_late(found: Dispute) -> None:
    row = found.raised()
    remind_of_scrutiny(now=NOW)
    assert Notice.objects.count() == 0
    accounts = {key: found.cast.account(key) for key in ("hub_worker", "funder", "council_officer")}
    for _again in range(2):
        remind_of_scrutiny(now=NOW + timedelta(days=8))
    assert [one.account for one in Notice.objects.all()] == [accounts["hub_worker"]]
    found.replied(row)
    remind_of_scrutiny(now=NOW + timedelta(days=10))
    open_now = {one.account for one in Notice.objects.filter(settled_at=None)}
    assert open_now == {accounts["funder"], accounts["council_officer"]}
