"""Several at one challenge to shares in the same moment, on either database: one outcome, one split
that stands, and cells that equal what is counted anew."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from tests.at_once import at_once
from tests.cast import Cast
from tests.performance.disputing import AFTER, Dispute, dispute
from tests.record.doing import SYSTEM, shares, wrong_cells
from trellis.kernel.acts import AlreadyDoneError
from trellis.performance import actions
from trellis.performance.models import ShareChallenge, ShareChallengeStep
from trellis.record import actions as record
from trellis.record.models import Split

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db(transaction=True)]
REFUSED = (ValidationError, AlreadyDoneError)


@pytest.fixture
def found(transactional_db: None) -> Dispute:
    made = dispute(Cast())
    for key in ("council_officer", "funder", "other_hub_worker", "hub_worker"):
        made.cast.viewer(key)
    return made


def whole(found: Dispute) -> None:
    """One split stands, every sealed one adds up, and the cells are as counted anew."""
    assert Split.objects.filter(stands=True).count() == 1
    sealed = Split.objects.exclude(sealed_at=None).annotate(whole=Sum("contributions__share"))
    assert set(sealed.values_list("whole", flat=True)) == {10_000}
    assert sum(shares(found.row).values()) == 10_000
    assert wrong_cells() == []


def test_two_decide_and_one_of_them_has_decided(found: Dispute) -> None:
    row = found.raised()
    answers = at_once(
        lambda: found.decided(row, "council_officer", 4_000),
        lambda: found.decided(row, "funder", 2_000),
        refused=REFUSED,
    )
    assert sorted(answers) == ["done", "refused"]
    held = {"council_officer": 4_000, "funder": 2_000}
    first = list(held.values())[answers.index("done")]
    assert shares(found.row) == {found.pk("hub_a"): first, found.pk("hub_b"): 10_000 - first}
    assert ShareChallenge.objects.get().decided == Split.objects.get(stands=True)
    assert ShareChallengeStep.objects.filter(move="uphold").count() == 1
    whole(found)


def test_two_decide_otherwise_and_one_outcome_stands(found: Dispute) -> None:
    row = found.raised()
    answers = at_once(
        lambda: found.decided(row, "council_officer"),
        lambda: found.decided(row, "funder", outcome="not_uphold"),
        refused=REFUSED,
    )
    assert sorted(answers) == ["done", "refused"]
    row.refresh_from_db()
    upheld = answers[0] == "done"
    assert row.stage == ("upheld" if upheld else "not_upheld")
    assert Split.objects.get(stands=True).basis == ("decided" if upheld else "default")
    whole(found)


def test_the_parties_agree_while_a_third_decides(found: Dispute) -> None:
    """Either the decision comes first and takes what was proposed off the table, or the agreement
    does and the challenge is settled."""
    row = found.raised()
    made = found.ask(1_000)
    answers = at_once(
        lambda: found.answer(made, agrees=True),
        lambda: found.decided(row, "council_officer"),
        refused=REFUSED,
    )
    assert sorted(answers) == ["done", "refused"]
    row.refresh_from_db()
    agreed = answers[0] == "done"
    assert row.stage == ("settled" if agreed else "upheld")
    assert Split.objects.get(stands=True).basis == ("agreed" if agreed else "decided")
    whole(found)


def test_it_is_corrected_while_a_third_decides(found: Dispute) -> None:
    row = found.raised()
    done = found.doing.done("hub_a", "hub_b", quantity=9)
    answers = at_once(
        lambda: record.correct_activity(
            by=SYSTEM, now=AFTER, activity=found.row, done=done, reason="Counted again"
        ),
        lambda: found.decided(row, "council_officer"),
        refused=REFUSED,
    )
    assert answers[0] == "done"
    row.refresh_from_db()
    stands = Split.objects.get(stands=True)
    decided = answers[1] == "done"
    assert (row.stage, stands.basis) == (
        ("upheld", "decided") if decided else ("raised", "default")
    )
    assert wrong_cells() == []


def test_a_colleague_challenges_at_the_same_moment(found: Dispute) -> None:
    answers = at_once(found.raised, found.raised, refused=REFUSED)
    assert sorted(answers) == ["done", "refused"]
    assert ShareChallenge.objects.count() == 1


def test_it_is_withdrawn_while_a_third_decides(found: Dispute) -> None:
    row = found.raised()
    answers = at_once(
        lambda: actions.withdraw_share_challenge(
            challenge_id=row.pk, words="No.", by=found.cast.viewer("other_hub_worker"), now=AFTER
        ),
        lambda: found.decided(row, "council_officer"),
        refused=REFUSED,
    )
    assert sorted(answers) == ["done", "refused"]
    row.refresh_from_db()
    assert row.stage == ("withdrawn" if answers[0] == "done" else "upheld")
    whole(found)
