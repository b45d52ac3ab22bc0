"""What becomes of a challenge to shares where the parties agree, or the record is corrected."""

import pytest
from django.core.exceptions import ValidationError

from tests.cast import Cast
from tests.conftest import NOW
from tests.performance.disputing import Dispute, dispute
from tests.record.doing import SYSTEM, shares, wrong_cells
from trellis.performance.models import ShareChallenge
from trellis.record import actions as record
from trellis.record.models import Split

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def found(cast: Cast) -> Dispute:
    return dispute(cast)


def test_agreement_of_all_holds_over_what_was_decided(found: Dispute) -> None:
    found.decided(found.raised())
    found.answer(found.ask(2_500), agrees=True)
    assert shares(found.row) == {found.pk("hub_a"): 2_500, found.pk("hub_b"): 7_500}
    assert wrong_cells() == []


def test_what_a_party_proposed_meanwhile_is_off_the_table_once_it_is_decided(
    found: Dispute,
) -> None:
    row = found.raised()
    made = found.ask(1_000)
    found.decided(row)
    with pytest.raises(ValidationError, match="settled already"):
        found.answer(made, agrees=True)
    assert shares(found.row) == {found.pk("hub_a"): 4_000, found.pk("hub_b"): 6_000}


def test_what_all_agree_on_settles_it(found: Dispute) -> None:
    row = found.raised()
    found.answer(found.ask(4_500), agrees=True)
    row.refresh_from_db()
    assert (row.stage, row.closed_at, row.decided_id) == ("settled", NOW, None)
    assert row.steps.latest("id").words == "All who took part have agreed on the shares."
    with pytest.raises(ValidationError, match="settled between the parties, so it cannot be"):
        found.decided(row)
    assert shares(found.row) == {found.pk("hub_a"): 4_500, found.pk("hub_b"): 5_500}


def test_a_correction_of_something_else_leaves_it_open_and_keeps_what_is_decided(
    found: Dispute,
) -> None:
    row = found.raised()

    def correct(quantity: int, *who: str) -> None:
        done = found.doing.done(*who, quantity=quantity)
        record.correct_activity(by=SYSTEM, now=NOW, activity=found.row, done=done, reason="Counted")

    correct(9, "hub_a", "hub_b")
    row = found.decided(ShareChallenge.objects.get(pk=row.pk))
    assert row.stage == "upheld"
    correct(8, "hub_a", "hub_b")
    stands = Split.objects.get(stands=True)
    assert (stands.basis, stands.reason) == ("decided", "Both diaries were read.")
    assert sorted(shares(stands.activity).values()) == [4_000, 6_000]
    correct(8, "hub_a", "infrastructure")
    assert Split.objects.get(stands=True).basis == "default"
    assert wrong_cells() == []


def test_where_others_took_part_nothing_is_left_to_decide(found: Dispute) -> None:
    row = found.raised()
    done = found.doing.done("hub_a", "infrastructure")
    record.correct_activity(by=SYSTEM, now=NOW, activity=found.row, done=done, reason="Not hub B")
    row.refresh_from_db()
    assert row.stage == "withdrawn"
    assert row.steps.latest("id").move == "lapse"
    # Whoever took part once reads it, and does not decide.
    assert (
        found.cast.client("other_hub_worker").get(found.url("share_challenge", row.pk)).status_code
        == 200
    )


def test_what_is_withdrawn_from_the_record_ends_it(found: Dispute) -> None:
    row = found.raised()
    record.withdraw_activity(by=SYSTEM, now=NOW, activity=found.row, reason="Called off")
    row.refresh_from_db()
    assert row.stage == "withdrawn"
    assert row.steps.latest("id").words.startswith("It was withdrawn from the record")
    assert (
        "is left to share"
        in found.cast.client("hub_worker")
        .get(found.url("share_challenge", row.pk))
        .content.decode()
    )


def test_what_turns_out_to_be_one_thing_ends_it(found: Dispute) -> None:
    row = found.raised()
    other = found.doing.record("infrastructure")
    for leads in ("hub_worker", "infrastructure_officer"):
        record.judge_double(
            by=found.cast.viewer(leads), now=NOW, one_id=found.row.pk, other_id=other.pk,
            is_one_thing=True, address="/",
        )  # fmt: skip
    row.refresh_from_db()
    assert row.stage == "withdrawn"
    assert wrong_cells() == []
