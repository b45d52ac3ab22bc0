"""A bulletin is put together, looked at as it will look, and sent to those who asked for it, each
with the proof of by what right."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import make_bulletin, make_item, make_subscription, make_suppression
from tests.messages.mail_server import MailServer
from trellis.kernel.models import AuditLine
from trellis.messages import actions
from trellis.messages.jobs import deliver
from trellis.messages.models import Bulletin, Item, Letter, Subscription, Suppression

pytestmark = pytest.mark.django_db
LINK = "https://example.org/grants?from=bulletin&year=2026"


@pytest.fixture
def draft(cast: Cast) -> Bulletin:
    """On funding, about district A, with one item."""
    row = make_bulletin(place=cast.world.districts["a"], title="Grants in October")
    make_item(bulletin=row, number=1, heading="Small grants", words="First.\n\nSecond.", link=LINK)
    return row


def sent(row: Bulletin, cast: Cast, now: datetime) -> list[str]:
    actions.send_bulletin(bulletin_id=row.pk, by=cast.viewer("infrastructure_officer"), now=now)
    return list(Letter.objects.order_by("address").values_list("address", flat=True))


def test_from_the_first_word_to_the_readers(cast: Cast, now: datetime) -> None:
    county, client = cast.world.area, cast.client("infrastructure_officer")
    reader = make_subscription(place=county, address="reader@example.org")
    answer: Any = client.post(
        "/messages/bulletins/begin/",
        {"title": "Grants", "opening": "Hello.", "topic": "funding", "place": county.pk},
    )
    row = Bulletin.objects.get()
    assert answer.url == f"/messages/bulletins/{row.pk}/"
    client.post(f"{answer.url}items/add/", {"heading": "One", "words": "Words", "link": LINK})
    client.post(f"{answer.url}items/add/", {"heading": "Two", "words": "Words"})
    client.post(f"{answer.url}items/2/", {"remove": "on"})
    client.post(f"{answer.url}items/1/", {"heading": "First", "words": "New", "link": LINK})
    page = client.get(answer.url).content.decode()
    assert "1 reader will get it." in page
    assert "First" in page
    assert list(Item.objects.values_list("heading", flat=True)) == ["First"]

    page = client.post(f"{answer.url}send/", {"once": "k"}, follow=True).content.decode()
    assert "It is on its way to one reader." in page
    letter = Letter.objects.get()
    assert (letter.address, letter.subscription) == (reader.address, reader)
    assert AuditLine.objects.filter(verb="messages.bulletin.sent").count() == 1
    client.post(f"{answer.url}send/", {"once": "k"})
    assert Letter.objects.count() == 1


def test_the_preview_is_what_is_sent(cast: Cast, draft: Bulletin, now: datetime) -> None:
    """But for the proof and the link to be rid of it, which are each reader's own."""
    make_subscription(place=draft.place, given_words="Shall we? Yes.")
    client = cast.client("infrastructure_officer")
    looked = client.get(f"/messages/bulletins/{draft.pk}/letter/").content.decode()
    sent(draft, cast, now)
    deliver(now=now)

    letter: Any = mail.outbox[0]
    html = str(letter.alternatives[0][0])
    cut = re.compile(r"<hr>.*", re.DOTALL)
    assert cut.sub("", looked) == cut.sub("", html)
    assert "<p>First.</p>" in html
    assert (
        "Since 19 October 2026, told to us, and entered here (they agreed): “Shall we? Yes.”"
        in (letter.body)
    )


def test_it_goes_to_those_who_asked_for_that_topic_there(
    cast: Cast, draft: Bulletin, now: datetime
) -> None:
    """About the place, about one that it lies in, about one in it; each address once."""
    world, elsewhere = cast.world, cast.other_world
    make_subscription(place=world.districts["a"], address="a@example.org")
    make_subscription(place=world.area, address="county@example.org")
    make_subscription(place=world.area, address="a@example.org")
    make_subscription(place=world.districts["b"], address="b@example.org")
    make_subscription(place=world.area, address="other.topic@example.org", topic="events")
    make_subscription(place=elsewhere.area, address="elsewhere@example.org")
    make_subscription(place=world.area, address="ended@example.org", ended_at=now)
    make_subscription(place=world.area, address="silent@example.org")
    make_suppression(address="silent@example.org", kind="bulletin")
    make_suppression(address="county@example.org", kind="digest")

    assert sent(draft, cast, now) == ["a@example.org", "county@example.org"]


def test_once_sent_it_is_never_changed(cast: Cast, draft: Bulletin, now: datetime) -> None:
    make_subscription(place=draft.place)
    sent(draft, cast, now)
    client = cast.client("infrastructure_officer")

    for path in ("change", "items/add", "items/1", "send"):
        assert client.get(f"/messages/bulletins/{draft.pk}/{path}/").status_code == 403
    assert "Sent to 1 reader" in client.get(f"/messages/bulletins/{draft.pk}/").content.decode()
    with pytest.raises(PermissionDenied):
        sent(draft, cast, now)


@pytest.mark.parametrize("lacks", ["items", "readers"])
def test_with_nothing_in_it_or_for_nobody_it_is_not_sent(
    cast: Cast, draft: Bulletin, lacks: str
) -> None:
    if lacks == "items":
        draft.items.all().delete()
        make_subscription(place=draft.place)
    client = cast.client("infrastructure_officer")
    page = client.post(f"/messages/bulletins/{draft.pk}/send/").content.decode()

    assert "Nothing was sent" in page or "There is nothing in it yet" in page
    assert Letter.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_every_bulletin_can_be_got_rid_of_by_one_click_and_follows_nobody(
    cast: Cast, draft: Bulletin, server: MailServer, now: datetime
) -> None:
    rows = [make_subscription(place=draft.place) for _ in range(3)]
    sent(draft, cast, now)
    deliver(now=now)

    assert len(server.taken) == 3
    for taken in server.taken:
        message = taken.message
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        html = message.get_body(("html",))
        assert html is not None
        content = html.get_content()
        assert not re.search(r"<(img|link|script|iframe|style|object)\b|url\(", content)
        assert re.findall(r'href="([^"]+)"', content)[0] == LINK.replace("&", "&amp;")
        path = str(message["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost:8000")
        assert f'href="http://localhost:8000{path}"' in content
        Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    for row in rows:
        row.refresh_from_db()
        assert (row.address, row.ended_at is None, row.given_words != "") == ("", False, True)
    assert Suppression.objects.filter(kind="bulletin").count() == 3


def test_an_address_that_wants_no_more_stays_silent_whoever_brings_it(
    cast: Cast, now: datetime
) -> None:
    make_suppression(address="silent@example.org", kind="bulletin")
    make_subscription(place=cast.world.area, address="known@example.org")
    client = cast.client("infrastructure_officer")
    answer = client.post(
        "/messages/subscribers/add/",
        {
            "addresses": "Silent@Example.org\nKnown@example.org\n"
            "New One <new@example.org>, new@example.org",
            "topic": "funding",
            "place": cast.world.area.pk,
            "basis": "soft_opt_in",
            "given_on": "1/9/2020",
            "given_words": "At the fair: tick here for news, or not.",
        },
        follow=True,
    )

    assert "1 added, 1 had subscribed before, 1 want no more." in answer.content.decode()
    added = Subscription.objects.get(address="new@example.org")
    proof = (added.basis, added.given_on.isoformat(), added.given_how, added.given_words)
    assert proof == (
        "soft_opt_in", "2020-09-01", "brought", "At the fair: tick here for news, or not.",
    )  # fmt: skip
    assert not Subscription.objects.filter(address="silent@example.org").exists()


def test_one_wrong_address_and_none_is_added(cast: Cast) -> None:
    answer = cast.client("infrastructure_officer").post(
        "/messages/subscribers/add/",
        {
            "addresses": "good@example.org\nnot an address",
            "topic": "funding",
            "place": cast.world.area.pk,
            "basis": "consent",
            "given_on": "1/9/2020",
            "given_words": "Yes.",
        },
    )

    assert "Address 2, “not an address”, is none. Put it right." in answer.content.decode()
    assert Subscription.objects.count() == 0


def test_to_subscribe_oneself_and_to_end_it(cast: Cast) -> None:
    client, county = cast.client("resident"), cast.world.area
    address = cast.account("resident").email
    make_suppression(address=address, kind="bulletin")
    asked = {"topic": "events", "place": county.pk}
    for _twice in range(2):
        client.post("/messages/subscriptions/", asked)

    row = Subscription.objects.get()
    assert (row.address, row.basis, row.given_how) == (address, "consent", "own_page")
    page = client.get("/messages/subscriptions/").content.decode()
    agreed = "Send me bulletins on this topic about this place."
    assert row.given_words.startswith(f"Events, Ambley: {agreed}")
    assert page.count(agreed) == 2
    assert Suppression.objects.count() == 0

    client.post(f"/messages/subscriptions/{row.pk}/end/")
    row.refresh_from_db()
    assert (row.address, row.account_id, row.ended_at is None) == ("", None, False)


def test_only_about_where_one_acts(cast: Cast) -> None:
    client = cast.client("resident")
    asked = {"topic": "events", "place": cast.other_world.area.pk}

    assert "choose one" in client.post("/messages/subscriptions/", asked).content.decode()
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize("key", ["resident", "hub_worker", "council_officer", "administrator"])
def test_nobody_else_sees_subscribers_or_drafts(cast: Cast, draft: Bulletin, key: str) -> None:
    client = cast.client(key)
    row = make_subscription(place=draft.place)

    assert client.get("/messages/subscribers/").status_code == 403
    assert client.get(f"/messages/bulletins/{draft.pk}/").status_code == 404
    assert client.post(f"/messages/subscriptions/{row.pk}/end/").status_code == 404


def test_the_same_role_elsewhere_sees_none_of_it(cast: Cast, draft: Bulletin) -> None:
    make_subscription(place=draft.place, address="marker@example.org")
    client = cast.client("infrastructure_officer", elsewhere=True)

    assert client.get(f"/messages/bulletins/{draft.pk}/").status_code == 404
    assert "marker" not in client.get("/messages/subscribers/").content.decode()
    assert "Grants in October" not in client.get("/messages/bulletins/").content.decode()


def test_as_many_questions_for_many_as_for_one(cast: Cast, draft: Bulletin) -> None:
    client, counts = cast.client("infrastructure_officer"), []
    for _round in range(2):
        make_subscription(place=draft.place)
        make_item(bulletin=draft)
        asked = CaptureQueriesContext(connection)
        with asked:
            client.get(f"/messages/bulletins/{draft.pk}/")
            client.get("/messages/subscribers/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
