"""What was proposed and asked about is adopted or turned down, by those who keep the framework."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import make_proposal
from tests.performance.keeping import KEEPER, errors_of, keeping
from tests.performance.proposing import DECIDED, NEW_YEAR, Proposing, proposing_in
from tests.performance.reporting import SYSTEM
from trellis.kernel.models import AuditLine
from trellis.performance import actions, queries
from trellis.performance.lifecycle import PROPOSAL_LIFE, Change, ProposalStage, Standing
from trellis.performance.models import Framework, Proposal
from trellis.performance.rules.codes import ChangeClass

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def proposing(cast: Cast) -> Proposing:
    return proposing_in(cast)


def stages() -> list[str]:
    return list(Proposal.objects.values_list("stage", flat=True))


# --- every stage, every move, every role


@pytest.mark.parametrize("stage", list(ProposalStage))
@pytest.mark.parametrize("name", list(PROPOSAL_LIFE.moves))
def test_only_the_moves_of_the_table_by_whom_they_need(
    proposing: Proposing, stage: ProposalStage, name: str
) -> None:
    """Generated from the table: each of the cast tries each move from each stage."""
    move = PROPOSAL_LIFE.moves[name]
    assert move.needs == "decide"
    for who in PARTS:
        if who == "anonymous":
            continue
        row = _at_stage(proposing, stage)
        if who != KEEPER:
            with pytest.raises(PermissionDenied):
                _does(proposing, name, row, who)
        elif stage in move.sources:
            assert _does(proposing, name, row, who).stage == move.target
        else:
            with pytest.raises(ValidationError, match="so it cannot be"):
                _does(proposing, name, row, who)
        row.refresh_from_db()
        moved = who == KEEPER and stage in move.sources
        assert row.stage == (move.target if moved else stage)


def _at_stage(proposing: Proposing, stage: ProposalStage) -> Proposal:
    """Each about an indicator of its own."""
    asked = stage in (ProposalStage.CONSULTED, ProposalStage.ADOPTED)
    settled = stage in (ProposalStage.ADOPTED, ProposalStage.TURNED_DOWN)
    indicator = proposing.reporting.indicator(number=_free(proposing))
    return make_proposal(
        indicator=indicator,
        stage=stage,
        opens_on=TODAY - timedelta(days=40) if asked else None,
        closes_on=TODAY - timedelta(days=2) if asked else None,
        decided_on=TODAY if settled else None,
        decided_by="Board" if settled else "",
        decision="x" if settled else "",
        settled_at=NOW if settled else None,
    )


def _free(proposing: Proposing) -> int:
    return proposing.reporting.framework.indicators.count() + 1


def _does(proposing: Proposing, name: str, row: Proposal, who: str) -> Proposal:
    if name == "consult":
        return actions.consult_on(
            by=proposing.viewer(who), now=NOW, proposal=row, opens_on=TODAY,
            closes_on=TODAY + timedelta(days=30),
        )  # fmt: skip
    return proposing.adopt(row, who) if name == "adopt" else proposing.turn_down(row, who)


# --- deciding


def test_nothing_is_adopted_while_people_can_still_comment(proposing: Proposing) -> None:
    row = proposing.asked()
    with pytest.raises(ValidationError, match="People can comment until 2 November 2026"):
        proposing.adopt(row)
    adopt_url = proposing.url("adopt", 1)
    page = proposing.cast.client(KEEPER).get(proposing.url("proposal", 1)).content.decode()
    assert adopt_url not in page
    assert proposing.cast.client(KEEPER).get(adopt_url)["Location"] == proposing.url("proposal", 1)


def test_an_adopted_version_breaks_the_series_and_says_what_it_rests_on(
    proposing: Proposing,
) -> None:
    row = proposing.closed(
        Change.VERSION, change_class=ChangeClass.POPULATION, title="Groups and clubs helped",
        definition="Clubs, too",
    )  # fmt: skip
    keeper = keeping(proposing.cast, proposing.url("adopt", 1))
    sent = {"decided_on": "2026-10-19", "from_on": "2026-10-01", **DECIDED}
    assert keeper.send(**sent)["Location"] == proposing.url("proposal", 1)
    row.refresh_from_db()
    version = proposing.indicator.versions.get(number=2)
    assert (row.stage, row.version, version.breaks_series) == ("adopted", version, True)
    assert (version.valid_from, version.reason, version.source) == (
        date(2026, 10, 1),
        "It costs more than it tells",
        "Proposal 1, decided by Partnership board",
    )
    verbs = list(AuditLine.objects.order_by("-id").values_list("verb", flat=True)[:2])
    assert set(verbs) == {
        "performance.proposal.adopted",
        "performance.indicator_version.adopted",
    }
    page = StrictClient().get(proposing.url("indicator", 1)).content.decode()
    assert "Consulted on as proposal 1" in page
    assert (
        "Two hubs were for it" in StrictClient().get(proposing.url("proposal", 1)).content.decode()
    )


def test_an_adopted_new_indicator_is_there_with_its_standing(proposing: Proposing) -> None:
    row = proposing.closed(
        Change.NEW, title="Still meeting", definition="Rung up", kind="number", unit="groups",
        direction="up", combine="count_events", standing=Standing.EXPERIMENTAL,
        rated_from=date(2028, 1, 1),
    )  # fmt: skip
    found = proposing.adopt(row).indicator
    assert found is not None
    assert (found.number, found.unit, found.versions.get().title) == (2, "groups", "Still meeting")
    held = found.standings.get()
    assert (held.standing, held.rated_from) == ("experimental", date(2028, 1, 1))


def test_an_adopted_retirement_ends_it_by_that_decision(proposing: Proposing) -> None:
    proposing.adopt(proposing.closed())
    proposing.indicator.refresh_from_db()
    assert proposing.indicator.retired_on == NEW_YEAR
    assert proposing.indicator.retirement.decided_by == "Partnership board"


def test_an_adopted_standing_holds_from_its_day(proposing: Proposing) -> None:
    proposing.adopt(proposing.closed(Change.STANDING, standing=Standing.CORE))
    held = proposing.indicator.standings.get()
    assert (held.standing, held.from_on) == ("core", NEW_YEAR)


def test_what_cannot_be_done_is_not_adopted(proposing: Proposing) -> None:
    """The core set is full by then: nothing of the adoption is left."""
    row = proposing.closed(Change.STANDING, standing=Standing.CORE)
    other = proposing.reporting.indicator(number=2)
    actions.change_standing(
        by=SYSTEM, now=NOW, indicator=other, standing=Standing.CORE, from_on=TODAY, reason="x",
        decided_on=TODAY, decided_by="x",
    )  # fmt: skip
    Framework.objects.update(core_most=1)
    keeper = keeping(proposing.cast, proposing.url("adopt", 1))
    page = keeper.send(decided_on="2026-10-19", from_on="2027-01-01", **DECIDED)
    [said] = errors_of(page)["__all__"]
    assert said.startswith("1 is core already")
    row.refresh_from_db()
    assert (row.stage, row.decided_by) == ("consulted", "")
    assert not proposing.indicator.standings.exists()


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"decided_by": ""}, {"decided_by": ["Say who decided it."]}),
        ({"decision": ""}, {"decision": ["Say why it was decided so."]}),
        ({"answer": ""}, {"answer": ["Say what was done with the comments."]}),
        (
            {"decided_on": "2026-10-18"},
            {"decided_on": ["Enter a day after 18 October 2026, when the comments were in, and "
                            "not after today."]},
        ),
        (
            {"decided_on": "2026-10-20"},
            {"decided_on": ["Day of the decision: enter a day from 1 January 1900 to 19 October "
                            "2026."]},
        ),
    ],
)  # fmt: skip
def test_a_decision_says_who_when_and_why(
    proposing: Proposing, given: dict[str, str], errors: dict[str, Any]
) -> None:
    proposing.closed()
    keeper = keeping(proposing.cast, proposing.url("adopt", 1))
    sent = {"decided_on": "2026-10-19", "from_on": "2026-12-31", **DECIDED}
    assert errors_of(keeper.send(**{**sent, **given})) == errors
    assert stages() == ["consulted"]


def test_it_is_turned_down_with_the_reason_also_before_people_were_asked(
    proposing: Proposing,
) -> None:
    proposing.propose()
    keeper = keeping(proposing.cast, proposing.url("turn_down", 1))
    assert "answer" not in keeper.shown().context["form"].fields
    sent = keeper.send(decided_on="2026-10-19", decided_by="Board", decision="We need it")
    assert sent["Location"] == proposing.url("proposal", 1)
    assert stages() == ["turned_down"]
    page = StrictClient().get(proposing.url("proposal", 1)).content.decode()
    assert "We need it" in page
    proposing.indicator.refresh_from_db()
    assert proposing.indicator.retired_on is None


# --- what is due


def test_today_asks_for_a_comment_and_then_for_a_decision(proposing: Proposing) -> None:
    def told(who: str, day: date = TODAY) -> list[str]:
        found = queries.due_for(proposing.viewer(who), day)
        return [due.step for due in found if "indicator 1" in due.title]

    row = proposing.propose()
    assert told(KEEPER) == ["Ask people, or turn it down"]
    assert told("funder") == []
    actions.consult_on(
        by=proposing.viewer(KEEPER), now=NOW, proposal=row, opens_on=TODAY,
        closes_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    for who in ("funder", "hub_worker", KEEPER):
        assert told(who) == ["Say what you think"]
    assert told("resident") == []
    proposing.say(row, "funder")
    assert told("funder") == []
    after = TODAY + timedelta(days=31)
    assert told(KEEPER, after) == ["Decide on it"]
    assert told("hub_worker", after) == []


def test_one_proposal_or_three_take_as_many_questions(proposing: Proposing) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.proposals(viewer, proposing.reporting.facts, TODAY)
            queries.due_for(viewer, TODAY)
        return len(caught)

    viewer = proposing.viewer("funder")
    proposing.asked()
    few = asked()
    for number in (2, 3):
        make_proposal(
            indicator=proposing.reporting.indicator(number=number), stage="consulted",
            opens_on=TODAY, closes_on=TODAY,
        )  # fmt: skip
    assert asked() == few


def test_a_shut_framework_takes_no_proposals(proposing: Proposing) -> None:
    row = proposing.asked()
    Framework.objects.update(stage=Framework.Stage.CLOSED)
    for deed in (proposing.propose, lambda: proposing.say(row, "funder"),
                 lambda: proposing.turn_down(row)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            deed()
    assert StrictClient().get(proposing.url("proposals")).status_code == 200
