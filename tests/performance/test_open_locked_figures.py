"""Figures lock four ways, each with its own words; they are opened with a reason, for a time."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_publication
from tests.performance.reporting import SPRING, SUMMER, fields_of
from tests.performance.rounds import Rounds, begin
from trellis.performance import actions
from trellis.performance.models import Return, Unlock, Value
from trellis.performance.rules.codes import ValueState
from trellis.performance.rules.locks import Held, Lock, lock_on
from trellis.performance.words.rounds import lock_words

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def rounds(cast: Cast) -> Rounds:
    return begin(cast)


def _correct(rounds: Rounds, now: datetime = NOW, **given: object) -> Value:
    seen = Value.objects.filter(indicator=rounds.first).latest("id").pk
    usual = {"by": rounds.cast.viewer("hub_worker"), "now": now, "seen": seen, "reason": "So"}
    return rounds.record(rounds.first, "a", 99, **(usual | given))


def _refusal(rounds: Rounds, now: datetime = NOW) -> str:
    with pytest.raises(actions.LockedError) as refused:
        _correct(rounds, now)
    return " ".join(refused.value.messages)


def test_each_kind_of_lock_says_another_thing(rounds: Rounds) -> None:
    rounds.fill()
    assert _correct(rounds).value == 99
    said = {Lock.CLOSED: _refusal(rounds, NOW + timedelta(days=30))}
    rounds.move("hand_in", "hub_worker")
    said[Lock.HANDED_IN] = _refusal(rounds)
    rounds.move("check", "council_officer")
    assert _refusal(rounds) == said[Lock.HANDED_IN]
    rounds.move("accept", "funder")
    said[Lock.ACCEPTED] = _refusal(rounds)
    make_publication(framework=rounds.framework)
    said[Lock.PUBLISHED] = _refusal(rounds)
    assert said == {lock: lock_words(lock, SUMMER) for lock in Lock}
    assert len(set(said.values())) == 4


def test_the_form_says_it_and_keeps_what_was_typed(rounds: Rounds) -> None:
    rounds.fill()
    client = rounds.cast.client("hub_worker")
    url = rounds.record_url(rounds.first, "a")
    fields = fields_of(client.get(url).content.decode())
    rounds.move("hand_in", "hub_worker")
    sent = client.post(url, fields | {"state": "measured", "value": "77", "reason": "So"})
    page = sent.content.decode()
    assert lock_words(Lock.HANDED_IN, SUMMER) in page
    assert 'value="77"' in page


def test_it_is_said_before_anything_is_typed(rounds: Rounds) -> None:
    rounds.hand_in()
    page = rounds.cast.client("hub_worker").get(rounds.record_url(rounds.first, "a"))
    assert page.context["locked"] == lock_words(Lock.HANDED_IN, SUMMER)
    assert 'name="state"' not in page.content.decode()


def test_a_reason_for_the_same_figure_is_refused_as_any_correction(rounds: Rounds) -> None:
    """Nothing is called recorded that is not."""
    rounds.hand_in()
    seen = Value.objects.get(indicator=rounds.first, provider=rounds.hub("a"))
    with pytest.raises(actions.LockedError):
        actions.report_line(
            by=rounds.cast.viewer("hub_worker"),
            now=NOW,
            indicator=rounds.first,
            place_id=rounds.district("a").pk,
            provider_id=rounds.hub("a").pk,
            period=SUMMER,
            found=actions.Given(state=ValueState.MEASURED, value=seen.value, reason="Checked"),
            seen=seen.pk,
        )


def test_a_return_sent_back_is_open_whatever_the_day(rounds: Rounds) -> None:
    rounds.hand_in()
    rounds.move("send_back", "funder", words="Once more")
    assert _correct(rounds, NOW + timedelta(days=30)).value == 99


def test_other_rounds_and_other_providers_are_not_locked(rounds: Rounds) -> None:
    rounds.hand_in()
    by = rounds.cast.viewer("hub_worker")
    assert rounds.record(rounds.first, "a", 5, by=by, period=SPRING).value == 5
    other = rounds.cast.viewer("other_hub_worker")
    assert rounds.record(rounds.first, "b", 5, by=other).value == 5


def _unlock(rounds: Rounds, who: str, **given: object) -> Unlock:
    usual = {
        "now": NOW,
        "of_return": rounds.row(),
        "reason": "Two sessions were counted twice",
        "until": NOW + timedelta(days=3),
    }
    return actions.unlock_return(by=rounds.cast.viewer(who), **(usual | given))  # type: ignore[arg-type]


def test_opened_for_a_time_and_then_locked_again(rounds: Rounds) -> None:
    rounds.accept()
    _unlock(rounds, "council_officer")
    row = _correct(rounds, NOW + timedelta(days=2))
    assert _refusal(rounds, NOW + timedelta(days=3)) == lock_words(Lock.ACCEPTED, SUMMER)
    [line, other] = rounds.report("funder", now=NOW + timedelta(days=3)).lines
    assert (line.line.found.row_id, line.changed_since, other.changed_since) == (
        row.pk,
        True,
        False,
    )
    assert rounds.row().stage == "accepted"


def test_it_takes_a_reason_and_a_day_to_come(rounds: Rounds) -> None:
    rounds.accept()
    with pytest.raises(ValidationError, match="Say what is to be corrected"):
        _unlock(rounds, "funder", reason="")
    for until in (NOW, NOW + timedelta(days=61)):
        with pytest.raises(ValidationError, match="within the next 60 days"):
            _unlock(rounds, "funder", until=until)


def test_what_is_open_is_not_opened(rounds: Rounds) -> None:
    with pytest.raises(ValidationError, match="Nothing is locked"):
        _unlock(rounds, "funder")


@pytest.mark.parametrize(
    "who", ["hub_worker", "other_hub_worker", "councillor", "infrastructure_officer", "resident"]
)
def test_nobody_opens_their_own_nor_what_is_not_theirs_to_accept(rounds: Rounds, who: str) -> None:
    rounds.accept()
    with pytest.raises(PermissionDenied):
        _unlock(rounds, who)


def test_from_the_page(rounds: Rounds) -> None:
    rounds.accept()
    client = rounds.cast.client("funder")
    url = rounds.return_url("unlock_return")
    fields = fields_of(client.get(url).content.decode())
    sent = client.post(url, fields | {"reason": "A session twice", "until": "23 October 2026"})
    assert sent.status_code == 302
    [made] = Unlock.objects.all()
    assert made.until_at.isoformat() == "2026-10-23T22:59:59.999999+00:00"
    assert "until 23 October 2026, 23:59" in client.get(rounds.return_url()).content.decode()


@given(
    stage=st.sampled_from(["", *Return.Stage.values]),
    day=st.integers(-40, 40),
    published=st.booleans(),
    ends=st.lists(st.integers(-48, 48), max_size=3),
)
def test_a_leave_opens_everything_and_nothing_else_opens_what_is_published_or_accepted(
    *, stage: str, day: int, published: bool, ends: list[int]
) -> None:
    now = NOW + timedelta(days=day)
    until = tuple(now + timedelta(hours=hours) for hours in ends)
    held = Held(stage, NOW.date(), is_published=published, unlocked_until=until)
    lock = lock_on(held, now=now, today=now.date())
    if any(hours > 0 for hours in ends):
        assert lock is None
    elif published:
        assert lock is Lock.PUBLISHED
    elif stage in ("accepted", "submitted", "checked"):
        assert lock is (Lock.ACCEPTED if stage == "accepted" else Lock.HANDED_IN)
    else:
        assert lock is (Lock.CLOSED if day > 0 and stage != "returned" else None)


def test_the_system_that_loads_a_record_is_not_stopped(rounds: Rounds) -> None:
    rounds.accept()
    row = rounds.record(rounds.first, "a", 50, reason="So", state=ValueState.MEASURED)
    assert row.value == 50


def test_a_locked_figure_offers_no_correction_and_says_why(rounds: Rounds) -> None:
    rounds.fill()
    client = rounds.cast.client("hub_worker")
    made = rounds.url("made", rounds.first.number, rounds.district("a").code, SUMMER.code)
    made, owed = f"{made}?provider={rounds.hub('a').pk}", f"{rounds.url('owed')}?period=2026-Q2"
    for url, link in ((made, "Correct it"), (owed, f"/{SUMMER.code}/record/")):
        page = client.get(url).content.decode()
        assert (link in page, "Locked" in page) == (True, False)

    rounds.move("hand_in", "hub_worker")
    for url, link in ((made, "Correct it"), (owed, f"/{SUMMER.code}/record/")):
        page = client.get(url).content.decode()
        assert (link in page, "Locked: its return is handed in" in page) == (False, True)
    assert rounds.return_url() in client.get(made).content.decode()

    _unlock(rounds, "council_officer")
    for url, link in ((made, "Correct it"), (owed, f"/{SUMMER.code}/record/")):
        page = client.get(url).content.decode()
        assert (link in page, "Locked" in page) == (True, False)


def test_nobody_else_is_told_of_the_lock(rounds: Rounds) -> None:
    rounds.hand_in()
    made = rounds.url("made", rounds.first.number, rounds.district("a").code, SUMMER.code)
    for key in ("other_hub_worker", "councillor"):
        page = rounds.cast.client(key).get(f"{made}?provider={rounds.hub('a').pk}")
        assert "Locked" not in page.content.decode()
