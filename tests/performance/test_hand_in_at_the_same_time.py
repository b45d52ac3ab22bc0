"""Two people at one return in the same moment: nothing is lost, and nothing is changed that a
colleague has handed in."""

from decimal import Decimal

import pytest

from tests.at_once import at_once
from tests.cast import Cast
from tests.conftest import NOW
from tests.performance.reporting import SUMMER
from tests.performance.rounds import Rounds, begin
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.editing import EditedMeanwhileError
from trellis.performance import actions
from trellis.performance.models import ReturnStep, Value
from trellis.performance.rules.codes import SelfRating, ValueState

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db(transaction=True)]

REFUSED = (actions.LockedError, AlreadyDoneError, EditedMeanwhileError, actions.LineChangedError)


@pytest.fixture
def rounds(transactional_db: None) -> Rounds:
    return begin(Cast())


def test_one_corrects_a_figure_while_another_hands_it_in(rounds: Rounds) -> None:
    rounds.fill()
    seen = Value.objects.get(indicator=rounds.first, provider=rounds.hub("a"))
    worker = rounds.cast.viewer("hub_worker")

    def correct() -> None:
        rounds.record(rounds.first, "a", 99, by=worker, seen=seen.pk, reason="Recounted")

    answers = at_once(correct, lambda: rounds.move("hand_in", "hub_worker"), refused=REFUSED)
    newest = Value.objects.filter(indicator=rounds.first).latest("id")
    assert answers[1] == "done"
    assert (answers[0], newest.pk == seen.pk) in {("done", False), ("refused", True)}
    handed_in = ReturnStep.objects.get()
    assert newest.recorded_at <= handed_in.at


def test_two_hand_it_in_and_it_is_handed_in_once(rounds: Rounds) -> None:
    rounds.fill()
    mark = rounds.row().mark
    for who in ("hub_worker", "council_officer", "funder"):
        rounds.cast.viewer(who)
    answers = at_once(
        *(lambda: rounds.move("hand_in", "hub_worker", seen=mark) for _ in range(3)),
        refused=REFUSED,
    )
    assert sorted(answers) == ["done", "refused", "refused"]
    assert ReturnStep.objects.count() == 1


def test_two_sign_as_the_first_and_only_one_is(rounds: Rounds) -> None:
    rounds.hand_in()
    mark = rounds.row().mark
    viewers = {who: rounds.cast.viewer(who) for who in ("council_officer", "funder")}

    def sign(who: str) -> None:
        actions.move_return(
            by=viewers[who], now=NOW, of_return=rounds.row(), move="check", seen=mark
        )

    answers = at_once(lambda: sign("council_officer"), lambda: sign("funder"), refused=REFUSED)
    assert sorted(answers) == ["done", "refused"]
    assert rounds.row().stage == "checked"


def test_two_give_one_figure_and_the_second_is_shown_the_first(rounds: Rounds) -> None:
    worker = rounds.cast.viewer("hub_worker")

    def give(value: int) -> None:
        actions.report_line(
            by=worker,
            now=NOW,
            indicator=rounds.first,
            place_id=rounds.district("a").pk,
            provider_id=rounds.hub("a").pk,
            period=SUMMER,
            found=actions.Given(state=ValueState.MEASURED, value=Decimal(value)),
            rating=SelfRating.ON_TRACK,
        )

    answers = at_once(lambda: give(3), lambda: give(4), refused=REFUSED)
    assert sorted(answers) == ["done", "refused"]
    assert Value.objects.filter(indicator=rounds.first).count() == 1
