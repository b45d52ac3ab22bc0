"""Once a year people of another district look at a provider, who answers with a plan."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from tests.cast import PARTS, Cast
from tests.conftest import NOW, StrictClient
from tests.factories import (
    make_coverage,
    make_organisation,
    make_peer_review,
    make_peer_reviewer,
    make_return_acceptor,
    make_value,
)
from tests.performance.keeping import errors_of, keeping, last_line
from tests.performance.reporting import SPRING
from tests.performance.scrutinising import Scrutiny, colleague, questions, scrutiny
from trellis.kernel.periods import financial_year
from trellis.organisations.models import Organisation
from trellis.performance import actions, queries
from trellis.performance.models import (
    ActionProgress,
    Draw,
    PeerReview,
    ReviewAction,
    ReviewFinding,
)
from trellis.performance.rules.codes import Combine, IndicatorKind

pytestmark = pytest.mark.usefixtures("clock")

YEAR = financial_year(NOW.date()).code


@pytest.fixture
def found(cast: Cast) -> Scrutiny:
    return scrutiny(cast, figures=12)


def planned(found: Scrutiny, **given: object) -> PeerReview:
    review = make_peer_review(framework=found.framework, provider=found.body("hub_a"), **given)
    make_peer_reviewer(review=review, organisation=found.body("hub_b"))
    return review


def plan_url(found: Scrutiny, key: str = "hub_a") -> str:
    return found.url("plan_review") + f"?provider={found.body(key).pk}"


def test_it_is_planned_begun_found_answered_and_looked_at_again(found: Scrutiny) -> None:
    plan = keeping(found.cast, plan_url(found), "council_officer")
    answer = plan.send(year=YEAR, starts_on="2 November 2026", reviewers=[found.body("hub_b").pk])
    assert answer.status_code == 302, errors_of(answer)
    review = PeerReview.objects.get()
    assert (review.year_start, review.starts_on) == (date(2026, 4, 1), date(2026, 11, 2))
    assert [one.organisation for one in review.reviewers.all()] == [found.body("hub_b")]
    assert last_line() == ("performance.peer_review.planned", ["stage"], "")

    def send(name: str, key: str, **given: object) -> None:
        page = keeping(found.cast, found.url(name, review.pk), key)
        answer = page.send(**given)
        assert answer.status_code == 302, (name, errors_of(answer))

    send("begin_review", "other_hub_worker")
    drawn = Draw.objects.get(review=review).lines.filter(is_drawn=True)
    assert drawn.count() == 10
    send(
        "note_finding",
        "other_hub_worker",
        kind="concern",
        line=str(drawn[0].pk),
        words="One person signs each sheet.",
    )
    send("note_finding", "other_hub_worker", kind="strength", line="", words="Prompt and plain.")
    send("give_findings", "other_hub_worker", report="In order, on the whole.")
    send(
        "add_action",
        "hub_worker",
        what="Two people sign",
        post="Hub manager",
        by_on="31 March 2027",
    )
    send("respond_review", "hub_worker", response="We agree.")
    action = ReviewAction.objects.get()
    send(
        "check_progress",
        "other_hub_worker",
        **{f"state_{action.pk}": "done", f"words_{action.pk}": "Since May", "progress": "Done."},
    )
    review.refresh_from_db()
    assert review.stage == "closed"
    page = StrictClient().get(found.url("review", review.pk)).content.decode()
    for words in (
        "One person signs each sheet.", "Prompt and plain.", "In order, on the whole.", "We agree.",
        "Two people sign", "Hub manager", "31 March 2027", "Since May", "Done.",
    ):  # fmt: skip
        assert words in page


def choices_for(found: Scrutiny, provider: Organisation) -> set[str]:
    viewer = found.cast.viewer("council_officer")
    facts = found.reporting.facts
    chosen = queries.plan_choices(viewer, facts, provider.pk, today=NOW.date())
    return {name for _id, name in chosen.bodies}


def test_reviewers_come_from_other_districts_only(found: Scrutiny) -> None:
    area, districts = found.reporting.county, found.cast.world.districts
    near = make_organisation(area=area, kind="resource_centre", name="Near centre")
    make_coverage(organisation=near, place=districts["a"], covers_as="resource_centre")
    both = make_organisation(area=area, kind="council", name="Council of both")
    for place in districts.values():
        make_coverage(organisation=both, place=place, covers_as="authority")
    far = make_organisation(area=area, kind="council", name="Far council")
    make_coverage(organisation=far, place=districts["b"], covers_as="authority")
    assert choices_for(found, found.body("hub_a")) == {"Ambley hub b", "Far council"}
    make_return_acceptor(of_return=found.of_return, organisation=far)
    assert choices_for(found, found.body("hub_a")) == {"Ambley hub b"}


def test_who_is_near_is_refused_by_name(found: Scrutiny) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.plan_peer_review(
            framework=found.framework,
            provider_id=found.body("hub_a").pk,
            year=queries.plan_choices(
                found.cast.viewer("council_officer"),
                found.reporting.facts,
                None,
                today=NOW.date(),
            ).years[1],
            starts_on=NOW.date(),
            reviewer_ids=[found.body("council").pk],
            by=found.cast.viewer("council_officer"),
            now=NOW,
        )
    assert refused.value.messages == [
        "Ambley council cannot review it: choose bodies that cover none of its districts and do "
        "not accept its returns."
    ]


def test_where_nobody_is_from_elsewhere_the_page_says_so(found: Scrutiny) -> None:
    make_coverage(
        organisation=found.body("hub_b"), place=found.reporting.district("a"), covers_as="hub"
    )
    page = found.cast.client("council_officer").get(plan_url(found))
    assert "Nobody on record could review it" in page.content.decode()


def test_one_review_a_year_unless_it_was_called_off(found: Scrutiny) -> None:
    first = planned(found)
    plan = keeping(found.cast, plan_url(found), "council_officer")
    sent = {"year": YEAR, "starts_on": "2 November 2026"}
    sent["reviewers"] = str(found.body("hub_b").pk)
    page = plan.send(**sent)
    assert "It has a review for that year already." in page.content.decode()
    actions.call_off_review(
        review_id=first.pk, why="No time", by=found.cast.viewer("council_officer"), now=NOW
    )
    assert last_line() == ("performance.peer_review.called_off", ["stage"], "No time")
    assert plan.send(**sent).status_code == 302


def test_people_with_a_foot_at_the_provider_or_its_acceptor_do_not_review(found: Scrutiny) -> None:
    """Although the body they come for was named."""
    review = planned(found)
    for key, body, role in (
        ("hub_worker", "hub_b", "hub_worker"),
        ("funder", "hub_b", "hub_worker"),
    ):
        colleague(found.cast, key, found.body(body), role)
        with pytest.raises(PermissionDenied):
            actions.begin_peer_review(
                review_id=review.pk,
                by=found.cast.viewer(key),
                now=NOW,
            )


def test_figures_and_accounts_of_the_year_are_drawn(found: Scrutiny) -> None:
    for number in range(20, 26):
        make_value(
            indicator=found.reporting.indicator(
                hubs="a", number=number, kind=IndicatorKind.NARRATIVE, combine=Combine.NONE
            ),
            place=found.value.place,
            provider=found.value.provider,
            value=None,
            words="Two open mornings.",
            period_start=SPRING.start,
            period_end=SPRING.end,
        )
    review = planned(found)
    actions.begin_peer_review(
        review_id=review.pk, by=found.cast.viewer("other_hub_worker"), now=NOW
    )
    lines = Draw.objects.get(review=review).lines
    counted = {
        kind: (
            lines.filter(of_kind=kind).count(),
            lines.filter(of_kind=kind, is_drawn=True).count(),
        )
        for kind in ("figure", "account")
    }
    assert counted == {"figure": (12, 10), "account": (6, 3)}
    assert [line.number for line in lines.all()] == list(range(1, 19))


def test_a_year_of_which_nothing_is_recorded_cannot_begin(found: Scrutiny) -> None:
    review = planned(found, year_start=date(2025, 4, 1))
    page = keeping(found.cast, found.url("begin_review", review.pk), "other_hub_worker").send()
    assert "Nothing was recorded of that year" in page.content.decode()


def with_findings(found: Scrutiny) -> PeerReview:
    review, reviewer = planned(found), found.cast.viewer("other_hub_worker")
    actions.begin_peer_review(review_id=review.pk, by=reviewer, now=NOW)
    actions.note_finding(
        review_id=review.pk, kind="concern", words="One person signs.", by=reviewer, now=NOW
    )
    actions.give_findings(review_id=review.pk, report="In order.", by=reviewer, now=NOW)
    return review


def test_the_provider_replies_before_everybody_reads_it(found: Scrutiny) -> None:
    review = with_findings(found)
    may = {
        key
        for key in PARTS
        if "One person signs." in found.cast.client(key).get(
            found.url("review", review.pk)
        ).content.decode()
    }  # fmt: skip
    assert may == {"hub_worker", "other_hub_worker", "infrastructure_manager", "council_officer"}
    page = StrictClient().get(found.url("review", review.pk)).content.decode()
    assert "once 16 November 2026 has passed without one" in page


@pytest.mark.parametrize(("day", "is_read"), [(16, False), (17, True)])
def test_once_its_time_is_over_everybody_reads_it_without_a_reply(
    found: Scrutiny, day: int, is_read: object
) -> None:
    review = with_findings(found)
    stranger = found.cast.viewer("anonymous")
    report = queries.review(stranger, found.reporting.facts, review.pk, today=date(2026, 11, day))
    assert report.may_read is is_read
    assert bool(report.findings) is is_read


def test_the_dates_say_how_they_were_worked_out(found: Scrutiny) -> None:
    review = with_findings(found)

    def waits() -> object:
        facts = found.reporting.facts
        clock = queries.review(
            found.cast.viewer("hub_worker"), facts, review.pk, today=NOW.date()
        ).facts.waits
        assert clock is not None
        return clock.due, clock.explanation()

    assert waits() == (
        date(2026, 11, 16),
        "Response to the review: 20 working days from 19 October 2026, so due by the end of 16 "
        "November 2026. No bank holiday falls in between. Source: Peer review.",
    )
    hub = found.cast.viewer("hub_worker")
    actions.add_action(
        review_id=review.pk,
        what="Two sign",
        post="Manager",
        by_on=date(2027, 1, 1),
        by=hub,
        now=NOW,
    )
    actions.respond_to_review(review_id=review.pk, response="Yes.", by=hub, now=NOW)
    assert waits() == (
        date(2027, 8, 19),
        "Progress check: 10 months from 19 October 2026, so due by the end of 19 August 2027. "
        "Source: Peer review.",
    )


def test_a_concern_asks_for_an_action(found: Scrutiny) -> None:
    review = with_findings(found)
    page = keeping(found.cast, found.url("respond_review", review.pk), "hub_worker")
    assert "There is a concern and no action" in page.send(response="No.").content.decode()


def test_an_action_comes_off_the_plan_until_it_is_handed_in(found: Scrutiny) -> None:
    review, hub = with_findings(found), found.cast.viewer("hub_worker")
    given: dict[str, Any] = {
        "review_id": review.pk,
        "post": "Manager",
        "by_on": date(2027, 1, 1),
        "by": hub,
    }
    first = actions.add_action(what="Two sign", now=NOW, **given)
    second = actions.add_action(what="Keep copies", now=NOW, **given)
    off = keeping(found.cast, found.url("remove_action", review.pk, first.pk), "hub_worker")
    assert off.send().status_code == 302
    assert list(ReviewAction.objects.all()) == [second]
    actions.respond_to_review(review_id=review.pk, response="Yes.", by=hub, now=NOW)
    with pytest.raises(ValidationError, match="between the findings and the response"):
        actions.remove_action(review_id=review.pk, action_id=second.pk, by=hub, now=NOW)


def test_an_action_is_for_a_day_to_come(found: Scrutiny) -> None:
    review = with_findings(found)
    page = keeping(found.cast, found.url("add_action", review.pk), "hub_worker")
    answer = page.send(what="Two sign", post="Manager", by_on="19 October 2026")
    assert errors_of(answer) == {"by_on": ["Enter a day to come."]}
    assert set(errors_of(page.send(what="", post="", by_on=""))) == {"what", "post", "by_on"}


def test_every_action_is_looked_at_again(found: Scrutiny) -> None:
    review, hub = with_findings(found), found.cast.viewer("hub_worker")
    action = actions.add_action(
        review_id=review.pk,
        what="Two sign",
        post="Manager",
        by_on=date(2027, 1, 1),
        by=hub,
        now=NOW,
    )
    actions.respond_to_review(review_id=review.pk, response="Yes.", by=hub, now=NOW)
    page = keeping(found.cast, found.url("check_progress", review.pk), "other_hub_worker")
    assert set(errors_of(page.send(progress="Done."))) == {f"state_{action.pk}"}
    with pytest.raises(ValidationError, match="every action"):
        actions.check_progress(
            review_id=review.pk,
            states={},
            progress="Done.",
            by=found.cast.viewer("other_hub_worker"),
            now=NOW + timedelta(days=300),
        )
    assert ActionProgress.objects.count() == 0


def test_findings_are_noted_while_it_is_under_way_and_about_drawn_lines(found: Scrutiny) -> None:
    review, reviewer = planned(found), found.cast.viewer("other_hub_worker")
    given: dict[str, Any] = {
        "review_id": review.pk,
        "kind": "concern",
        "words": "So.",
        "by": reviewer,
        "now": NOW,
    }
    with pytest.raises(ValidationError, match="while the review is under way"):
        actions.note_finding(**given)
    actions.begin_peer_review(review_id=review.pk, by=reviewer, now=NOW)
    left = Draw.objects.get(review=review).lines.filter(is_drawn=False)[0]
    with pytest.raises(ValidationError, match="lines that were drawn"):
        actions.note_finding(drawn_id=left.pk, **given)
    with pytest.raises(ValidationError, match="at least one finding"):
        actions.give_findings(review_id=review.pk, report="Fine.", by=reviewer, now=NOW)


def test_what_was_found_is_never_changed(found: Scrutiny) -> None:
    with_findings(found)
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        ReviewFinding.objects.update(words="Nothing.")


def test_nobody_plans_their_own_review(found: Scrutiny) -> None:
    colleague(found.cast, "council_officer", found.body("hub_a"), "hub_worker")
    client = found.cast.client("council_officer")
    assert client.get(plan_url(found)).status_code == 403


def test_three_are_listed_by_as_many_questions_as_one(found: Scrutiny) -> None:
    client = found.cast.client("councillor")
    planned(found)
    client.get(found.url("reviews"))
    one = questions(client, found.url("reviews"))
    for year in (2024, 2025):
        planned(found, year_start=date(year, 4, 1))
    assert questions(client, found.url("reviews")) == one
