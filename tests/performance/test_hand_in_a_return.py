"""A hub worker fills the hub's return and hands it in: all of it, once, in time or late."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import Cast
from tests.conftest import NOW
from tests.performance.reporting import SUMMER, fields_of, values_of
from tests.performance.rounds import Rounds, begin
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.deadlines import Due
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.jobs import run_next
from trellis.messages.models import Notice
from trellis.performance.jobs import remind_of_owed
from trellis.performance.models import ReturnStep, SelfAssessment
from trellis.performance.queries import due_for
from trellis.performance.rules.codes import ValueState

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def rounds(cast: Cast) -> Rounds:
    return begin(cast)


def test_from_today_to_handed_in_by_the_pages_alone(rounds: Rounds) -> None:
    """The first figure, then the next, then the check of all, then it is handed in."""
    client = rounds.cast.client("hub_worker")
    [due] = _returns_due(rounds)
    assert due.title == "Return for July to September 2026 (Q2 2026/27): 2 figures to give"
    page = client.get(due.url)
    url = page.context["next_url"]
    for value in ("12", "0"):
        fields = fields_of(client.get(url).content.decode())
        answers = {"state": "measured", "value": value, "rating": "on_track", "next": "1"}
        sent = client.post(url, fields | answers)
        assert sent.status_code == 302
        url = sent["Location"]
    assert url == rounds.return_url()
    page = client.get(url)
    assert page.context["report"].given.some == 2
    hand_in = client.get(rounds.return_url("hand_in"))
    sent = client.post(rounds.return_url("hand_in"), fields_of(hand_in.content.decode()))
    assert (sent.status_code, sent["Location"]) == (302, rounds.return_url())
    row = rounds.row()
    assert (row.stage, row.submitted_at, row.first_submitted_at) == ("submitted", NOW, NOW)
    assert row.submitted_by == rounds.cast.account("hub_worker")
    assert values_of(rounds.second)[0][0] == "zero"  # a nought is a count, not a blank
    assert SelfAssessment.objects.count() == 2
    assert _returns_due(rounds) == []


def _returns_due(rounds: Rounds) -> list[Due]:
    """Without the figures of the spring, which had no round."""
    due = due_for(rounds.cast.viewer("hub_worker"), NOW.date())
    return [one for one in due if "/rounds/" in one.url]


def test_a_blank_is_not_a_nought_so_what_was_left_out_is_named(rounds: Rounds) -> None:
    rounds.record(rounds.first, "a", 0)
    with pytest.raises(ValidationError, match="1 figure is neither given nor said to be missing"):
        rounds.move("hand_in", "hub_worker")
    rounds.record(rounds.second, "a", state=ValueState.NOT_MEASURED)
    assert rounds.move("hand_in", "hub_worker").stage == "submitted"


def test_before_it_opens_it_cannot_be_handed_in_and_says_when(cast: Cast) -> None:
    rounds = begin(cast, opens_on=NOW.date() + timedelta(days=1))
    rounds.fill()
    with pytest.raises(ValidationError, match="opens on 20 October 2026"):
        rounds.move("hand_in", "hub_worker")


def test_late_is_taken_until_checking_ends_and_called_late(rounds: Rounds) -> None:
    late = NOW + timedelta(days=15)
    rounds.hand_in(now=late)
    report = rounds.report("hub_worker", now=late)
    assert (report.stage, report.is_late) == ("submitted", True)


def test_after_checking_has_ended_it_is_closed_and_says_what_to_do(rounds: Rounds) -> None:
    rounds.fill()
    with pytest.raises(ValidationError, match=r"is over\. Ask whoever accepts the return"):
        rounds.move("hand_in", "hub_worker", now=NOW + timedelta(days=25))


def test_twice_is_once(rounds: Rounds) -> None:
    rounds.hand_in(once="a-key")
    with pytest.raises(ValidationError, match="This is handed in"):
        rounds.move("hand_in", "hub_worker")
    with pytest.raises((AlreadyDoneError, ValidationError)):
        rounds.move("hand_in", "hub_worker", once="a-key")
    assert ReturnStep.objects.count() == 1


def test_a_page_opened_before_a_colleague_handed_it_in_is_told(rounds: Rounds) -> None:
    seen = rounds.row().mark
    rounds.hand_in()
    with pytest.raises(EditedMeanwhileError):
        rounds.move("take_back", "hub_worker", seen=seen)


def test_until_it_is_signed_it_can_be_taken_back(rounds: Rounds) -> None:
    rounds.hand_in()
    assert rounds.move("take_back", "hub_worker").stage == "draft"
    rounds.move("hand_in", "hub_worker", now=NOW + timedelta(days=1))
    row = rounds.row()
    assert row.first_submitted_at == NOW  # it was on time, and stays so
    rounds.move("check", "council_officer")
    with pytest.raises(ValidationError):
        rounds.move("take_back", "hub_worker")


def test_nobody_hands_in_for_another(rounds: Rounds) -> None:
    rounds.fill()
    for who in ("other_hub_worker", "council_officer", "funder", "infrastructure_manager"):
        with pytest.raises(PermissionDenied):
            rounds.move("hand_in", who)


def test_another_hub_does_not_see_it_and_partners_of_the_area_do(rounds: Rounds) -> None:
    statuses = {
        who: rounds.cast.client(who).get(rounds.return_url()).status_code
        for who in ("hub_worker", "other_hub_worker", "council_officer", "councillor", "resident")
    }
    assert statuses == {
        "hub_worker": 200,
        "other_hub_worker": 404,
        "council_officer": 200,
        "councillor": 200,
        "resident": 404,
    }


def test_how_they_see_it_stands_beside_the_rating_and_needs_words_where_the_two_differ(
    rounds: Rounds,
) -> None:
    rounds.target(rounds.first, 100, place=rounds.district("a"), provider=rounds.hub("a"))
    client = rounds.cast.client("hub_worker")
    url = rounds.record_url(rounds.first, "a") + "&round=2026-Q2"
    fields = fields_of(client.get(url).content.decode())
    client.post(url, fields | {"state": "measured", "value": "12", "rating": "on_track"})
    rounds.record(rounds.second, "a", 3)
    make_rule(rounds)
    with pytest.raises(ValidationError, match="say why in a sentence"):
        rounds.move("hand_in", "hub_worker")
    # The figure stays as it is; only what they say of it changes, so no reason is asked for.
    fields = fields_of(client.get(url).content.decode())
    told = {"state": "measured", "value": "12", "rating": "on_track"}
    why = {"assessment": "Two are booked for October"}
    assert client.post(url, fields | told | why).status_code == 302
    assert len(values_of(rounds.first)) == 1
    assert rounds.move("hand_in", "hub_worker").stage == "submitted"
    [line, _other] = rounds.report("council_officer").lines
    assert line.assessed is not None
    assert (line.assessed.rating, line.line.rating.outcome) == ("on_track", "not_met")


def make_rule(rounds: Rounds) -> None:
    from tests.factories import make_rating_rule

    make_rating_rule(framework=rounds.framework)


def test_the_last_figures_stand_beside_the_field(rounds: Rounds) -> None:
    from tests.performance.reporting import SPRING

    rounds.record(rounds.first, "a", 7, period=SPRING)
    page = rounds.cast.client("hub_worker").get(rounds.record_url(rounds.first, "a"))
    [before] = page.context["recording"].history
    assert (before.span, before.value) == (SPRING, 7)
    assert SUMMER not in {one.span for one in page.context["recording"].history}


def test_the_notice_goes_with_the_return_and_comes_back_with_it(rounds: Rounds) -> None:
    """Nobody waits for the hour: the worker settles it after each step of the return."""
    soon = NOW + timedelta(days=4)  # within a week of the day it is due
    mine = {"account": rounds.cast.account("hub_worker"), "settled_at": None}
    remind_of_owed(now=soon)
    assert Notice.objects.filter(**mine, title__contains="2 figures to give").exists()

    rounds.hand_in(now=soon)
    _work_off(soon)
    assert not Notice.objects.filter(**mine, url=rounds.return_url()).exists()

    rounds.move("take_back", "hub_worker", now=soon)
    _work_off(soon)
    [again] = Notice.objects.filter(**mine, url=rounds.return_url())
    assert again.title.endswith("all figures are given, hand it in")


def _work_off(at: datetime) -> None:
    while run_next(now=at):
        pass
