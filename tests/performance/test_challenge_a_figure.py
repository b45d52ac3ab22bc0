"""A body asks about another's figure; its provider replies; a third decides."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import make_challenge, make_publication, make_round_dates, make_value
from tests.performance.keeping import Keeping, errors_of, keeping, last_line
from tests.performance.reporting import SPRING, SUMMER, fields_of
from tests.performance.scrutinising import (
    AFTER,
    DATES,
    Scrutiny,
    colleague,
    moment,
    questions,
    scrutiny,
)
from trellis.performance import actions, queries
from trellis.performance.models import Challenge, ChallengeStep
from trellis.performance.rules.codes import ValueState

pytestmark = pytest.mark.usefixtures("clock")
ASKED = {"question": "Are the two open mornings counted twice?", "reason": "One hall, one day."}


@pytest.fixture
def found(cast: Cast) -> Scrutiny:
    return scrutiny(cast)


def raised(found: Scrutiny, key: str = "other_hub_worker", body: str = "hub_b") -> Challenge:
    return actions.raise_challenge(
        value_id=found.value.pk,
        for_id=found.body(body).pk,
        by=found.cast.viewer(key),
        now=NOW,
        **ASKED,
    )


def page_of(found: Scrutiny, row: Challenge, key: str) -> str:
    client = found.cast.client(key)
    return str(client.get(found.url("challenge", row.pk)).content.decode())


def asking(found: Scrutiny, key: str = "other_hub_worker") -> Keeping:
    return keeping(found.cast, found.url("raise_challenge", found.value.pk), key)


def test_another_hub_asks_and_the_first_replies_and_a_third_decides(found: Scrutiny) -> None:
    answer = asking(found).send(**ASKED)
    row = Challenge.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, found.url("challenge", row.pk))
    assert (row.raised_for, row.of_return) == (found.body("hub_b"), found.of_return)
    assert last_line() == ("performance.challenge.raised", ["challenge"], "")

    hub = keeping(found.cast, found.url("reply_challenge", row.pk), "hub_worker")
    assert hub.send(words="No: one was in July, one in August.").status_code == 302
    assert last_line() == ("performance.challenge.answered", ["stage"], "")

    third = keeping(found.cast, found.url("decide_challenge", row.pk), "funder")
    assert third.send(outcome="not_uphold", words="The sheets show two days.").status_code == 302
    assert last_line() == ("performance.challenge.decided", ["stage"], "")
    row.refresh_from_db()
    assert row.stage == "not_upheld"
    said = [(step.move, step.words) for step in row.steps.all()]
    assert said == [
        ("raise", "One hall, one day."),
        ("reply", "No: one was in July, one in August."),
        ("not_uphold", "The sheets show two days."),
    ]
    page = StrictClient().get(found.url("challenge", row.pk)).content.decode()
    for words in ("Ambley hub b asked", "Ambley hub a replied", "The sheets show two days."):
        assert words in page


def test_who_can_challenge_it(found: Scrutiny) -> None:
    answers = {
        key: found.cast.client(key).get(found.url("raise_challenge", found.value.pk)).status_code
        for key in PARTS
        if key != "anonymous"
    }
    may = {key for key, status in answers.items() if status == 200}
    assert may == {
        "other_hub_worker",
        "infrastructure_officer",
        "infrastructure_manager",
        "council_officer",
        "funder",
    }
    assert {answers[key] for key in answers if key not in may} == {403}


def test_nobody_challenges_their_own_figure_whoever_else_they_act_for(found: Scrutiny) -> None:
    colleague(found.cast, "hub_worker", found.body("hub_b"), "hub_worker")
    with pytest.raises(PermissionDenied):
        raised(found, "hub_worker")


def test_a_body_that_has_no_part_in_the_framework_cannot_ask(found: Scrutiny) -> None:
    """Of the other world: it may challenge there, and sees this figure as everybody does."""
    stranger = found.cast.viewer("other_hub_worker", elsewhere=True)
    own = found.cast.other_world.bodies["hub_b"]
    with pytest.raises(PermissionDenied):
        actions.raise_challenge(
            value_id=found.value.pk, for_id=own.pk, by=stranger, now=NOW, **ASKED
        )


def test_nobody_asks_for_a_body_they_do_not_act_for(found: Scrutiny) -> None:
    with pytest.raises(PermissionDenied):
        raised(found, "other_hub_worker", "funder")
    assert Challenge.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (
            14,
            "It can be challenged from 15 October 2026, when it is due, or from the day on which "
            "its return is handed in, to 30 October 2026.",
        ),
        (
            31,
            "It could be challenged from 15 October 2026 to 30 October 2026. Challenge the next "
            "figure of this line in its own round.",
        ),
    ],
)
def test_before_and_after_the_scrutiny_it_says_when(found: Scrutiny, day: int, words: str) -> None:
    viewer, today = found.cast.viewer("funder"), date(2026, 10, day)
    raising = queries.raising(viewer, found.reporting.facts, found.value.pk, today=today)
    assert raising.shut == words
    with pytest.raises(ValidationError) as refused:
        actions.raise_challenge(
            value_id=found.value.pk,
            for_id=found.body("funder").pk,
            by=viewer,
            now=moment(day),
            **ASKED,
        )
    assert refused.value.messages == [words]


def test_the_page_of_the_figure_says_when_instead_of_leading_nowhere(found: Scrutiny) -> None:
    place = found.reporting.district("a").code
    made = found.url("made", found.value.indicator.number, place, SUMMER.code)
    client, link = found.cast.client("funder"), "Challenge this figure"
    url = f"{made}?provider={found.value.provider_id}"
    page = client.get(url).content.decode()
    assert (link in page, "could be challenged" in page) == (True, False)
    make_round_dates(
        framework=found.framework,
        **(DATES | {"checked_by": date(2026, 10, 16)}),
        reason="The meeting is earlier",
        recorded_at=NOW,
    )
    page = client.get(url).content.decode()
    assert (link in page, "It could be challenged from" in page) == (False, True)


def test_on_its_first_and_last_day_it_is_open(found: Scrutiny) -> None:
    viewer = found.cast.viewer("funder")
    for day in (15, 30):
        raising = queries.raising(
            viewer, found.reporting.facts, found.value.pk, today=date(2026, 10, day)
        )
        assert raising.shut == ""


def test_what_is_handed_in_early_is_open_from_then(found: Scrutiny) -> None:
    found.of_return.first_submitted_at = moment(12)
    found.of_return.save()
    viewer, facts = found.cast.viewer("funder"), found.reporting.facts
    shut = {
        day: bool(queries.raising(viewer, facts, found.value.pk, today=date(2026, 10, day)).shut)
        for day in (11, 12)
    }
    assert shut == {11: True, 12: False}


def test_a_figure_of_a_period_without_a_round_says_so(found: Scrutiny) -> None:
    earlier = make_value(
        indicator=found.value.indicator,
        place=found.value.place,
        provider=found.value.provider,
        period_start=SPRING.start,
        period_end=SPRING.end,
    )
    page = found.cast.client("funder").get(found.url("raise_challenge", earlier.pk))
    assert "No round is dated for April to June 2026" in page.content.decode()


def test_the_newest_figure_is_challenged_and_by_one_body_once(found: Scrutiny) -> None:
    raised(found)
    with pytest.raises(ValidationError, match="has an open challenge"):
        raised(found)
    raised(found, "funder", "funder")
    found.reporting.record(
        found.value.indicator, "a", 38, reason="Counted twice", provider_id=found.body("hub_a").pk
    )
    with pytest.raises(ValidationError, match="corrected meanwhile"):
        raised(found, "council_officer", "council")


def test_what_is_missing_is_asked_for_by_its_field(found: Scrutiny) -> None:
    assert errors_of(asking(found).send(question="", reason="")) == {
        "question": ["Write your question."],
        "reason": ["Say why you ask."],
    }
    row = raised(found)
    funder = keeping(found.cast, found.url("decide_challenge", row.pk), "funder")
    page = funder.client.post(funder.url, {"outcome": "", "words": ""})
    assert errors_of(page) == {
        "outcome": ["Choose what comes of it."],
        "words": ["Say why, so that both can follow it."],
    }


def test_nothing_is_decided_before_the_reply_or_the_end_of_its_time(found: Scrutiny) -> None:
    row = raised(found)
    assert "The provider has until 2 November 2026 to reply" in page_of(found, row, "funder")
    funder: dict[str, Any] = {
        "challenge_id": row.pk,
        "by": found.cast.viewer("funder"),
        "words": "It is so.",
    }
    with pytest.raises(ValidationError, match="2 November 2026"):
        actions.decide_challenge(outcome="uphold", now=moment(2, 11), **funder)
    actions.decide_challenge(outcome="uphold", now=moment(3, 11), **funder)
    row.refresh_from_db()
    assert (row.stage, row.answered_at) == ("upheld", None)


def test_the_deadline_says_how_it_was_worked_out(found: Scrutiny) -> None:
    row = raised(found)
    facts = queries.challenge(
        found.cast.viewer("funder"), found.reporting.facts, row.pk, today=TODAY
    )
    assert facts.waits is not None
    assert facts.waits.due == date(2026, 11, 2)
    assert facts.waits.explanation() == (
        "Reply to the challenge: 10 working days from 19 October 2026, so due by the end of "
        "2 November 2026. No bank holiday falls in between. Source: Scrutiny of figures."
    )


def test_neither_of_the_two_decides_nor_a_colleague_of_theirs(found: Scrutiny) -> None:
    row = raised(found, "funder", "funder")  # whose officers accept the return
    for key in ("funder", "hub_worker"):
        with pytest.raises(PermissionDenied):
            actions.decide_challenge(
                challenge_id=row.pk,
                outcome="uphold",
                words="So.",
                by=found.cast.viewer(key),
                now=AFTER,
            )
    actions.decide_challenge(
        challenge_id=row.pk,
        outcome="uphold",
        words="So.",
        by=found.cast.viewer("council_officer"),
        now=AFTER,
    )


def test_before_the_round_is_published_only_those_concerned_read_it(found: Scrutiny) -> None:
    row = raised(found)
    answers = {
        key: found.cast.client(key).get(found.url("challenge", row.pk)).status_code for key in PARTS
    }
    may = {key for key, status in answers.items() if status == 200}
    assert may == {
        "hub_worker", "other_hub_worker", "infrastructure_officer", "infrastructure_manager",
        "council_officer", "councillor", "funder", "vcs_representative",
    }  # fmt: skip
    assert {answers[key] for key in PARTS if key not in may} == {404}
    listed = StrictClient().get(found.url("challenges")).content.decode()
    assert row.question not in listed
    place = found.url("place", found.value.place.code) + "?period=2026-Q2"
    assert "is challenged" not in StrictClient().get(place).content.decode()
    make_publication(framework=found.framework)
    assert StrictClient().get(found.url("challenge", row.pk)).status_code == 200
    assert "1 figure of this period is challenged" in StrictClient().get(place).content.decode()


def test_it_is_said_in_one_line_where_the_figure_is_shown(found: Scrutiny) -> None:
    row = raised(found)
    client = found.cast.client("councillor")
    code, provider = found.value.place.code, found.body("hub_a").pk
    made = found.url("made", 1, code, "2026-Q2") + f"?provider={provider}"
    assert row.question in client.get(made).content.decode()
    for url in (
        found.url("area"),
        found.url("place", code),
        found.url("provider", provider),
    ):
        page = client.get(f"{url}?period=2026-Q2").content.decode()
        assert page.count("1 figure of this period is challenged.") == 1, url
    elsewhere = found.url("place", found.reporting.district("b").code)
    assert "challenged" not in client.get(f"{elsewhere}?period=2026-Q2").content.decode()
    actions.withdraw_challenge(
        challenge_id=row.pk, words="It is clear.", by=found.cast.viewer("other_hub_worker"), now=NOW
    )
    page = client.get(f"{found.url('area')}?period=2026-Q2").content.decode()
    assert "is challenged" not in page


def test_what_is_upheld_is_corrected_by_its_provider(found: Scrutiny) -> None:
    row = raised(found)
    actions.decide_challenge(
        challenge_id=row.pk,
        outcome="uphold",
        words="It is.",
        by=found.cast.viewer("funder"),
        now=AFTER,
    )
    assert found.value.state == ValueState.MEASURED  # the outcome itself changes no figure
    assert "The figure is to be corrected" in page_of(found, row, "anonymous")
    found.reporting.record(
        found.value.indicator,
        "a",
        38,
        reason="Challenge upheld",
        provider_id=found.body("hub_a").pk,
    )
    page = page_of(found, row, "anonymous")
    assert "The figure has been corrected since it was challenged." in page
    assert "The figure is to be corrected" not in page


def test_two_decide_at_once_and_the_second_is_told(found: Scrutiny) -> None:
    row = raised(found)
    actions.reply_to_challenge(
        challenge_id=row.pk, words="No.", by=found.cast.viewer("hub_worker"), now=NOW
    )
    second = keeping(found.cast, found.url("decide_challenge", row.pk), "council_officer")
    hidden = second.hidden()
    actions.decide_challenge(
        challenge_id=row.pk,
        outcome="settle",
        words="They met.",
        by=found.cast.viewer("funder"),
        now=NOW,
    )
    page = second.send(hidden, outcome="uphold", words="My own reasons.")
    assert page.status_code == 200
    assert "This is settled between the two, so it cannot be: Uphold it." in page.content.decode()
    assert "My own reasons." in page.content.decode()
    assert ChallengeStep.objects.filter(challenge=row).count() == 3


def test_a_form_sent_twice_asks_once(found: Scrutiny) -> None:
    form = asking(found)
    hidden = fields_of(form.shown().content.decode())
    assert [form.send(hidden, **ASKED).status_code for _ in range(2)] == [302, 302]
    assert Challenge.objects.count() == 1


def test_what_was_said_is_never_changed(found: Scrutiny) -> None:
    raised(found)
    for change in (
        lambda: ChallengeStep.objects.update(words="Nothing."),
        lambda: ChallengeStep.objects.all().delete(),
    ):
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            change()


def test_a_challenge_is_found_in_its_own_framework_only(found: Scrutiny) -> None:
    row = raised(found)
    other = scrutiny(found.cast)
    assert found.cast.client("funder").get(other.url("challenge", row.pk)).status_code == 404
    assert found.cast.client("funder").get(found.url("challenge", 10**30)).status_code == 404


def test_three_are_listed_by_as_many_questions_as_one(cast: Cast) -> None:
    found = scrutiny(cast)
    client = cast.client("councillor")
    make_challenge(value=found.value, raised_for=found.body("hub_b"))
    client.get(found.url("challenges"))
    one = questions(client, found.url("challenges"))
    for key in ("funder", "council"):
        make_challenge(value=found.value, raised_for=found.body(key))
    assert questions(client, found.url("challenges")) == one
