"""Signing in with an address and a password."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.conftest import StrictClient
from tests.factories import PASSWORD, make_account
from tests.people.signing_in import SIGN_IN, is_signed_in, sign_in
from trellis.config import settings as house
from trellis.kernel.models import AuditLine

pytestmark = pytest.mark.django_db


def test_it_leads_to_today(client: Client) -> None:
    make_account(email="grace@example.org")
    response = sign_in(client, "grace@example.org")
    assert (response.status_code, response["Location"]) == (302, "/today/")
    assert is_signed_in(client)


def test_the_case_of_the_address_does_not_matter(client: Client) -> None:
    make_account(email="grace@example.org")
    sign_in(client, " Grace@Example.ORG ")
    assert is_signed_in(client)


def test_it_is_written_into_the_audit_without_an_address(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    line = AuditLine.objects.get(verb="people.account.signed_in")
    assert (line.of, line.actor_id, line.fields) == (f"account:{account.pk}", account.pk, [])


def bare(html: bytes) -> str:
    """A page without what differs each time: the form token, and the address typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html.decode())
    return re.sub(r'value="[^"]*@[^"]*"', "", text)


def test_a_wrong_password_and_an_unknown_address_look_alike(client: Client) -> None:
    make_account(email="grace@example.org")
    wrong = sign_in(client, "grace@example.org", "not the right one")
    unknown = sign_in(StrictClient(), "nobody@example.org", "not the right one")
    assert wrong.status_code == unknown.status_code == 200
    assert bare(wrong.content) == bare(unknown.content)
    assert "do not belong together" in wrong.content.decode()


def test_an_empty_form_says_what_to_enter(client: Client) -> None:
    page = sign_in(client, "", "").content.decode()
    assert "Enter your e-mail address." in page
    assert "Enter your password." in page


def test_a_closed_account_is_told_so_only_with_the_right_password(client: Client) -> None:
    make_account(email="grace@example.org", is_active=False)
    right = sign_in(client, "grace@example.org")
    assert right["Location"] == "/people/sign-in/closed/"
    assert client.get(right["Location"]).status_code == 200
    assert not is_signed_in(client)
    wrong = sign_in(client, "grace@example.org", "not the right one")
    assert "do not belong together" in wrong.content.decode()


def test_closing_an_account_ends_its_sessions(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    account.is_active = False
    account.save()
    assert not is_signed_in(client)


def test_the_session_gets_a_new_key(client: Client) -> None:
    account = make_account()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    sign_in(client, account.email)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    sign_in(client, make_account().email)
    for name in (settings.SESSION_COOKIE_NAME, "trellis_known"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_signing_in_over_https_marks_cookies_secure(client: Client, settings: object) -> None:
    settings.SESSION_COOKIE_SECURE = True  # type: ignore[attr-defined]
    sign_in(client, make_account().email)
    assert client.cookies["trellis_known"]["secure"] is True
    assert client.cookies["trellis_session"]["secure"] is True


def test_a_sign_in_without_the_form_token_is_refused() -> None:
    account = make_account()
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client, account.email).status_code == 403


@pytest.mark.parametrize("inside", ["/organisations/", "/today/?week=3", "/people/name/"])
def test_next_leads_to_a_page_of_this_site(client: Client, inside: str) -> None:
    response = sign_in(client, make_account().email, next=inside)
    assert response["Location"] == inside


OUTSIDE = [
    "https://evil.example",
    "http://evil.example/today/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "http:evil.example",
    "http:/evil.example",
    "http:///evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,hello",
    "vbscript:msgbox(1)",
    "ftp://evil.example",
    "mailto:evil@evil.example",
    "//localhost@evil.example",
    "//localhost:8000@evil.example",
    "http://localhost:8000@evil.example",
    "http://localhost:8000.evil.example",
    "http://localhost:8000/today/",
    "//localhost:8000/today/",
    "http://testserver/today/",
    "//testserver/today/",
    "//evil.example/%2f..",
    "//evil%E3%80%82example",
    "//evil。example",
    "https:\\\\evil.example",
    "/\x00/evil.example",
    "\x00//evil.example",
    "\x08//evil.example",
    "evil.example",
    "www.evil.example/today",
    "?next=//evil.example",
    "#//evil.example",
    "http://[::1]/",
    "//[::ffff:127.0.0.1]/",
    "http://0x7f000001/",
    "http://[evil",
    "",
]


@pytest.mark.parametrize("outside", OUTSIDE)
def test_next_never_leads_elsewhere(client: Client, outside: str) -> None:
    response = sign_in(client, make_account().email, next=outside)
    assert (response.status_code, response["Location"]) == (302, "/today/")


def test_signing_out_asks_first_and_ends_the_session(client: Client) -> None:
    sign_in(client, make_account().email)
    assert client.get("/people/sign-out/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/people/sign-out/")["Location"] == "/"
    assert not is_signed_in(client)


def test_there_is_no_signing_up(client: Client) -> None:
    page = client.get("/people/begin/").content.decode()
    assert "Accounts begin by invitation" in page
    assert client.post("/people/begin/", {"email": "a@example.org"}).status_code == 405


def test_an_unknown_host_is_turned_away(client: Client) -> None:
    assert client.get(SIGN_IN, headers={"host": "evil.example"}).status_code == 400


def test_the_page_needs_no_script_to_sign_in(client: Client) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []


def test_a_password_is_checked_by_argon2_outside_the_tests() -> None:
    assert house.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert PASSWORD not in make_account().password
