"""A worker sees which days of a week have nothing, fills them, and repeats what was done last."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import StrictClient
from tests.record.doing import Doing
from trellis.record.models import Activity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
# Every request is made on Monday 19 October 2026.
WEEK_BEFORE = date(2026, 10, 12)


def url(doing: Doing, name: str, *args: object) -> str:
    return reverse(f"record:{name}", args=[doing.county.slug, *args])


def page(doing: Doing, query: str = "") -> Any:
    return worker(doing).get(url(doing, "mine") + query)


def worker(doing: Doing) -> StrictClient:
    return doing.cast.client("hub_worker")


def gaps(answer: Any) -> list[date]:
    return [day.on for day in answer.context["week"].gaps]


def test_working_days_without_anything_are_named_first(doing: Doing) -> None:
    for day in (12, 14):
        doing.record(on=date(2026, 10, day))
    answer = page(doing, "?week=2026-10-12")

    assert gaps(answer) == [date(2026, 10, 13), date(2026, 10, 15), date(2026, 10, 16)]
    text = answer.content.decode()
    assert "Nothing is recorded in that week for:" in text
    assert f'href="{url(doing, "mine")}?on=2026-10-13">Tuesday 13 October</a>' in text


def test_days_to_come_and_days_off_are_no_gaps(doing: Doing) -> None:
    assert gaps(page(doing)) == [date(2026, 10, 19)]
    doing.record(on=date(2026, 10, 19))
    answer = page(doing)
    assert gaps(answer) == []
    assert "Nothing is recorded" not in answer.content.decode()
    # The Monday of that week is a bank holiday; of the year 2003 none is known.
    assert date(2026, 8, 31) not in gaps(page(doing, "?week=2026-09-02"))
    assert len(gaps(page(doing, "?week=2003-09-02"))) == 5


def test_looking_at_another_week_leaves_the_day_of_the_form(doing: Doing) -> None:
    answer = page(doing, "?week=2026-10-12")
    assert answer.context["form"]["on"].value() == date(2026, 10, 19)
    assert answer.context["week"].first == WEEK_BEFORE
    assert "The week of 12 October" in answer.content.decode()
    assert "?week=2026-10-05#week" in answer.content.decode()
    assert "?week=2026-10-19#week" in answer.content.decode()
    assert "The week after" not in page(doing).content.decode()


def test_a_gap_is_filled_for_its_day(doing: Doing) -> None:
    doing.record(on=date(2026, 10, 19))
    answer = page(doing, "?on=2026-10-13")
    text = answer.content.decode()
    assert answer.context["form"]["on"].value() == date(2026, 10, 13)
    assert answer.context["week"].first == WEEK_BEFORE
    assert "For Tuesday 13 October 2026" in text
    assert "Record for today instead" in text
    assert "Record for today instead" not in page(doing).content.decode()
    # A day to come, or none at all, is today.
    for asked in ("2027-01-01", "yesterday", ""):
        assert page(doing, f"?on={asked}").context["day"] == date(2026, 10, 19)


def test_the_last_thing_is_repeated_for_the_day_that_is_looked_at(doing: Doing) -> None:
    given = {
        "provider": doing.body("hub_a").pk,
        "service_type": doing.kinds[0].pk,
        "organisation": doing.body("group_a").name,
        "place": doing.district("a").pk,
        "quantity": "2",
    }
    for title in ("A lease", "A budget"):
        worker(doing).post(url(doing, "mine"), {**given, "on": "2026-10-19", "title": title})
    last = Activity.objects.latest("id")
    answer = page(doing, "?on=2026-10-13")
    again = f"?again={last.pk}&amp;on=2026-10-13"
    assert answer.content.decode().count(again) == 2  # by itself, and first of the list
    assert [line.title for line in answer.context["latest"]] == ["A budget", "A lease"]

    form = page(doing, f"?again={last.pk}&on=2026-10-13").context["form"]
    assert (form["title"].value(), form["on"].value()) == ("A budget", date(2026, 10, 13))


def test_while_something_is_wrong_nothing_else_asks_for_attention(doing: Doing) -> None:
    answer = worker(doing).post(url(doing, "mine"), {})
    assert answer.context["form"].errors
    assert "Nothing is recorded yet this week" not in answer.content.decode()
