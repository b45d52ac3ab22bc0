"""Those who pay check a return and accept it: two people of them, and none of its provider's."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import PARTS, Cast
from tests.conftest import NOW
from tests.factories import make_line_question, make_membership, make_paid_agreement
from tests.performance.reporting import SYSTEM, fields_of
from tests.performance.rounds import Rounds, begin
from trellis.kernel.models import AuditLine
from trellis.organisations.models import Membership
from trellis.organisations.queries import viewer_for
from trellis.performance import actions
from trellis.performance.lifecycle import RETURN_LIFE, ReturnStage
from trellis.performance.models import Return
from trellis.performance.queries import due_for

pytestmark = pytest.mark.usefixtures("clock")

ACCEPTORS = {"council_officer", "funder"}


@pytest.fixture
def rounds(cast: Cast) -> Rounds:
    return begin(cast)


def test_one_signs_and_another_accepts(rounds: Rounds) -> None:
    rounds.hand_in()
    for who, move, stage in (
        ("council_officer", "check", "checked"),
        ("funder", "accept", "accepted"),
    ):
        client = rounds.cast.client(who)
        [due] = [
            one for one in due_for(rounds.cast.viewer(who), NOW.date()) if "/returns/" in one.url
        ]
        assert client.get(due.url).context["report"].moves[0] == move
        url = rounds.return_url(f"{move}_return")
        sent = client.post(url, fields_of(client.get(url).content.decode()))
        assert (sent.status_code, rounds.row().stage) == (302, stage)
    assert rounds.row().accepted_at == NOW
    verbs = AuditLine.objects.filter(of=f"return:{rounds.row().pk}").values_list("verb", flat=True)
    assert list(verbs.order_by("id")) == [
        "performance.return.handed_in",
        "performance.return.checked",
        "performance.return.accepted",
    ]


def test_the_first_is_not_the_second(rounds: Rounds) -> None:
    rounds.hand_in()
    rounds.move("check", "council_officer")
    with pytest.raises(PermissionDenied):
        rounds.move("accept", "council_officer")
    assert rounds.report("council_officer").is_barred
    assert rounds.report("council_officer").moves == ("send_back",)
    assert not rounds.report("funder").is_barred


def test_whoever_handed_it_in_does_not_check_it_wherever_else_they_work(rounds: Rounds) -> None:
    """Hana works at the hub and, on Fridays, for the council; also when she has left."""
    hana = rounds.cast.account("hub_worker")
    council = rounds.cast.world.bodies["council"]
    make_membership(person=hana.person, organisation=council, role="council_officer")
    both = viewer_for(hana.pk, today=NOW.date(), second_factor_passed=True)
    rounds.hand_in()
    with pytest.raises(PermissionDenied):
        actions.move_return(by=both, now=NOW, of_return=rounds.row(), move="check")
    Membership.objects.filter(person=hana.person, organisation=rounds.hub("a")).update(
        ends_on=NOW.date()
    )
    left = viewer_for(hana.pk, today=NOW.date(), second_factor_passed=True)
    with pytest.raises(PermissionDenied):
        actions.move_return(by=left, now=NOW, of_return=rounds.row(), move="check")


def test_the_holder_of_the_main_agreement_accepts_what_its_sub_contractor_hands_in(
    rounds: Rounds,
) -> None:
    """From the day on which the agreements say so, without anybody touching the return."""
    bodies = rounds.cast.world.bodies
    council, prime, hub = bodies["council"], bodies["infrastructure"], bodies["hub_a"]
    whole = {"area": rounds.county, "starts_on": date(2026, 4, 1), "ends_on": date(2027, 4, 1)}
    main = make_paid_agreement(payer=council, provider=prime, is_reported=True, **whole)
    make_paid_agreement(payer=prime, provider=hub, under=main, is_reported=True, **whole)
    actions.prepare_returns(by=SYSTEM, now=NOW)
    rounds.hand_in()
    assert rounds.report("hub_worker").is_subcontracted
    with pytest.raises(PermissionDenied):
        rounds.move("check", "council_officer")
    rounds.move("check", "infrastructure_officer")
    assert rounds.move("accept", "infrastructure_manager").stage == "accepted"


def test_what_is_accepted_stays_with_who_accepted_it(rounds: Rounds) -> None:
    rounds.accept()
    before = set(rounds.row().acceptors.values_list("organisation_id", flat=True))
    bodies = rounds.cast.world.bodies
    make_paid_agreement(
        area=rounds.county,
        payer=bodies["infrastructure"],
        provider=bodies["hub_a"],
        is_reported=True,
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 4, 1),
    )
    actions.prepare_returns(by=SYSTEM, now=NOW)
    assert set(rounds.row().acceptors.values_list("organisation_id", flat=True)) == before


def test_it_goes_back_with_a_reason_and_comes_again(rounds: Rounds) -> None:
    rounds.hand_in()
    with pytest.raises(ValidationError, match="what is to be put right"):
        rounds.move("send_back", "funder")
    rounds.move("send_back", "funder", words="The open morning is missing")
    page = rounds.cast.client("hub_worker").get(rounds.return_url()).content.decode()
    assert "The open morning is missing" in page
    rounds.record(rounds.first, "a", 13, seen=None, reason="With the open morning")
    assert rounds.move("hand_in", "hub_worker", now=NOW + timedelta(days=2)).stage == "submitted"


def test_after_going_back_it_needs_two_signatures_anew(rounds: Rounds) -> None:
    rounds.hand_in()
    rounds.move("check", "council_officer")
    rounds.move("send_back", "funder", words="Once more")
    assert (rounds.row().checked_by, rounds.row().checked_at) == (None, None)


def test_a_question_that_is_open_stands_in_the_way(rounds: Rounds) -> None:
    rounds.hand_in()
    make_line_question(of_return=rounds.row(), indicator=rounds.first)
    for move in ("check",):
        with pytest.raises(ValidationError, match="1 question about it is not answered"):
            rounds.move(move, "council_officer")


@pytest.mark.parametrize("stage", ReturnStage.values)
def test_every_stage_move_and_member_of_the_cast_is_as_declared(rounds: Rounds, stage: str) -> None:
    """Allowed exactly where the table has the move and the policy the person."""
    rounds.fill()
    Return.objects.filter(pk=rounds.row().pk).update(
        stage=stage, submitted_at=NOW, submitted_by=None, checked_by=None
    )
    fills, accepts = {"hub_worker"}, ACCEPTORS
    whose = {
        "hand_in": fills, "take_back": fills,
        "check": accepts, "accept": accepts, "send_back": accepts,
    }  # fmt: skip
    for move, who in product(RETURN_LIFE.moves, PARTS):
        allowed = who in whose[move]
        leads_on = stage in RETURN_LIFE.moves[move].sources
        if allowed and leads_on:
            continue  # made in the tests above, each by somebody who may
        expected = ValidationError if allowed else PermissionDenied
        with pytest.raises(expected):
            rounds.move(move, who, words="Why")
    assert rounds.row().stage == stage


@pytest.mark.parametrize("move", RETURN_LIFE.moves)
def test_every_move_is_made_from_each_stage_it_leads_on_from(rounds: Rounds, move: str) -> None:
    rounds.fill()
    who = "hub_worker" if move in ("hand_in", "take_back") else "council_officer"
    for stage in RETURN_LIFE.moves[move].sources:
        Return.objects.filter(pk=rounds.row().pk).update(
            stage=stage, submitted_at=NOW, submitted_by=None, checked_by=None
        )
        assert rounds.move(move, who, words="Why").stage == RETURN_LIFE.moves[move].target


def test_the_same_role_in_another_area_has_no_part_in_it(rounds: Rounds) -> None:
    rounds.hand_in()
    for key in ACCEPTORS:
        elsewhere = rounds.cast.client(key, elsewhere=True)
        for name in ("return", "check_return", "send_back", "unlock_return"):
            assert elsewhere.get(rounds.return_url(name)).status_code == 404


def test_the_mark_fits_its_field_at_any_moment_of_the_clock(rounds: Rounds) -> None:
    """Moments have microseconds in life."""
    rounds.hand_in(now=NOW + timedelta(microseconds=123_456))
    rounds.move("check", "council_officer", now=NOW + timedelta(hours=1, microseconds=654_321))
    client = rounds.cast.client("funder")
    fields = fields_of(client.get(rounds.return_url("accept_return")).content.decode())
    assert client.post(rounds.return_url("accept_return"), fields).status_code == 302
    assert rounds.row().stage == "accepted"


def test_what_waits_for_an_answer_offers_no_signature(rounds: Rounds) -> None:
    rounds.hand_in()
    client = rounds.cast.client("council_officer")
    sign = rounds.return_url("check_return")
    assert sign in client.get(rounds.return_url()).content.decode()
    actions.ask_about_line(
        by=rounds.cast.viewer("council_officer"),
        now=NOW,
        of_return=rounds.row(),
        indicator=rounds.first,
        place_id=rounds.district("a").pk,
        words="Is the evening class counted?",
    )
    page = client.get(rounds.return_url()).content.decode()
    assert (sign in page, "once its provider has answered" in page) == (False, True)
    page = client.get(sign).content.decode()
    assert ("It cannot be signed yet" in page, "Sign it</button>" in page) == (True, False)
