"""Whoever checks a return asks about a line of it; its provider answers; both stay readable."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import Cast
from tests.conftest import NOW
from tests.performance.reporting import fields_of
from tests.performance.rounds import Rounds, begin
from trellis.kernel.acts import AlreadyDoneError
from trellis.performance import actions
from trellis.performance.models import LineQuestion
from trellis.performance.queries import due_for

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def rounds(cast: Cast) -> Rounds:
    return begin(cast)


def _ask(rounds: Rounds, who: str = "funder", letter: str = "a") -> LineQuestion:
    return actions.ask_about_line(
        by=rounds.cast.viewer(who),
        now=NOW,
        of_return=rounds.row(),
        indicator=rounds.first,
        place_id=rounds.district(letter).pk,
        words="Does it hold the open morning?",
    )


def test_asked_answered_and_then_accepted(rounds: Rounds) -> None:
    rounds.hand_in()
    funder, hub = rounds.cast.client("funder"), rounds.cast.client("hub_worker")
    place = rounds.district("a").code
    url = rounds.return_url("ask_about_line", "a", rounds.first.number, place)
    fields = fields_of(funder.get(url).content.decode())
    assert funder.post(url, fields | {"words": "Does it hold the fair?"}).status_code == 302
    due = due_for(rounds.cast.viewer("hub_worker"), NOW.date())
    [asked] = [one for one in due if "/questions/" in one.url]
    assert str(asked.due) == "2026-10-26"  # five working days from the 19th
    fields = fields_of(hub.get(asked.url).content.decode())
    assert hub.post(asked.url, fields | {"answer": "It does: 12 came."}).status_code == 302
    page = funder.get(rounds.return_url()).content.decode()
    assert "Does it hold the fair?" in page
    assert "It does: 12 came." in page
    assert rounds.move("check", "funder").stage == "checked"


def test_an_answer_is_given_once(rounds: Rounds) -> None:
    rounds.hand_in()
    question = _ask(rounds)
    by = rounds.cast.viewer("hub_worker")
    actions.answer_question(by=by, now=NOW, question=question, answer="It does.")
    with pytest.raises(AlreadyDoneError):
        actions.answer_question(by=by, now=NOW, question=question, answer="It does not.")
    assert LineQuestion.objects.get().answer == "It does."


def test_nothing_is_asked_of_a_draft_nor_of_another_line(rounds: Rounds) -> None:
    with pytest.raises(ValidationError, match="not handed in"):
        _ask(rounds)
    rounds.hand_in()
    with pytest.raises(PermissionDenied):
        _ask(rounds, letter="b")


@pytest.mark.parametrize("who", ["hub_worker", "other_hub_worker", "councillor", "resident"])
def test_only_who_accepts_it_asks(rounds: Rounds, who: str) -> None:
    rounds.hand_in()
    with pytest.raises(PermissionDenied):
        _ask(rounds, who)


@pytest.mark.parametrize("who", ["funder", "other_hub_worker", "council_officer"])
def test_only_its_provider_answers(rounds: Rounds, who: str) -> None:
    rounds.hand_in()
    question = _ask(rounds)
    with pytest.raises(PermissionDenied):
        actions.answer_question(
            by=rounds.cast.viewer(who), now=NOW, question=question, answer="It does."
        )
