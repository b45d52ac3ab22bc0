"""A stranger's page is kept until something is written; nobody else ever meets it."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.conftest import NOW
from tests.factories import make_framework
from trellis.organisations.actions import close_organisation
from trellis.web.kept import PUBLIC_PAGES, Kept, Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keeping() -> Iterator[None]:
    with override_settings(TRELLIS_KEPT_PAGES=20):
        yield


@pytest.fixture
def pages(cast: Cast) -> list[str]:
    """Public pages on which the cast sees more than strangers do, and some that are alike."""
    framework = make_framework(area=cast.world.area)
    return [
        reverse("web:home"),
        reverse("organisations:list"),
        reverse("organisations:record", args=[cast.world.bodies["hub_a"].pk]),
        reverse("performance:area", args=[framework.slug]),
        reverse("places:areas"),
    ]


def questions(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def read(client: Client, page: str) -> str:
    """What the page says, without the tokens that differ each time."""
    text = client.get(page).content.decode()
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]+"', "", text)


def test_a_kept_page_asks_one_question_and_says_the_same(pages: list[str]) -> None:
    client = Client()
    for page in pages:
        first = client.get(page)
        with CaptureQueriesContext(connection) as asked:
            again = client.get(page)
        assert len(asked) == 1, page
        assert (again.status_code, again.content) == (200, first.content)
        assert dict(again.items()) == dict(first.items())


def test_every_member_of_the_cast_reads_what_they_would_without_keeping(
    cast: Cast, pages: list[str]
) -> None:
    stranger = Client()
    for page in pages:
        stranger.get(page)
    for key in PARTS:
        member = cast.client(key)
        with_keeping = [read(member, page) for page in pages[1:4]]
        with override_settings(TRELLIS_KEPT_PAGES=0):
            assert [read(cast.client(key), page) for page in pages[1:4]] == with_keeping, key
    with override_settings(TRELLIS_KEPT_PAGES=0):
        anew = [read(Client(), page) for page in pages]
    assert [read(stranger, page) for page in pages] == anew


def test_what_somebody_reads_who_is_signed_in_is_not_kept(cast: Cast, pages: list[str]) -> None:
    client = Client()
    client.get(pages[1])
    client.cookies = cast.client("hub_worker").cookies
    for page in pages[2:]:
        client.get(page)
    client.cookies.clear()
    assert all(questions(client, page) > 1 for page in pages[2:])


def test_a_page_is_made_anew_once_something_was_written(
    cast: Cast, pages: list[str], now: datetime
) -> None:
    client, page, body = Client(), pages[2], cast.world.bodies["hub_a"]
    before = client.get(page).content.decode()
    close_organisation(
        organisation_id=body.pk,
        closed_on=now.date(),
        why="Merged with its neighbour",
        by=cast.viewer("administrator"),
        now=now,
    )
    with override_settings(TRELLIS_KEPT_PAGES=0):
        anew = Client().get(page).content.decode()
    assert client.get(page).content.decode() == anew != before


def test_no_cookie_no_part_no_other_method_is_answered_from_the_shelf(pages: list[str]) -> None:
    client, page = Client(), pages[3]
    client.get(page)
    kept = questions(client, page)
    assert kept == 1
    client.cookies["seen"] = "1"
    assert questions(client, page) > kept
    client.cookies.clear()
    for header in ("hx-request", "range", "authorization"):
        with CaptureQueriesContext(connection) as asked:
            client.get(page, headers={header: "true"})
        assert len(asked) > kept, header
    with CaptureQueriesContext(connection) as asked:
        client.head(page)
    assert len(asked) > kept


def test_compressed_and_plain_are_kept_apart(pages: list[str]) -> None:
    client, page = Client(), pages[3]
    plain = client.get(page)
    packed = client.get(page, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in client.get(page)
    assert packed["Content-Encoding"] == "gzip"
    again = client.get(page, headers={"accept-encoding": "gzip"})
    assert again.content == packed.content != plain.content


def test_what_is_not_there_is_not_kept(pages: list[str]) -> None:
    client = Client()
    for _ in range(2):
        assert client.get("/performance/no-such-framework/").status_code == 404
    assert "web:today" not in PUBLIC_PAGES


def test_the_shelf_forgets_by_moment_by_day_and_by_age() -> None:
    shelf, key = Shelf(2), ("localhost", "/", "", False, False)
    moment, day = NOW, date(2026, 10, 19)
    stamp = ((7, moment), day)
    shelf.put(key, Kept(stamp, 160.0, (), b"page"))
    assert shelf.take(key, stamp, 160.0) == Kept(stamp, 160.0, (), b"page")
    assert shelf.take(key, stamp, 160.1) is None
    assert shelf.take(key, ((8, moment), day), 100.0) is None
    assert shelf.take(key, ((7, moment), date(2026, 10, 20)), 100.0) is None


def test_the_shelf_keeps_what_was_asked_for_last() -> None:
    shelf, stamp = Shelf(2), (None, date(2026, 10, 19))
    first, second, third = (("localhost", f"/{n}", "", False, False) for n in range(3))
    for key in (first, second):
        shelf.put(key, Kept(stamp, 9.0, (), b""))
    shelf.take(first, stamp, 1.0)
    shelf.put(third, Kept(stamp, 9.0, (), b""))
    assert [shelf.take(key, stamp, 1.0) is not None for key in (first, second, third)] == [
        True, False, True,
    ]  # fmt: skip
