"""What was done is read by outcome and by issue too, counted as everything is, never added up."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.conftest import NOW
from tests.record.doing import DAY, SYSTEM, Doing, wrong_cells
from trellis.kernel.periods import span_from_code
from trellis.record import actions
from trellis.record.actions import Outcome
from trellis.record.models import Tag, TagCell
from trellis.record.queries import figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SUMMER = span_from_code("2026-Q2")


@pytest.fixture
def keeper(cast: Cast) -> str:
    return "infrastructure_manager"


def counts(found: tuple[figures.Figure, ...]) -> dict[str, tuple[int, int, int]]:
    return {
        one.name: (one.counts.events, one.counts.organisations, one.counts.people) for one in found
    }


def test_what_serves_two_stands_with_both(doing: Doing) -> None:
    outcome, issue = (tag.pk for tag in doing.tags)
    doing.record("hub_a", "hub_b", tag_ids=[outcome, issue])
    doing.record("infrastructure", tag_ids=[outcome], place_id=doing.district("b").pk)
    doing.record(tag_ids=[])
    found = figures.served(doing.county.pk, SUMMER)
    assert counts(found.outcomes) == {"Groups run well": (2, 1, 0)}
    assert counts(found.issues) == {"Loneliness": (1, 1, 0)}
    there = figures.served(doing.county.pk, SUMMER, code=doing.district("b").code)
    assert counts(there.outcomes) == {"Groups run well": (1, 1, 0)}
    assert counts(there.issues) == {"Loneliness": (0, 0, 0)}


def test_who_did_something_for_an_outcome_and_where(doing: Doing) -> None:
    outcome = doing.tags[0]
    doing.record("infrastructure", "hub_a", tag_ids=[outcome.pk])
    doing.record("hub_b", tag_ids=[outcome.pk], place_id=doing.district("b").pk)
    doing.record("hub_b")
    found = figures.report(doing.county.pk, SUMMER, tag=outcome)
    assert (found.whole.events, found.whole.organisations, found.kinds) == (2, 1, ())
    across = found.providers.organisations
    assert across
    assert (across.adds_to, across.repeats, across.whole) == (3, 2, 1)
    assert sum(one.counts.credit for one in found.providers.figures) == 2


def test_a_correction_names_another_and_a_withdrawal_none(doing: Doing) -> None:
    outcome, issue = (tag.pk for tag in doing.tags)
    row = doing.record(tag_ids=[outcome])
    row = actions.correct_activity(
        by=SYSTEM, now=NOW, activity=row, reason="So", done=doing.done(tag_ids=[issue])
    )
    assert set(TagCell.objects.values_list("tag_id", flat=True)) == {issue}
    assert wrong_cells() == []
    actions.withdraw_activity(by=SYSTEM, now=NOW, activity=row, reason="No")
    assert not TagCell.objects.exists()


def test_bodies_that_are_one_are_one_there_too(doing: Doing) -> None:
    outcome = doing.tags[0].pk
    a, b = doing.body("group_a").pk, doing.body("group_b").pk
    doing.record(organisation_id=a, tag_ids=[outcome])
    doing.record(organisation_id=b, tag_ids=[outcome])
    actions.merge_bodies(by=SYSTEM, now=NOW, organisation_id=b, into_id=a)
    assert TagCell.objects.get(provider=0).organisations == 1
    assert wrong_cells() == []


def test_cells_that_were_written_around_are_put_right(doing: Doing) -> None:
    outcome = doing.tags[0].pk
    doing.record(tag_ids=[outcome])
    TagCell.objects.filter(provider=0).delete()
    assert len(wrong_cells()) == 1
    assert actions.rebuild_tag_cells(by=SYSTEM, now=NOW, tag_id=outcome) == 1
    assert wrong_cells() == []
    assert actions.rebuild_tag_cells(by=SYSTEM, now=NOW, tag_id=outcome) == 0


def test_many_ask_no_more_than_one(doing: Doing) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            figures.served(doing.county.pk, SUMMER)
        return len(caught)

    doing.record(tag_ids=[doing.tags[0].pk])
    few = asked()
    for letter in ("a", "b"):
        doing.record(tag_ids=[tag.pk for tag in doing.tags], place_id=doing.district(letter).pk)
    assert asked() == few == 3


def test_outcomes_follow_their_frameworks(doing: Doing) -> None:
    area = doing.county.pk
    given = [Outcome(area, "7.1", "People volunteer"), Outcome(area, "1", "Groups run better")]
    assert actions.keep_outcomes(by=SYSTEM, now=NOW, outcomes=given) == 2
    rows = Tag.objects.filter(kind="outcome").order_by("code")
    assert list(rows.values_list("code", "name", "is_open")) == [
        ("1", "Groups run better", True), ("7.1", "People volunteer", True),
    ]  # fmt: skip
    assert actions.keep_outcomes(by=SYSTEM, now=NOW, outcomes=given) == 0
    assert actions.keep_outcomes(by=SYSTEM, now=NOW, outcomes=given[:1]) == 1
    assert list(rows.values_list("code", "is_open")) == [("1", False), ("7.1", True)]


def test_what_is_no_longer_named_is_counted_where_it_was(doing: Doing) -> None:
    doing.record(tag_ids=[doing.tags[0].pk])
    actions.keep_outcomes(by=SYSTEM, now=NOW, outcomes=[])
    assert counts(figures.served(doing.county.pk, SUMMER).outcomes) == {
        "Groups run well": (1, 1, 0)
    }
    assert figures.served(doing.county.pk, span_from_code("2026-Q1")).outcomes == ()


def test_an_issue_is_added_named_otherwise_and_closed(doing: Doing, keeper: str) -> None:
    client = doing.cast.client(keeper)
    area = doing.county.slug
    answer = client.post(f"/record/{area}/served/add/", {"name": "Food", "once": "a"})
    assert (answer.status_code, answer["Location"]) == (302, f"/record/{area}/served/")
    row = Tag.objects.get(name="Food")
    assert (row.kind, row.code, row.is_open) == ("issue", "food", True)
    change = f"/record/{area}/served/{row.pk}/change/"
    again = client.post(f"/record/{area}/served/add/", {"name": "FOOD", "once": "b"})
    assert "There is an issue of that name already." in again.content.decode()
    sent = {"name": "Food poverty", "is_open": "", "seen": row.mark, "once": "c"}
    assert client.post(change, sent).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.is_open) == ("Food poverty", False)
    late = client.post(change, sent | {"name": "Hunger", "once": "d"})
    assert late.status_code == 409
    assert "Food poverty" in late.content.decode()
    row.refresh_from_db()
    assert row.name == "Food poverty"


def test_outcomes_are_changed_in_their_framework_only(doing: Doing, keeper: str) -> None:
    client = doing.cast.client(keeper)
    outcome = doing.tags[0].pk
    assert client.get(f"/record/{doing.county.slug}/served/{outcome}/change/").status_code == 404


def test_anybody_reads_it(doing: Doing) -> None:
    doing.record(tag_ids=[doing.tags[1].pk])
    client = doing.cast.client("anonymous")
    page = client.get(f"/record/{doing.county.slug}/served/?period=2026-Q2").content.decode()
    assert "Loneliness" in page
    assert "Add an issue" not in page
    one = client.get(f"/record/{doing.county.slug}/served/{doing.tags[1].pk}/?period=2026-Q2")
    assert "Everything that was done about this issue" in one.content.decode()


def test_of_fewer_than_five_people_no_figure_is_public(doing: Doing) -> None:
    issue = doing.tags[1]
    url = f"/record/{doing.county.slug}/served/{issue.pk}/?period=2026-Q2"
    client = doing.cast.client("anonymous")

    def record(case: int) -> str:
        doing.record(organisation_id=None, person=f"case {case}", tag_ids=[issue.pk])
        lists = client.get(f"/record/{doing.county.slug}/served/?period=2026-Q2").content.decode()
        return client.get(url).content.decode() + lists

    for case in range(4):
        page = record(case)
        assert page.count("fewer than 5") == 2
        assert f"{case + 1} people" not in page
    page = record(4)
    assert "fewer than 5" not in page
    assert "5 people" in page


@pytest.mark.parametrize("page", ["served/{tag}/", "done/{kind}/"])
def test_one_goes_on_to_a_place_and_to_another_time_and_stays_at_it(
    doing: Doing, page: str
) -> None:
    tag, a = doing.tags[1], doing.district("a")
    doing.record(tag_ids=[tag.pk], on=DAY - timedelta(days=92))
    doing.record(tag_ids=[tag.pk])
    doing.record(tag_ids=[tag.pk], place_id=doing.district("b").pk)
    url = f"/record/{doing.county.slug}/" + page.format(tag=tag.pk, kind=doing.kinds[0].pk)
    client = doing.cast.client("anonymous")
    whole = client.get(f"{url}?period=2026-Q2").content.decode()
    assert f'href="?period=2026-Q2&amp;place={a.code}"' in whole
    answer = client.get(f"{url}?period=2026-Q2&place={a.code}")
    assert answer.context["report"].whole.events == 1
    assert f'href="?period=2026-Q1&amp;place={a.code}"' in answer.content.decode()
    assert client.get(f"{url}?place=nowhere").status_code == 404
