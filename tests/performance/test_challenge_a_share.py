"""Shares that one party asked for and another did not agree to: a third decides, and it counts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction
from django.http import Http404
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY
from tests.factories import make_share_challenge
from tests.performance.disputing import AFTER, Dispute, dispute
from tests.performance.keeping import errors_of, keeping, last_line
from tests.record.doing import SYSTEM, cell, shares, wrong_cells
from trellis.kernel.models import AuditLine
from trellis.performance import actions, queries
from trellis.performance.models import ShareChallenge, ShareChallengeStep
from trellis.record import actions as record
from trellis.record.models import Contribution, Split

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def found(cast: Cast) -> Dispute:
    return dispute(cast)


def test_a_party_challenges_another_replies_and_a_third_decides(found: Dispute) -> None:
    page = keeping(
        found.cast, found.url("raise_share_challenge", found.asked.pk), "other_hub_worker"
    )
    answer = page.send(reason="Our diary says seven of ten hours.")
    row = ShareChallenge.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, found.url("share_challenge", row.pk))
    assert (row.raised_for_id, row.awaits_id) == (found.pk("hub_b"), found.pk("hub_a"))
    assert last_line() == ("performance.share_challenge.raised", ["stage"], "")

    hub = keeping(found.cast, found.url("reply_share_challenge", row.pk), "hub_worker")
    assert hub.send(words="Ours says five.").status_code == 302
    assert last_line() == ("performance.share_challenge.answered", ["stage"], "")

    third = keeping(found.cast, found.url("decide_share_challenge", row.pk), "council_officer")
    a, b = found.pk("hub_a"), found.pk("hub_b")
    given = {f"share_{a}": "40", f"share_{b}": "60"}
    assert third.send(outcome="uphold", words="Both diaries.", **given).status_code == 302
    assert last_line() == ("performance.share_challenge.decided", ["stage"], "")

    row.refresh_from_db()
    assert row.stage == "upheld"
    assert shares(found.row) == {a: 4_000, b: 6_000}
    assert (cell(found.doing, "hub_a").events_shared, cell(found.doing).events) == (4_000, 1)
    assert wrong_cells() == []
    stands = Split.objects.get(activity=found.row, stands=True)
    assert (stands.basis, stands.reason, row.decided_id) == ("decided", "Both diaries.", stands.pk)
    said = [(one.move, one.body_id, one.words) for one in row.steps.all()]
    assert said == [
        ("raise", b, "Our diary says seven of ten hours."),
        ("reply", a, "Ours says five."),
        ("uphold", None, "Both diaries."),
    ]


def test_the_record_says_who_decided_and_that_it_was_decided(found: Dispute) -> None:
    found.decided(found.raised())
    lines = list(AuditLine.objects.order_by("-id").values_list("verb", "actor_id", "why")[:2])
    officer = found.cast.account("council_officer").pk
    assert lines == [
        ("performance.share_challenge.decided", officer, ""),
        ("record.shares.decided", None, "Both diaries were read."),
    ]
    url = reverse("record:activity", args=[found.doing.county.slug, found.row.pk])
    page = found.cast.client("hub_worker").get(url).content.decode()
    for words in (
        "As was decided: Both diaries were read.",
        "was challenged by Ambley hub b: upheld",
    ):
        assert words in page
    asking = reverse("record:propose", args=[found.doing.county.slug, found.row.pk])
    page = found.cast.client("hub_worker").get(asking).content.decode()
    for words in ("These shares were decided", "Both diaries were read."):
        assert words in page


def test_the_minutes_of_each_stay(found: Dispute) -> None:
    before = set(
        Contribution.objects.filter(split__activity=found.row, stands=True).values_list(
            "provider", "role", "own_minutes", "minutes"
        )
    )
    row = found.decided(found.raised())
    after = Contribution.objects.filter(split=row.decided_id, stands=True)
    assert set(after.values_list("provider", "role", "own_minutes", "minutes")) == before


def test_not_upheld_changes_nothing(found: Dispute) -> None:
    row = found.decided(found.raised(), outcome="not_uphold")
    assert (row.stage, row.decided_id) == ("not_upheld", None)
    assert set(shares(found.row).values()) == {5_000}
    assert not Split.objects.filter(basis="decided").exists()


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (4_000, 5_000, "Shares add up to 100"),
        (5_000, 5_000, "shared out so already"),
        (12_000, -2_000, "between 0 and 100"),
    ],
)
def test_shares_that_cannot_be_leave_all_as_it_was(
    found: Dispute, first: int, second: int, says: str
) -> None:
    row = found.raised()
    given = {found.pk("hub_a"): first, found.pk("hub_b"): second}
    with pytest.raises(ValidationError, match=says):
        found.decided(row, shares=given)
    with pytest.raises(ValidationError, match="among those who took part"):
        found.decided(row, shares={found.pk("hub_a"): 4_000, found.pk("infrastructure"): 6_000})
    row.refresh_from_db()
    assert (row.stage, set(shares(found.row).values())) == ("raised", {5_000})
    assert wrong_cells() == []


def test_what_is_missing_or_does_not_add_up_is_asked_for_by_its_field(found: Dispute) -> None:
    row = found.raised()
    found.replied(row)
    url = found.url("decide_share_challenge", row.pk)
    client, a, b = found.cast.client("council_officer"), found.pk("hub_a"), found.pk("hub_b")
    assert errors_of(client.post(url, {})) == {
        "outcome": ["Choose what comes of it."],
        "words": ["Say why, so that all of them can follow it."],
    }
    page = client.post(url, {"outcome": "uphold", "words": "So.", f"share_{a}": "40"})
    assert errors_of(page) == {f"share_{b}": ["Enter a share of Ambley hub b, which may be 0."]}
    page = client.post(
        url, {"outcome": "uphold", "words": "So.", f"share_{a}": "40", f"share_{b}": "50"}
    )
    assert errors_of(page) == {
        f"share_{b}": ["The shares add up to 90 %. Change them so that they add up to 100."]
    }
    assert set(shares(found.row).values()) == {5_000}


def test_only_the_party_that_asked_challenges_it(found: Dispute) -> None:
    url = found.url("raise_share_challenge", found.asked.pk)
    answers = {
        key: found.cast.client(key).get(url).status_code for key in PARTS if key != "anonymous"
    }
    assert {key for key, status in answers.items() if status == 200} == {"other_hub_worker"}
    refused = {key for key, status in answers.items() if status == 403}
    assert refused == {
        "group_trustee", "hub_worker", "infrastructure_officer", "infrastructure_manager",
        "council_officer", "funder",
    }  # fmt: skip
    assert set(answers.values()) == {200, 403, 404}


def test_what_was_not_refused_cannot_be_challenged(found: Dispute) -> None:
    dropped = found.ask(2_000)
    record.drop_shares(by=SYSTEM, now=NOW, split=dropped)
    waiting = found.ask(1_000)
    for made in (dropped, waiting):
        with pytest.raises(Http404):
            queries.share_raising(
                found.cast.viewer("other_hub_worker"), found.doing.county.pk, made.pk, today=TODAY
            )


def test_where_the_lead_asks_it_waits_for_whoever_did_not_agree(found: Dispute) -> None:
    row = found.refused(8_000, key="hub_a", no="hub_b").raised("hub_worker")
    assert (row.raised_for_id, row.awaits_id) == (found.pk("hub_a"), found.pk("hub_b"))


def test_it_is_open_for_twenty_working_days(found: Dispute) -> None:
    last = date(2026, 11, 16)
    viewer, area = found.cast.viewer("other_hub_worker"), found.doing.county.pk
    shut = {
        day: queries.share_raising(viewer, area, found.asked.pk, today=day).shut
        for day in (last, last + timedelta(days=1))
    }
    assert shut == {
        last: "",
        last + timedelta(days=1): (
            "It could be challenged until 16 November 2026. Ask the others again; if they do not "
            "agree, you can challenge it then."
        ),
    }
    with pytest.raises(ValidationError, match="until 16 November 2026"):
        found.raised(now=NOW + timedelta(days=29))


def test_one_at_a_time_and_what_is_decided_is_decided(found: Dispute) -> None:
    row = found.raised()
    with pytest.raises(ValidationError, match="challenged already"):
        found.raised()
    found.decided(row)
    with pytest.raises(ValidationError, match="decided on it already"):
        found.refused(1_000).raised()


def test_one_that_was_withdrawn_is_asked_for_again_first(found: Dispute) -> None:
    row = found.raised()
    actions.withdraw_share_challenge(
        challenge_id=row.pk, words="Let us talk.", by=found.cast.viewer("other_hub_worker"), now=NOW
    )
    with pytest.raises(ValidationError, match="Ask the others again"):
        found.raised()
    assert found.refused(2_000).raised().stage == "raised"


def test_nothing_is_decided_before_the_reply_or_the_end_of_its_time(found: Dispute) -> None:
    row = found.raised()
    words = "Ambley hub a has until 2 November 2026 to reply: wait for the reply, or until then."
    page = found.cast.client("funder").get(found.url("share_challenge", row.pk))
    assert words in page.content.decode()
    with pytest.raises(ValidationError) as refused:
        found.decided(row, now=NOW)
    assert refused.value.messages == [words]
    found.replied(row)
    assert found.decided(row, now=NOW).stage == "upheld"


def test_each_party_says_once_how_it_sees_it(cast: Cast) -> None:
    found = dispute(cast)
    row = found.of_three().raised()
    assert row.awaits_id == found.pk("hub_a")
    found.replied(row, "infrastructure_officer", "infrastructure")
    row.refresh_from_db()
    assert row.stage == "raised"  # it waits for the lead
    found.replied(row)
    row.refresh_from_db()
    assert row.stage == "answered"
    with pytest.raises(ValidationError, match="already"):
        found.replied(row)
    for key, body in (("hub_worker", "hub_b"), ("other_hub_worker", "hub_b"), ("funder", "hub_a")):
        with pytest.raises(PermissionDenied):
            found.replied(row, key, body)
    for key in ("infrastructure_manager", "infrastructure_officer"):
        with pytest.raises(PermissionDenied):  # its body is one of the three
            found.decided(row, key)


def test_a_form_sent_twice_challenges_once(found: Dispute) -> None:
    page = keeping(
        found.cast, found.url("raise_share_challenge", found.asked.pk), "other_hub_worker"
    )
    hidden = page.hidden()
    assert [page.send(hidden, reason="Ours.").status_code for _ in range(2)] == [302, 302]
    assert ShareChallenge.objects.count() == 1


def test_the_second_of_two_is_told_and_loses_nothing_typed(found: Dispute) -> None:
    row = found.raised()
    found.replied(row)
    second = keeping(found.cast, found.url("decide_share_challenge", row.pk), "funder")
    hidden = second.hidden()
    found.decided(row, outcome="not_uphold", now=NOW)
    a, b = found.pk("hub_a"), found.pk("hub_b")
    page = second.send(
        hidden, outcome="uphold", words="My own reasons.", **{f"share_{a}": "1", f"share_{b}": "99"}
    )
    assert page.status_code == 200
    for words in ("This is not upheld, so it cannot be", "My own reasons."):
        assert words in page.content.decode()
    assert set(shares(found.row).values()) == {5_000}


def test_what_was_said_is_never_changed(found: Dispute) -> None:
    found.raised()
    for change in (
        lambda: ShareChallengeStep.objects.update(words="Nothing."),
        lambda: ShareChallengeStep.objects.all().delete(),
    ):
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            change()


def test_the_database_keeps_what_must_hold(found: Dispute) -> None:
    row = found.raised()
    wrong = (
        {"stage": "upheld", "closed_at": NOW},  # without the shares
        {"stage": "not_upheld", "closed_at": NOW, "decided": found.asked},
        {"stage": "settled"},  # without its moment
        {"closed_at": NOW},
        {"stage": "lost"},
        {"awaits": row.raised_for},
    )
    for given in wrong:
        with pytest.raises(Error), transaction.atomic():
            ShareChallenge.objects.filter(pk=row.pk).update(**given)
    again = found.ask(1_000)
    with pytest.raises(Error), transaction.atomic():
        make_share_challenge(proposal=again)


def test_the_outcome_is_due_ten_working_days_after_the_reply(found: Dispute) -> None:
    row = found.raised()
    viewer, area = found.cast.viewer("funder"), found.doing.county.pk
    waits = queries.share_challenge(viewer, area, row.pk, today=TODAY).waits
    assert waits is not None
    assert waits.explanation() == (
        "Reply to the challenge: 10 working days from 19 October 2026, so due by the end of "
        "2 November 2026. No bank holiday falls in between. Source: Challenges to shares."
    )
    found.replied(row)
    waits = queries.share_challenge(viewer, area, row.pk, today=AFTER.date()).waits
    assert waits is not None
    assert (waits.due, waits.is_late(AFTER.date())) == (date(2026, 11, 2), True)
