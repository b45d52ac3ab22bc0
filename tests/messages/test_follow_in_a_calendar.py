"""What is due from somebody stands in their own calendar, at an address that they can revoke."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_feed, make_membership
from tests.performance.conftest import clock
from tests.performance.reporting import SPRING, SUMMER, Reporting, begin
from trellis.kernel.models import AuditLine
from trellis.messages.models import Feed, FeedDay
from trellis.messages.rules.ical import LONGEST, Day, calendar

__all__ = ["clock"]
SECRET = "a-long-secret-of-somebody"
ADDRESS = f"/messages/calendar/{SECRET}/due.ics"
AT = datetime(2026, 10, 19, 9, 30, tzinfo=UTC)
TEXTS = st.text(max_size=200)


def read(text: str | bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(text)


def a_day(**given: Any) -> Day:
    usual: dict[str, Any] = {
        "uid": "1@localhost",
        "on": date(2026, 10, 28),
        "title": "Title",
        "about": "About",
        "url": "http://localhost:8000/today/",
        "sequence": 0,
        "changed_at": AT,
    }
    return Day(**{**usual, **given})


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_the_words_they_are_read_as_they_were_written(
    name: str, title: str, about: str
) -> None:
    """Commas, semicolons, backslashes, line breaks, and signs of up to four octets."""
    text = calendar(name, [a_day(title=title, about=about)])
    raw = text.encode("utf-8", "surrogatepass")
    assert max(len(line) for line in raw.split(b"\r\n")) <= LONGEST
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert len(re.findall(rb"BEGIN:VEVENT\r\n", raw)) == 1

    [event] = read(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == plain(title)
    assert str(event["DESCRIPTION"]) == plain(about)


def plain(text: str) -> str:
    """Line breaks of one kind, and no signs that nobody can see."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or (sign >= " " and sign != "\x7f"))


def test_a_day_is_a_whole_day() -> None:
    [event] = read(calendar("Due", [a_day(sequence=3)])).walk("VEVENT")

    assert event.decoded("DTSTART") == date(2026, 10, 28)
    assert event.decoded("DTEND") == date(2026, 10, 29)
    assert event.decoded("DTSTAMP") == AT
    assert (event["UID"], event["SEQUENCE"]) == ("1@localhost", 3)


def test_nothing_due_is_a_calendar_too() -> None:
    assert read(calendar("Due", [])).walk("VEVENT") == []


@pytest.fixture
def reporting(cast: Cast, clock: None) -> Reporting:
    """Hub A owes two figures for the summer; its worker has an address for their calendar."""
    found = begin(cast, short_title="Ambley together")
    for number in (1, 2):
        indicator = found.indicator(hubs="a", number=number)
        found.record(indicator, "a", 1, period=SPRING)
    make_feed(account=cast.account("hub_worker"), secret=SECRET)
    return found


def events_of(address: str = ADDRESS) -> list[Any]:
    answer = StrictClient().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return list(read(answer.content).walk("VEVENT"))


@pytest.mark.django_db
def test_what_is_due_stands_on_its_day_with_the_next_step(reporting: Reporting) -> None:
    [event] = events_of()

    assert str(event["SUMMARY"]) == (
        "2 figures for July to September 2026 (Q2 2026/27) are not recorded"
    )
    assert event.decoded("DTSTART") == date(2026, 10, 28)
    assert event["URL"] == f"http://localhost:8000{reporting.url('owed')}?period=2026-Q2"
    assert "Ambley together" in event["DESCRIPTION"]


@pytest.mark.django_db
def test_the_same_thing_keeps_its_uid_and_counts_its_changes(reporting: Reporting) -> None:
    [before], [again] = events_of(), events_of()
    assert (before["UID"], before["SEQUENCE"]) == (again["UID"], 0)
    assert AuditLine.objects.filter(verb="messages.feed.changed").count() == 1

    reporting.record(reporting.framework.indicators.get(number=1), "a", 5, period=SUMMER)
    [after] = events_of()
    assert str(after["SUMMARY"]).startswith("1 figure ")
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], 1)

    reporting.record(reporting.framework.indicators.get(number=2), "a", 5, period=SUMMER)
    assert events_of() == []
    assert FeedDay.objects.get().sequence == 1


@pytest.mark.django_db
def test_made_shown_once_and_revoked(cast: Cast) -> None:
    client = cast.client("resident")
    page = client.post("/messages/calendar/", {"name": "My phone"}).content.decode()
    found = re.search(r"<code>http://localhost:8000(/messages/calendar/\S+/due\.ics)</code>", page)
    assert found is not None
    feed = Feed.objects.get()
    assert found[1].split("/")[-2] not in str(vars(feed))
    assert "<code>" not in client.get("/messages/calendar/").content.decode()
    assert events_of(found[1]) == []

    client.post(f"/messages/calendar/{feed.pk}/revoke/")
    assert StrictClient().get(found[1]).status_code == 404
    assert "My phone" not in client.get("/messages/calendar/").content.decode()


@pytest.mark.django_db
def test_nobody_revokes_anothers(cast: Cast) -> None:
    feed = make_feed()

    assert cast.client("resident").post(f"/messages/calendar/{feed.pk}/revoke/").status_code == 404


@pytest.mark.django_db
def test_no_address_outlives_a_role_or_an_account(reporting: Reporting, cast: Cast) -> None:
    membership = cast.membership("hub_worker")
    membership.ends_on = AT.date()
    membership.save()
    assert events_of() == []

    account = cast.account("hub_worker")
    account.is_active = False
    account.save()
    assert StrictClient().get(ADDRESS).status_code == 404


@pytest.mark.django_db
def test_names_of_people_stay_inside(cast: Cast, clock: None) -> None:
    """That a colleague's role ends stands on Today, and in no calendar."""
    make_feed(account=cast.account("infrastructure_manager"), secret=SECRET)
    make_membership(
        organisation=cast.world.bodies["infrastructure"], ends_on=AT.date() + timedelta(days=9)
    )
    assert "leaves" in cast.client("infrastructure_manager").get("/today/").content.decode()

    assert "leaves" not in str([event["SUMMARY"] for event in events_of()])


@pytest.mark.django_db
def test_ten_addresses_are_enough(cast: Cast) -> None:
    for _ in range(10):
        make_feed(account=cast.account("resident"))
    page = cast.client("resident").post("/messages/calendar/", {"name": "One more"})

    assert "You have ten already." in page.content.decode()


@pytest.mark.django_db
def test_an_unchanged_calendar_writes_nothing(reporting: Reporting) -> None:
    events_of()
    with CaptureQueriesContext(connection) as asked:
        events_of()

    wrote = [one["sql"] for one in asked if re.match(r"(INSERT|UPDATE|DELETE)", one["sql"])]
    assert wrote == []
