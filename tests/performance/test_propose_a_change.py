"""A change is proposed by whoever has a say, and people are asked about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import make_proposal_comment
from tests.performance.keeping import errors_of, keeping, last_line
from tests.performance.proposing import Proposing, proposing_in
from tests.performance.reporting import SYSTEM
from trellis.performance import actions, queries
from trellis.performance.lifecycle import Change, Opinion, Standing
from trellis.performance.models import Proposal, ProposalComment
from trellis.performance.rules.codes import ChangeClass

pytestmark = pytest.mark.usefixtures("clock")
# Who reports here, sees the figures of the area, or keeps the framework.
WITH_A_SAY = {
    "hub_worker", "other_hub_worker", "infrastructure_officer", "infrastructure_manager",
    "council_officer", "councillor", "funder", "vcs_representative",
}  # fmt: skip


@pytest.fixture
def proposing(cast: Cast) -> Proposing:
    return proposing_in(cast)


def stages() -> list[str]:
    return list(Proposal.objects.values_list("stage", flat=True))


# --- proposing


@pytest.mark.parametrize("change", list(Change))
def test_whoever_has_a_say_proposes_on_a_page(proposing: Proposing, change: Change) -> None:
    given = {
        Change.NEW: {
            "title": "Groups that still meet", "definition": "Rung up", "kind": "number",
            "unit": "groups", "direction": "up", "combine": "count_events",
            "standing": "experimental", "rated_from": "2028-01-01",
        },
        Change.VERSION: {
            "indicator": "1", "change_class": "population", "title": "Groups and clubs helped",
            "definition": "Clubs count, too",
        },
        Change.STANDING: {"indicator": "1", "standing": "optional"},
        Change.RETIRE: {"indicator": "1"},
    }[change]  # fmt: skip
    page = keeping(proposing.cast, proposing.url("propose", change.value), "hub_worker")
    sent = page.send(**given, why="It is read differently", from_on="2027-01-01")
    assert sent["Location"] == proposing.url("proposal", 1)
    row = Proposal.objects.get()
    assert (row.change, row.stage, row.organisation_id) == (
        change,
        "proposed",
        proposing.body("hub_worker"),
    )
    assert row.from_on == date(2027, 1, 2 if change is Change.RETIRE else 1)
    assert last_line()[0] == "performance.change.proposed"
    shown = StrictClient().get(proposing.url("proposal", 1)).content.decode()
    assert "It is read differently" in shown
    assert "It waits for those who keep the framework" in shown


def test_only_who_has_a_say_proposes(proposing: Proposing) -> None:
    url = proposing.url("propose", "retire")
    may = {key for key in PARTS if proposing.cast.client(key).get(url).status_code == 200}
    assert may == WITH_A_SAY
    with pytest.raises(PermissionDenied):
        proposing.propose(who="resident")
    with pytest.raises(PermissionDenied):  # for a body that is not theirs
        proposing.propose(organisation_id=proposing.body("funder"))


def test_a_change_that_is_none_is_not_found(proposing: Proposing) -> None:
    client = proposing.cast.client("hub_worker")
    assert client.get(proposing.url("propose", "everything")).status_code == 404


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"indicator": ""}, {"indicator": ["Choose the indicator."]}),
        ({"why": ""}, {"why": ["Say why it should change."]}),
        ({"change_class": ""}, {"change_class": ["Choose what changes."]}),
        (
            {"from_on": "2026-04-01"},
            {"from_on": ["Enter a day after 1 April 2026, when the version before this began."]},
        ),
    ],
)
def test_what_does_not_fit_is_said_by_the_field(
    proposing: Proposing, given: dict[str, str], errors: dict[str, Any]
) -> None:
    sent = {
        "indicator": "1", "change_class": "population", "title": "Clubs helped",
        "definition": "Clubs", "why": "x", "from_on": "2027-01-01",
    }  # fmt: skip
    page = keeping(proposing.cast, proposing.url("propose", "version"), "hub_worker")
    assert errors_of(page.send(**{**sent, **given})) == errors
    assert not Proposal.objects.exists()


def test_what_differs_in_nothing_is_no_change(proposing: Proposing) -> None:
    actions.adopt_version(
        by=SYSTEM, now=NOW, indicator=proposing.indicator, valid_from=date(2026, 4, 2),
        change_class=ChangeClass.WORDING, title="Groups helped", definition="As ever", reason="x",
    )  # fmt: skip
    url = f"{proposing.url('propose', 'version')}?indicator=1"
    page = keeping(proposing.cast, url, "hub_worker")
    form = page.shown().context["form"]
    assert (form["title"].value(), form["definition"].value()) == ("Groups helped", "As ever")
    sent = page.send(
        indicator="1", change_class="population", title="Groups helped", definition="As ever",
        why="x", from_on="2027-01-01",
    )  # fmt: skip
    said = "It reads so already: change how it reads or is counted."
    assert errors_of(sent) == {"definition": [said]}


def test_the_same_is_not_proposed_twice_at_once(proposing: Proposing) -> None:
    proposing.propose()
    page = keeping(proposing.cast, proposing.url("propose", "retire"), "funder")
    sent = page.send(indicator="1", why="Too dear", from_on="2027-03-31")
    said = "Proposal 1 is about the same and not decided yet: comment on that one."
    assert errors_of(sent) == {"__all__": [said]}
    proposing.propose(Change.STANDING, standing=Standing.OPTIONAL)
    proposing.turn_down(Proposal.objects.get(number=1))
    assert proposing.propose().number == 3


# --- asking people


def test_people_are_given_the_days_that_were_agreed(proposing: Proposing) -> None:
    proposing.propose()
    keeper = keeping(proposing.cast, proposing.url("consult", 1))
    assert errors_of(keeper.send(opens_on="2026-10-19", closes_on="2026-11-14")) == {
        "closes_on": [
            "Enter 15 November 2026 or a later day for the last day: people are given 28 days."
        ]
    }
    assert errors_of(keeper.send(opens_on="2026-10-18", closes_on="2026-12-14")) == {
        "opens_on": ["Enter today or a later day for the first day."]
    }
    assert errors_of(keeper.send(opens_on="2026-10-20", closes_on="2026-10-19")) == {
        "closes_on": ["Enter a last day on or after the first."]
    }
    sent = keeper.send(opens_on="2026-10-19", closes_on="2026-11-15")
    assert sent["Location"] == proposing.url("proposal", 1)
    assert stages() == ["consulted"]
    assert keeper.shown()["Location"] == proposing.url("proposal", 1)


def test_each_has_one_say_and_can_change_it_until_it_closes(proposing: Proposing) -> None:
    row = proposing.asked()
    page = keeping(proposing.cast, proposing.url("comment", 1), "hub_worker")
    page.send(opinion="support", words="")
    assert errors_of(page.send(opinion="oppose", words="")) == {
        "words": ["Say why, so that something can come of it."]
    }
    page.send(opinion="oppose", words="We use it after all")
    proposing.say(row, "funder")
    shown = queries.proposal(proposing.viewer("hub_worker"), row.framework.slug, 1, TODAY)
    assert [count for _label, count in shown.tally] == [1, 1, 0]
    mine, theirs = shown.comments
    assert (mine.is_mine, mine.was_changed, mine.words) == (True, True, "We use it after all")
    assert (theirs.is_mine, theirs.was_changed) == (False, False)
    assert ProposalComment.objects.count() == 3
    late = NOW + timedelta(days=15)
    with pytest.raises(ValidationError, match="People were asked until 2 November 2026"):
        proposing.say(row, "funder", now=late)
    with pytest.raises(ValidationError, match="People are asked from 14 September 2026"):
        proposing.say(row, "funder", now=NOW - timedelta(days=36))


def test_before_people_are_asked_nobody_comments(proposing: Proposing) -> None:
    with pytest.raises(ValidationError, match="People are not asked about this now"):
        proposing.say(proposing.propose(), "funder")


def test_only_who_has_a_say_comments_and_only_for_their_own(proposing: Proposing) -> None:
    row = proposing.asked()
    url = proposing.url("comment", 1)
    may = {key for key in PARTS if proposing.cast.client(key).get(url).status_code == 200}
    assert may == WITH_A_SAY
    with pytest.raises(PermissionDenied):
        proposing.say(row, "resident")
    with pytest.raises(PermissionDenied):
        actions.comment_on(
            by=proposing.viewer("funder"), now=NOW, proposal=row, opinion=Opinion.SUPPORT,
            organisation_id=proposing.body("hub_worker"),
        )  # fmt: skip


def test_strangers_read_which_organisation_said_it_and_not_who(proposing: Proposing) -> None:
    row = proposing.asked()
    proposing.say(row, "funder", words="We want to keep it")
    name = PARTS["funder"].name
    for key, sees in ((None, False), ("resident", False), ("council_officer", True)):
        client = proposing.cast.client(key) if key else StrictClient()
        html = client.get(proposing.url("proposal", 1)).content.decode()
        assert "We want to keep it" in html
        assert proposing.cast.world.bodies["funder"].name in html
        assert (name in html) is sees, key


def test_a_comment_is_never_overwritten(proposing: Proposing) -> None:
    comment = make_proposal_comment(proposal=proposing.asked())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ProposalComment.objects.filter(pk=comment.pk).update(words="otherwise")
