"""What somebody wants by mail is theirs to say; and to be rid of it takes one click."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_account, make_letter, make_notice, make_suppression
from tests.messages.mail_server import MailServer
from trellis.kernel.models import AuditLine
from trellis.messages import queries
from trellis.messages.jobs import compose_digests, deliver
from trellis.messages.models import Letter, Preference, Suppression
from trellis.messages.queries import address_key, is_suppressed, unsubscribe_secret

pytestmark = pytest.mark.django_db
WANTED = {"often": "weekly", "quiet_from": "22", "quiet_until": "7", "quiet_weekends": "on"}


def test_it_is_kept_and_shown(cast: Cast) -> None:
    client = cast.client("hub_worker")
    answer = client.post("/messages/settings/", WANTED, follow=True)

    assert "Saved." in answer.content.decode()
    row = Preference.objects.get(account=cast.account("hub_worker"))
    kept = (row.often, row.quiet_from, row.quiet_until, row.quiet_weekends)
    assert kept == ("weekly", 22, 7, True)
    assert '<option value="22" selected>' in answer.content.decode()


@pytest.mark.parametrize(("field", "value"), [("often", "hourly"), ("quiet_from", "24")])
def test_what_makes_no_sense_is_refused(cast: Cast, field: str, value: str) -> None:
    answer = cast.client("hub_worker").post("/messages/settings/", {**WANTED, field: value})

    assert "choose one of those offered" in answer.content.decode()
    assert Preference.objects.count() == 0


def headers_of_digest(cast: Cast, now: datetime) -> tuple[str, str]:
    make_notice(account=cast.account("resident"), told_at=now)
    compose_digests(now=now)
    deliver(now=now)
    [letter] = mail.outbox
    told = letter.message()
    return str(told["List-Unsubscribe"]), str(told["List-Unsubscribe-Post"])


@pytest.mark.django_db(transaction=True)
def test_a_mail_program_does_it_by_one_click(cast: Cast, now: datetime) -> None:
    """RFC 8058: no sign-in, no cookie, no token of a form."""
    link, how = headers_of_digest(cast, now)
    assert how == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<(http://localhost:8000)(/messages/unsubscribe/\S+/)>", link)
    assert found is not None
    program = Client(enforce_csrf_checks=True)

    for _twice in range(2):
        answer = program.post(
            found[2], "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200
        assert not answer.cookies

    assert is_suppressed(cast.account("resident").email, "digest")
    assert Suppression.objects.count() == 1
    assert AuditLine.objects.filter(verb="messages.address.unsubscribed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_to_look_at_the_link_does_nothing_and_a_button_does_it(cast: Cast, now: datetime) -> None:
    link, _how = headers_of_digest(cast, now)
    path = link.strip("<>").removeprefix("http://localhost:8000")
    assert f"No more of these: http://localhost:8000{path}" in mail.outbox[0].body
    reader = StrictClient()

    page = reader.get(path).content.decode()
    assert "Send me no more" in page
    assert Suppression.objects.count() == 0

    assert "Done" in reader.post(path).content.decode()
    assert Suppression.objects.count() == 1


def test_a_letter_that_waits_already_is_stopped(now: datetime) -> None:
    letter = make_letter(address="Grace@Example.org")
    secret = unsubscribe_secret(address_key("grace@example.org"), "digest")
    Client().post(f"/messages/unsubscribe/{secret}/")

    deliver(now=now)

    letter.refresh_from_db()
    assert (letter.stage, letter.text, mail.outbox) == ("stopped", "", [])


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: "bulletin" + s[6:], str.upper])
def test_nobody_makes_up_a_link(change: Any) -> None:
    secret = unsubscribe_secret(address_key("grace@example.org"), "digest")

    assert Client().post(f"/messages/unsubscribe/{change(secret)}/").status_code == 404
    assert Suppression.objects.count() == 0


def test_it_outlives_the_account(cast: Cast, now: datetime) -> None:
    """Whoever begins anew with the same address, in any spelling, is still rid of it."""
    make_suppression(address="Grace@example.org ")
    account = make_account(email="grace@example.org")
    make_notice(account=account, told_at=now)
    compose_digests(now=now)

    assert Letter.objects.count() == 0
    kept = Suppression.objects.values_list("address_key", flat=True).get()
    assert re.fullmatch(r"[0-9a-f]{64}", kept)


def test_after_a_change_of_the_sites_key_it_is_still_known(settings: Any) -> None:
    make_suppression(address="grace@example.org")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert is_suppressed("grace@example.org", "digest")
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_suppressed("grace@example.org", "digest")


def test_whoever_wants_letters_again_gets_them(cast: Cast) -> None:
    make_suppression(address=cast.account("hub_worker").email)
    assert queries.wishes(cast.viewer("hub_worker")).wish.often == "never"

    cast.client("hub_worker").post("/messages/settings/", WANTED)

    assert Suppression.objects.count() == 0
    assert queries.wishes(cast.viewer("hub_worker")).wish.often == "weekly"


def test_an_address_that_refused_a_letter_is_told_of_on_the_page(cast: Cast) -> None:
    make_suppression(address=cast.account("hub_worker").email, kind="", why="refused")
    client = cast.client("hub_worker")
    assert "Nothing is sent to you at present" in client.get("/messages/settings/").content.decode()

    client.post("/messages/settings/", {**WANTED, "often": "never"})
    assert Suppression.objects.count() == 1
    client.post("/messages/settings/", WANTED)
    assert Suppression.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_in_a_letter_tells_us_that_it_was_read(
    cast: Cast, server: MailServer, now: datetime
) -> None:
    make_notice(account=cast.account("resident"), told_at=now, url="/performance/")
    compose_digests(now=now)
    deliver(now=now)

    html = server.taken[0].message.get_body(("html",))
    assert html is not None
    content = html.get_content()
    links = re.findall(r'(?:src|href|background)="([^"]+)"', content)
    assert not re.search(r"<(img|link|script|iframe|style|object)\b|url\(", content)
    assert links[0] == "http://localhost:8000/performance/"
    assert [link.partition("/messages/")[2][:12] for link in links[1:]] == [
        "settings/", "unsubscribe/",
    ]  # fmt: skip
