"""A figure that is nearly due, or late, is told to those who can record it: on their page, and in
one letter a day outside their quiet hours."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import make_membership, make_notice, make_preference, make_suppression
from tests.messages.mail_server import MailServer
from tests.performance.reporting import SPRING, SUMMER, Reporting, begin
from trellis.kernel.models import AuditLine
from trellis.messages import actions, queries
from trellis.messages.jobs import compose_digests, deliver, look_after_outbox
from trellis.messages.models import Letter, Notice
from trellis.performance.jobs import remind_of_owed

pytestmark = pytest.mark.django_db
# The figures of the summer are due by the end of Wednesday 28 October.
EARLIER = timedelta(days=1)
NEAR = timedelta(days=2)
LATE = timedelta(days=10)


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    """Hub A owes one figure for the summer, and none for the spring; hub B owes none."""
    found = begin(cast, short_title="Ambley together")
    indicator = found.indicator(hubs="a")
    found.record(indicator, "a", 1, period=SPRING)
    for key in ("hub_worker", "other_hub_worker", "councillor", "infrastructure_officer"):
        cast.account(key)
    return found


def told() -> list[tuple[str, str]]:
    return list(
        Notice.objects.filter(settled_at=None)
        .order_by("told_at", "account__email")
        .values_list("account__email", "title")
    )


TITLE = "1 figure for July to September 2026 (Q2 2026/27) is not recorded"


def test_not_while_there_is_time(reporting: Reporting, now: datetime) -> None:
    remind_of_owed(now=now + EARLIER)

    assert told() == []


def test_whoever_can_record_it_is_told_once_within_the_last_week(
    reporting: Reporting, now: datetime
) -> None:
    make_membership(organisation=reporting.hub("a"), role="hub_worker")  # has no account
    for hours in range(3):
        remind_of_owed(now=now + NEAR + timedelta(hours=hours))

    assert told() == [("hub_worker@ambley.example.org", TITLE)]
    assert AuditLine.objects.filter(verb="messages.people.reminded").count() == 1


def test_and_once_more_when_it_is_late(reporting: Reporting, now: datetime) -> None:
    remind_of_owed(now=now + NEAR)
    remind_of_owed(now=now + LATE)

    [settled, holding] = Notice.objects.order_by("id")
    assert (settled.settled_at, holding.settled_at) == (now + LATE, None)
    page = reporting.cast.client("hub_worker").get("/messages/").content.decode()
    assert page.count(TITLE) > 1
    assert f'href="{holding.url}"' in page
    assert "One that is settled" in page


def test_once_it_is_recorded_the_notice_is_settled(reporting: Reporting, now: datetime) -> None:
    remind_of_owed(now=now + NEAR)
    indicator = reporting.framework.indicators.get()
    reporting.record(indicator, "a", 2, period=SUMMER)
    remind_of_owed(now=now + NEAR + timedelta(hours=1))

    assert told() == []
    assert "Nothing waits for you" in page_of(reporting.cast)


def page_of(cast: Cast, key: str = "hub_worker") -> str:
    return str(cast.client(key).get("/messages/").content.decode())


def test_only_who_acts_there_today(reporting: Reporting, now: datetime) -> None:
    remind_of_owed(now=now + NEAR)
    membership = reporting.cast.membership("hub_worker")
    membership.ends_on = (now + NEAR).date()
    membership.save()
    remind_of_owed(now=now + NEAR + timedelta(hours=1))

    assert told() == []


def test_the_notice_leads_to_the_next_step(reporting: Reporting, now: datetime) -> None:
    remind_of_owed(now=now + NEAR)
    client = reporting.cast.client("hub_worker")
    [notice] = Notice.objects.all()

    assert client.get(notice.url).status_code == 200
    assert "is not recorded" in page_of(reporting.cast)
    assert "Nothing waits for you" in page_of(reporting.cast, "other_hub_worker")


@pytest.mark.django_db(transaction=True)
def test_one_letter_a_day_outside_quiet_hours(
    reporting: Reporting, server: MailServer, now: datetime
) -> None:
    """The usual: quiet from six in the evening till eight in the morning, and at weekends."""
    at = now.replace(day=24, hour=9)  # a Saturday
    remind_of_owed(now=at)
    sent: list[datetime] = []
    while at < now.replace(day=28):
        compose_digests(now=at)
        deliver(now=at)
        if len(server.taken) > len(sent):
            sent.append(at)
        at += timedelta(minutes=30)

    assert sent == [now.replace(day=26, hour=8, minute=0)]  # Monday; the clocks have gone back
    [taken] = server.taken
    assert taken.receiver == "hub_worker@ambley.example.org"
    assert taken.message["Subject"] == "One thing is new for you"
    plain = taken.message.get_body(("plain",))
    assert plain is not None
    text = " ".join(plain.get_content().split())
    assert f"Hello Hana, {TITLE} Due by 28 October 2026. Ambley together" in text
    assert f"Record them: http://localhost:8000{reporting.url('owed')}?period=2026-Q2" in text


@pytest.mark.django_db(transaction=True)
def test_a_digest_that_is_tried_again_keeps_quiet_hours_too(
    cast: Cast, server: MailServer, now: datetime
) -> None:
    make_notice(account=cast.account("resident"), told_at=now)
    evening = now.replace(hour=16, minute=58)  # two minutes before six by the clock on the wall
    server.answers["RCPT"] = "450 later"
    compose_digests(now=evening)
    deliver(now=evening)
    del server.answers["RCPT"]
    at = evening
    while not server.taken:
        at += timedelta(minutes=1)
        look_after_outbox(now=at)

    assert at.replace(second=0) == now.replace(day=20, hour=7, minute=at.minute)
    assert at.minute < 15


@pytest.mark.parametrize("why", ["read", "settled", "mailed", "old", "suppressed", "never"])
def test_nothing_new_no_letter(cast: Cast, now: datetime, why: str) -> None:
    account = cast.account("resident")
    facts: dict[str, Any] = {"told_at": now}
    if why in {"read", "settled", "mailed"}:
        facts[f"{why}_at"] = now
    elif why == "old":
        facts["told_at"] = now - timedelta(days=9)
    elif why == "suppressed":
        make_suppression(address=account.email)
    else:
        make_preference(account=account, often="never")
    make_notice(account=account, **facts)
    compose_digests(now=now)
    assert Letter.objects.count() == 0

    other = make_notice(told_at=now)
    compose_digests(now=now)
    assert Letter.objects.get().account_id == other.account_id


def test_what_is_read_is_new_no_more(cast: Cast, now: datetime) -> None:
    account = cast.account("resident")
    first, second = make_notice(account=account), make_notice(account=account)
    others = make_notice()
    client = cast.client("resident")
    assert "2 new notices" in page_of(cast, "resident")

    client.post("/messages/read/", {"notice": first.pk})
    assert "1 new notice<" in page_of(cast, "resident")
    client.post("/messages/read/")
    assert ">Notices<" in page_of(cast, "resident")

    unread = set(Notice.objects.filter(read_at=None).values_list("pk", flat=True))
    assert unread == {others.pk}
    assert second.pk not in unread
    assert client.post("/messages/read/", {"notice": others.pk}).status_code == 404


def test_nobody_but_the_house_tells(cast: Cast, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.remind(source="x", reminders=[], by=cast.viewer("administrator"), now=now)


def test_the_head_of_a_page_costs_a_stranger_nothing(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert queries.unread(cast.viewer("anonymous")) == 0


def test_as_many_questions_for_many_as_for_one(cast: Cast) -> None:
    account, counts = cast.account("resident"), []
    client = cast.client("resident")
    for _round in range(2):
        make_notice(account=account)
        with CaptureQueriesContext(connection) as asked:
            client.get("/messages/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
