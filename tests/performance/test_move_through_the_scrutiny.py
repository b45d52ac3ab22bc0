"""Every stage, every move, everybody: allowed or refused as the tables declare."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import (
    make_challenge,
    make_peer_review,
    make_peer_reviewer,
    make_review_action,
    make_review_finding,
)
from tests.performance.disputing import Dispute, dispute
from tests.performance.scrutinising import AFTER, Scrutiny, scrutiny
from tests.record.doing import SYSTEM
from trellis.performance import actions
from trellis.performance.lifecycle.scrutiny import (
    CHALLENGE_LIFE,
    PEER_REVIEW_LIFE,
    SHARE_CHALLENGE_LIFE,
    ChallengeStage,
    ReviewStage,
)
from trellis.performance.models import Challenge, PeerReview, ShareChallenge

ROLES = (
    "anonymous", "resident", "group_trustee", "hub_worker", "other_hub_worker",
    "infrastructure_officer", "infrastructure_manager", "council_officer", "councillor", "funder",
    "vcs_representative", "link_worker", "administrator",
)  # fmt: skip
# Hub A's figure, hub B's question; the funder accepts the return.
OF_CHALLENGE = {
    "reply": {"hub_worker"},
    "withdraw": {"other_hub_worker"},
    "decide": {"infrastructure_manager", "council_officer", "funder"},
}
# Hub A under review, by people of hub B.
OF_REVIEW = {
    "review": {"other_hub_worker"},
    "respond": {"hub_worker"},
    "plan": {"infrastructure_manager", "council_officer"},
}
WORDS = "What was said."


@pytest.fixture
def found(cast: Cast) -> Scrutiny:
    return scrutiny(cast)


def _challenge(found: Scrutiny, stage: str) -> Challenge:
    answered = stage not in (ChallengeStage.RAISED, ChallengeStage.WITHDRAWN)
    is_open = stage in (ChallengeStage.RAISED, ChallengeStage.ANSWERED)
    return make_challenge(
        value=found.value,
        of_return=found.of_return,
        raised_for=found.body("hub_b"),
        stage=stage,
        answered_at=NOW if answered else None,
        closed_at=None if is_open else NOW,
    )


def _make_challenge_move(move: str, by: Any, row: Challenge) -> None:
    usual: dict[str, Any] = {"challenge_id": row.pk, "by": by, "now": AFTER, "words": WORDS}
    if move == "reply":
        actions.reply_to_challenge(**usual)
    elif move == "withdraw":
        actions.withdraw_challenge(**usual)
    else:
        actions.decide_challenge(outcome=move, **usual)


def _outcome(deed: Any) -> str:
    try:
        deed()
    except (PermissionDenied, Http404):
        return "refused"
    except ValidationError:
        return "not from here"
    return "made"


@pytest.mark.parametrize("stage", list(ChallengeStage))
@pytest.mark.parametrize("name", list(CHALLENGE_LIFE.moves))
def test_a_challenge_moves_as_its_table_says(found: Scrutiny, stage: str, name: str) -> None:
    move = CHALLENGE_LIFE.moves[name]
    for key in ROLES:
        row = _challenge(found, stage)
        viewer = found.cast.viewer(key)
        came = _outcome(lambda v=viewer, r=row: _make_challenge_move(name, v, r))
        may = key in OF_CHALLENGE[move.needs]
        fits = stage in move.sources
        assert came == ("refused" if not may else "made" if fits else "not from here"), key
        row.refresh_from_db()
        assert row.stage == (move.target if may and fits else stage), key
        Challenge.objects.filter(pk=row.pk, closed_at=None).update(
            stage=ChallengeStage.SETTLED, closed_at=NOW
        )


def _share_challenge(found: Dispute, stage: str) -> ShareChallenge:
    """One that came to the stage by its own steps."""
    row = found.raised()
    if stage == ChallengeStage.WITHDRAWN:
        _make_share_move("withdraw", found.cast.viewer("other_hub_worker"), row, found)
    elif stage == ChallengeStage.SETTLED:
        found.answer(found.ask(1_000), agrees=True)
    elif stage != ChallengeStage.RAISED:
        found.replied(row)
    if stage in (ChallengeStage.UPHELD, ChallengeStage.NOT_UPHELD):
        move = "uphold" if stage == ChallengeStage.UPHELD else "not_uphold"
        found.decided(row, outcome=move)
    return ShareChallenge.objects.get(pk=row.pk)


def _make_share_move(move: str, by: Any, row: ShareChallenge, found: Dispute) -> None:
    usual: dict[str, Any] = {"challenge_id": row.pk, "by": by, "now": AFTER, "words": WORDS}
    if move == "reply":
        actions.reply_to_share_challenge(body_id=found.pk("hub_a"), **usual)
    elif move == "withdraw":
        actions.withdraw_share_challenge(**usual)
    else:
        shares = {found.pk("hub_a"): 2_000, found.pk("hub_b"): 8_000}
        actions.decide_share_challenge(outcome=move, shares=shares, **usual)


BY_PEOPLE = [name for name, move in SHARE_CHALLENGE_LIFE.moves.items() if move.needs != "close"]


@pytest.mark.parametrize("stage", list(ChallengeStage))
@pytest.mark.parametrize("name", BY_PEOPLE)
def test_a_challenge_to_shares_moves_as_its_table_says(cast: Cast, stage: str, name: str) -> None:
    found, move = dispute(cast), SHARE_CHALLENGE_LIFE.moves[name]
    row = _share_challenge(found, stage)
    assert row.stage == stage
    for key in ROLES:
        viewer = found.cast.viewer(key)
        with transaction.atomic():
            came = _outcome(lambda v=viewer: _make_share_move(name, v, row, found))
            may = key in OF_CHALLENGE[move.needs]
            fits = stage in move.sources
            assert came == ("refused" if not may else "made" if fits else "not from here"), key
            now = ShareChallenge.objects.get(pk=row.pk)
            assert now.stage == (move.target if may and fits else stage), key
            transaction.set_rollback(True)


@pytest.mark.parametrize("stage", list(ChallengeStage))
def test_the_record_alone_settles_and_closes_it(cast: Cast, stage: str) -> None:
    found = dispute(cast)
    row = _share_challenge(found, stage)
    is_open = row.closed_at is None
    for deed in (actions.settle_share_challenge, actions.close_share_challenge):
        for key in ROLES:
            given: dict[str, Any] = {"line_id": row.activity_id, "now": AFTER}
            came = _outcome(lambda d=deed, k=key, g=given: d(by=cast.viewer(k), **g))
            assert came == ("refused" if is_open else "made"), key
    row.refresh_from_db()
    assert row.stage == stage
    actions.close_share_challenge(line_id=row.activity_id, by=SYSTEM, now=AFTER)
    row.refresh_from_db()
    assert row.stage == stage  # it still counts, and the same take part
    actions.settle_share_challenge(line_id=row.activity_id, by=SYSTEM, now=AFTER)
    row.refresh_from_db()
    assert row.stage == ("settled" if is_open else stage)


def test_the_table_of_roles_names_every_rule() -> None:
    of_shares = {move.needs for move in SHARE_CHALLENGE_LIFE.moves.values()}
    assert of_shares == {*OF_CHALLENGE, "close"}
    assert set(OF_CHALLENGE) == {move.needs for move in CHALLENGE_LIFE.moves.values()}
    assert set(OF_REVIEW) == {move.needs for move in PEER_REVIEW_LIFE.moves.values()}


def _review(found: Scrutiny, stage: str) -> PeerReview:
    is_found = stage in (ReviewStage.FOUND, ReviewStage.RESPONDED, ReviewStage.CLOSED)
    responded = stage in (ReviewStage.RESPONDED, ReviewStage.CLOSED)
    row = make_peer_review(
        framework=found.framework,
        provider=found.body("hub_a"),
        stage=stage,
        report=WORDS if is_found else "",
        found_at=NOW if is_found else None,
        response=WORDS if responded else "",
        responded_at=NOW if responded else None,
    )
    make_peer_reviewer(review=row, organisation=found.body("hub_b"))
    make_review_finding(review=row)
    make_review_action(review=row)
    return row


def _make_review_move(move: str, by: Any, row: PeerReview) -> None:
    usual: dict[str, Any] = {"review_id": row.pk, "by": by, "now": NOW + timedelta(hours=1)}
    if move == "begin":
        actions.begin_peer_review(**usual)
    elif move == "give_findings":
        actions.give_findings(report=WORDS, **usual)
    elif move == "respond":
        actions.respond_to_review(response=WORDS, **usual)
    elif move == "check_progress":
        states = {one.pk: ("done", "") for one in row.actions.all()}
        actions.check_progress(states=states, progress=WORDS, **usual)
    else:
        actions.call_off_review(why=WORDS, **usual)


@pytest.mark.parametrize("stage", list(ReviewStage))
@pytest.mark.parametrize("name", list(PEER_REVIEW_LIFE.moves))
def test_a_review_moves_as_its_table_says(found: Scrutiny, stage: str, name: str) -> None:
    move = PEER_REVIEW_LIFE.moves[name]
    for key in ROLES:
        row = _review(found, stage)
        viewer = found.cast.viewer(key)
        came = _outcome(lambda v=viewer, r=row: _make_review_move(name, v, r))
        may = key in OF_REVIEW[move.needs]
        fits = stage in move.sources
        assert came == ("refused" if not may else "made" if fits else "not from here"), key
        row.refresh_from_db()
        assert row.stage == (move.target if may and fits else stage), key
        PeerReview.objects.filter(pk=row.pk).update(
            stage=ReviewStage.CALLED_OFF, found_at=None, responded_at=None
        )
