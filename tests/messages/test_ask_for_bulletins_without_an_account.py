"""Whoever has no account asks for bulletins at an address, and nothing comes of it before whoever
reads letters there has pressed a button. Nobody learns anything of an address by asking, and nobody
can fill somebody's mailbox."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import (
    make_account,
    make_bulletin,
    make_item,
    make_letter,
    make_sign_up,
    make_subscription,
    make_suppression,
)
from trellis.kernel.limits import network_of
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER
from trellis.messages import actions
from trellis.messages.actions import signing_up
from trellis.messages.jobs import deliver, forget_old
from trellis.messages.models import Letter, SignUp, Subscription, Suppression
from trellis.messages.queries import address_key, is_suppressed, reader_secret, sign_up_secret
from trellis.messages.queries.subscriptions import words_agreed
from trellis.messages.rules.addresses import mailbox_of

pytestmark = pytest.mark.django_db
GRACE = "grace@example.org"
PAGE = "/messages/subscribe/"
LATER = datetime(2099, 1, 1, tzinfo=UTC)


def asked_for(cast: Cast, **given: Any) -> dict[str, Any]:
    county, district = cast.world.area.pk, cast.world.districts["a"].pk
    usual = {"topics": ["funding", "events"], "places": [county, district], "address": GRACE}
    return {**usual, **given}


def ask(cast: Cast, now: datetime, address: str = GRACE, network: str = "192.0.2.1") -> None:
    actions.sign_up(
        address=address,
        area_id=cast.world.area.pk,
        topics=["funding"],
        place_ids=[cast.world.area.pk],
        network=network,
        by=STRANGER,
        now=now,
    )


def link_in(body: str, where: str) -> str:
    found = re.search(rf"http://localhost:8000(/messages/{where}/\S+)", body)
    assert found is not None
    return found[1]


def test_the_address_and_nothing_else_is_asked_for(cast: Cast) -> None:
    page = StrictClient().get(f"{PAGE}?area={cast.world.area.slug}").content.decode()

    fields = re.findall(r'name="(\w+)"', page.partition("<main")[2])
    assert set(fields) == {"csrfmiddlewaretoken", "once", "topics", "places", "address"}
    assert "You need no account." in page
    assert 'href="/messages/subscribe/' in StrictClient().get("/").content.decode()


def test_from_the_page_to_the_first_bulletin(cast: Cast) -> None:
    reader, county = StrictClient(), cast.world.area
    answer: Any = reader.post(PAGE, asked_for(cast), follow=True)
    assert "Look into your mailbox" in answer.content.decode()
    assert (Subscription.objects.count(), SignUp.objects.count()) == (0, 1)
    now = SignUp.objects.get().asked_at
    deliver(now=now)
    [letter] = mail.outbox
    assert letter.to == [GRACE]
    assert f"- Funding, {county.name}" in letter.body
    path = link_in(str(letter.body), "subscribe/confirm")

    page = reader.get(path).content.decode()
    assert (Subscription.objects.count(), page.count(" checked")) == (0, 4)
    told = reader.post(path, {"wanted": [f"events:{county.pk}"]}, follow=True).content.decode()
    assert "You will get them from the next bulletin on." in told
    row = Subscription.objects.get()
    proof = (row.basis, row.given_how, row.given_words, row.topic, row.place, row.address)
    words = words_agreed("events", county.name)
    assert proof == ("consent", "by_link", words, "events", county, GRACE)
    assert (SignUp.objects.count(), row.account, row.added_by) == (0, None, None)

    bulletin = make_item(bulletin=make_bulletin(place=county, topic="events")).bulletin
    officer = cast.viewer("infrastructure_officer")
    actions.send_bulletin(bulletin_id=bulletin.pk, by=officer, now=now)
    deliver(now=now)
    body = str(mail.outbox[1].body)
    assert "on our public page, and confirmed by a letter to the address" in body
    own = link_in(body, "reader")
    assert f"Events, {county.name}" in reader.get(own).content.decode()
    ended = reader.post(f"{own}end/", {"subscription": row.pk}, follow=True).content.decode()
    assert "None at present." in ended
    row.refresh_from_db()
    assert (row.address, row.given_words) == ("", words)


def test_the_audit_names_nobody(cast: Cast, now: datetime) -> None:
    ask(cast, now)
    row = SignUp.objects.get()
    actions.confirm_sign_up(sign_up_id=row.pk, wanted=row.wanted, by=STRANGER, now=now)

    lines = AuditLine.objects.filter(verb__startswith="messages.sign_up").order_by("id")
    assert [(one.verb, one.of) for one in lines] == [
        ("messages.sign_up.asked", f"sign_up:{row.pk}"),
        ("messages.sign_up.confirmed", f"sign_up:{row.pk}"),
    ]


def known(cast: Cast) -> None:
    make_account(email=GRACE)


def subscribed(cast: Cast) -> None:
    for place in (cast.world.area, cast.world.districts["a"]):
        for topic in ("funding", "events"):
            make_subscription(address=GRACE, place=place, topic=topic)


def rid_of_bulletins(cast: Cast) -> None:
    make_suppression(address=GRACE, kind="bulletin")


def rid_of_asking(cast: Cast) -> None:
    make_suppression(address=GRACE, kind="confirm")


def bounced(cast: Cast) -> None:
    make_suppression(address=GRACE, kind="", why="bounced")


def waiting(cast: Cast) -> None:
    make_sign_up(address=GRACE, area=cast.world.area)


STATES = [known, subscribed, rid_of_bulletins, rid_of_asking, bounced, waiting]


@pytest.mark.parametrize("state", STATES)
def test_nobody_learns_anything_of_an_address(cast: Cast, state: Callable[[Cast], None]) -> None:

    def tried(address: str) -> tuple[int, str, str]:
        answer = StrictClient().post(PAGE, asked_for(cast, address=address))
        page = StrictClient().get(answer["Location"]).content.decode()
        return answer.status_code, answer["Location"], page

    nobody = tried("nobody@example.org")
    state(cast)
    assert tried(GRACE) == nobody
    assert nobody[0] == 302


@pytest.mark.parametrize("state", STATES[:-1])
def test_nor_by_how_long_it_takes(cast: Cast, state: Callable[[Cast], None]) -> None:
    """The same questions are asked of the database, in the same order."""

    def asked_of_database(address: str) -> list[str]:
        client = StrictClient()
        with CaptureQueriesContext(connection) as captured:
            client.post(PAGE, asked_for(cast, address=address))
        return [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in captured]

    asked_of_database("first@example.org")
    nobody = asked_of_database("nobody@example.org")
    state(cast)
    assert asked_of_database(GRACE) == nobody
    assert len(nobody) > 5


@pytest.mark.parametrize("state", [rid_of_bulletins, rid_of_asking, bounced])
def test_an_address_that_wants_none_gets_none(
    cast: Cast, now: datetime, state: Callable[[Cast], None]
) -> None:
    state(cast)
    ask(cast, now, "Grace@Example.org")
    deliver(now=now)

    assert mail.outbox == []
    letter = Letter.objects.get()
    assert (letter.stage, letter.text) == ("stopped", "")


def test_one_letter_a_day_whatever_is_asked(cast: Cast, now: datetime) -> None:
    spellings = (GRACE, "GRACE@example.org ", "grace+1@example.org", "grace+2@example.org")
    for hour in range(22):
        ask(cast, now + timedelta(hours=hour), spellings[hour % 4], f"192.0.2.{hour}")
        deliver(now=now + timedelta(hours=hour))
    assert len(mail.outbox) == 1

    deliver(now=now + timedelta(days=1, minutes=1))
    assert len(mail.outbox) == 2
    ask(cast, now + timedelta(days=4), network="192.0.2.99")
    deliver(now=now + timedelta(days=4))
    assert len([one for one in mail.outbox if one.to == [GRACE]]) == 2


@pytest.mark.parametrize(
    ("typed", "mailbox"),
    [
        ("Jo+news@Example.org", "jo@example.org"),
        ("j.o@example.org", "j.o@example.org"),
        ("j.o+x@gmail.com", "jo@gmail.com"),
        ("+x@example.org", "+x@example.org"),
    ],
)
def test_whose_mailbox_it_is(typed: str, mailbox: str) -> None:
    assert mailbox_of(typed) == mailbox


def test_what_is_asked_meanwhile_joins_what_waits(cast: Cast, now: datetime) -> None:
    ask(cast, now)
    actions.sign_up(
        address=GRACE,
        area_id=cast.world.area.pk,
        topics=["news"],
        place_ids=[cast.world.area.pk],
        network="192.0.2.1",
        by=STRANGER,
        now=now,
    )

    county = cast.world.area.pk
    assert SignUp.objects.get().wanted == [f"funding:{county}", f"news:{county}"]
    assert Letter.objects.count() == 1


def test_whoever_asks_for_more_on_the_day_gets_the_letter_a_day_later(
    cast: Cast, now: datetime
) -> None:
    ask(cast, now)
    row = SignUp.objects.get()
    actions.confirm_sign_up(sign_up_id=row.pk, wanted=row.wanted, by=STRANGER, now=now)
    ask(cast, now + timedelta(hours=1))
    later = Letter.objects.order_by("-id")[0]
    assert later.not_before == now + timedelta(days=1)
    assert SignUp.objects.get().expires_at == now + timedelta(days=8)


def test_a_flood_from_one_network_is_stopped(cast: Cast) -> None:
    for number in range(signing_up.FROM_NETWORK[0].most):
        StrictClient().post(PAGE, asked_for(cast, address=f"r{number}@example.org"))
    answer = StrictClient().post(PAGE, asked_for(cast, address="one-more@example.org"))

    assert "As many have asked from your network as may in so short a time." in (
        answer.content.decode()
    )
    assert not SignUp.objects.filter(address="one-more@example.org").exists()
    other = StrictClient().post(
        PAGE, asked_for(cast, address="one-more@example.org"), REMOTE_ADDR="198.51.100.7"
    )
    assert (other.status_code, network_of("198.51.100.7")) == (302, "198.51.100.7")


def test_what_was_not_confirmed_is_deleted(cast: Cast, now: datetime) -> None:
    ask(cast, now)
    deliver(now=now)
    row = SignUp.objects.get()
    path = f"/messages/subscribe/confirm/{sign_up_secret(row.pk, row.address_key)}/"
    SignUp.objects.update(asked_at=now - timedelta(days=8), expires_at=now)

    answer = Client().post(path, {"wanted": row.wanted})
    assert (answer.status_code, Subscription.objects.count()) == (410, 0)
    assert "Nothing waits here" in answer.content.decode()
    forget_old(now=now + timedelta(days=8))
    assert (SignUp.objects.count(), Letter.objects.count()) == (0, 0)


def test_what_still_waits_is_not(now: datetime) -> None:
    make_sign_up(expires_at=now + timedelta(days=3))
    make_letter(kind="confirm", stage="sent", settled_at=now, queued_at=now)
    make_letter(kind="digest", stage="sent", settled_at=now, queued_at=now)
    forget_old(now=now + timedelta(days=2))
    assert (SignUp.objects.count(), Letter.objects.count()) == (1, 2)


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: "9" + s, str.upper])
def test_nobody_makes_up_a_link(cast: Cast, change: Callable[[str], str]) -> None:
    row = make_sign_up(area=cast.world.area, expires_at=LATER)
    secret = sign_up_secret(row.pk, row.address_key)
    path = "/messages/subscribe/confirm/{}/"

    assert Client().post(path.format(change(secret)), {"wanted": row.wanted}).status_code == 404
    reader = reader_secret(row.address_key)
    assert Client().post(path.format(reader), {"wanted": row.wanted}).status_code == 404
    assert Client().get(f"/messages/reader/{change(reader)}/").status_code == 404
    assert Subscription.objects.count() == 0


def test_only_what_was_asked_for_can_be_confirmed(cast: Cast) -> None:
    row = make_sign_up(area=cast.world.area, expires_at=LATER)
    path = f"/messages/subscribe/confirm/{sign_up_secret(row.pk, row.address_key)}/"

    page = Client().post(path, {"wanted": [f"news:{cast.world.area.pk}"]}).content.decode()
    assert "choose one of those offered" in page
    assert "Tick what you want" in Client().post(path, {}).content.decode()
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"address": "grace"}, "Enter an e-mail address like name@example.org"),
        ({"topics": []}, "Tick at least one topic"),
        ({"places": []}, "Tick at least one place"),
        ({"places": ["999999"]}, "choose one of those offered"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, given: dict[str, Any], said: str) -> None:
    answer = StrictClient().post(PAGE, asked_for(cast, **given))

    assert said in answer.content.decode()
    assert (SignUp.objects.count(), Letter.objects.count()) == (0, 0)


def test_never_to_be_asked_again_takes_one_click(cast: Cast, now: datetime) -> None:
    ask(cast, now)
    deliver(now=now)
    link = str(mail.outbox[0].message()["List-Unsubscribe"]).strip("<>")
    path = link.removeprefix("http://localhost:8000")

    answer = Client(enforce_csrf_checks=True).post(path)
    assert "letters that ask whether you want bulletins" in answer.content.decode()
    assert (is_suppressed(GRACE, "confirm"), is_suppressed(GRACE, "bulletin")) == (True, False)
    assert SignUp.objects.count() == 0


def test_its_owner_lets_letters_come_again(cast: Cast, now: datetime) -> None:
    """By the link in an old bulletin and the address it went to; then they ask anew and confirm."""
    row = make_subscription(place=cast.world.area, address=GRACE)
    actions.unsubscribe(key=row.address_key, kind="bulletin", by=STRANGER, now=now)
    own = f"/messages/reader/{reader_secret(row.address_key)}/"
    reader = StrictClient()
    assert "so you wanted it, or some came back" in reader.get(own).content.decode()

    wrong = reader.post(own, {"address": "somebody@example.org"}).content.decode()
    assert "went to another address" in wrong
    assert Suppression.objects.count() == 1
    answer: Any = reader.post(own, {"address": " Grace@example.org"})
    assert answer.url == own
    assert "None at present." in reader.get(own).content.decode()
    assert (Suppression.objects.count(), Subscription.objects.filter(ended_at=None).count()) == (
        0, 0,
    )  # fmt: skip
    ask(cast, now)
    deliver(now=now)
    assert len(mail.outbox) == 1


def test_one_reader_cannot_end_anothers(cast: Cast) -> None:
    other = make_subscription(place=cast.world.area)
    secret = reader_secret(address_key(GRACE))
    answer = Client().post(f"/messages/reader/{secret}/end/", {"subscription": other.pk})

    other.refresh_from_db()
    assert (answer.status_code, other.ended_at) == (404, None)


def test_confirming_twice_subscribes_once(cast: Cast) -> None:
    row = make_sign_up(area=cast.world.area, address=GRACE, expires_at=LATER)
    make_subscription(place=cast.world.area, address=GRACE)
    path = f"/messages/subscribe/confirm/{sign_up_secret(row.pk, row.address_key)}/"

    answers = [
        Client().post(path, {"wanted": row.wanted, "once": "k"}).status_code for _twice in range(2)
    ]
    assert (answers, Subscription.objects.count()) == ([302, 410], 1)


def test_of_a_documented_record_there_are_none(cast: Cast) -> None:
    cast.world.area.standing = "documented"
    cast.world.area.save()

    answer = StrictClient().get(f"{PAGE}?area={cast.world.area.slug}")
    assert answer.status_code == 404
