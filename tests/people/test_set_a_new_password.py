"""Changing a password, and setting a new one when it is forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from django.test import Client
from django.utils import timezone

from tests.conftest import StrictClient
from tests.factories import PASSWORD, make_account, make_person
from tests.people.mailroom import letters_to, link_in, run_jobs
from tests.people.signing_in import is_signed_in, sign_in
from trellis.kernel.models import AuditLine

pytestmark = pytest.mark.django_db
OWNER = "grace@example.org"
NEW = "nine herons on the weir"
FORGOTTEN = "/people/password/forgotten/"
CHANGE = "/people/password/"


def change(client: Client, new: str = NEW, old: str = PASSWORD) -> Any:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def mailed_link(client: Client, email: str = OWNER) -> str:
    client.post(FORGOTTEN, {"email": email})
    run_jobs()
    return link_in(letters_to(email)[-1])


def set_by_link(client: Client, link: str, new: str = NEW) -> Any:
    form = client.get(link)["Location"]
    assert client.get(form).status_code == 200
    return client.post(form, {"password1": new, "password2": new})


def test_changing_it_signs_every_other_browser_out_and_this_one_not(client: Client) -> None:
    make_account(email=OWNER)
    elsewhere = StrictClient()
    for browser in (client, elsewhere):
        sign_in(browser, OWNER)
    before = client.session.session_key
    assert change(client)["Location"] == "/people/"
    assert is_signed_in(client)
    assert client.session.session_key != before
    assert not is_signed_in(elsewhere)


def test_the_owner_is_told_by_mail(client: Client) -> None:
    account = make_account(email=OWNER, person=make_person(name="Grace Adeyemi"))
    sign_in(client, OWNER)
    change(client)
    run_jobs()
    (letter,) = letters_to(OWNER)
    assert letter.subject == "Your password was changed"
    assert letter.body.startswith("Hello Grace,\n\nthe password of your account was changed on ")
    assert letter.body.count("http://localhost:8000/") == 2
    line = AuditLine.objects.get(verb="people.password.set")
    assert (line.of, line.fields) == (f"account:{account.pk}", ["password"])


def test_it_takes_the_present_password(client: Client) -> None:
    make_account(email=OWNER)
    sign_in(client, OWNER)
    page = change(client, old="not the right one").content.decode()
    assert "That is not your present password." in page
    assert sign_in(StrictClient(), OWNER).status_code == 302


@pytest.mark.parametrize(
    ("weak", "says"),
    [
        ("short", "Use at least ten characters."),
        ("1234567890", "among those most often guessed"),
        ("qwertyuiop", "among those most often guessed"),
        ("grace@example.org", "not like your e-mail address"),
    ],
)
def test_a_weak_password_is_refused_with_the_remedy(client: Client, weak: str, says: str) -> None:
    make_account(email=OWNER)
    sign_in(client, OWNER)
    assert says in change(client, weak).content.decode()


def test_a_password_longer_than_any_needs_to_be_is_refused(client: Client) -> None:
    make_account(email=OWNER)
    sign_in(client, OWNER)
    assert change(client, "a b" * 100).status_code == 200


def test_a_forgotten_one_is_set_anew_by_a_mailed_link(client: Client) -> None:
    make_account(email=OWNER)
    response = set_by_link(client, mailed_link(client))
    assert response["Location"] == "/people/password/changed/"
    assert client.get(response["Location"]).status_code == 200
    assert not is_signed_in(client)
    sign_in(client, OWNER, NEW)
    assert is_signed_in(client)


def test_setting_it_anew_ends_every_session(client: Client) -> None:
    make_account(email=OWNER)
    thief = StrictClient()
    sign_in(thief, OWNER)
    set_by_link(client, mailed_link(client))
    assert not is_signed_in(thief)


def test_the_answer_is_the_same_for_an_unknown_address(client: Client) -> None:
    make_account(email=OWNER)
    known = client.post(FORGOTTEN, {"email": OWNER})
    unknown = StrictClient().post(FORGOTTEN, {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (302, "/people/password/forgotten/sent/")
    assert (unknown.status_code, unknown["Location"]) == (302, "/people/password/forgotten/sent/")
    assert client.get(known["Location"]).status_code == 200
    run_jobs()
    assert letters_to("nobody@example.org") == []


def test_the_mail_goes_to_the_address_that_is_kept_not_the_one_typed(client: Client) -> None:
    make_account(email="mike@example.org")
    for typed in ("MIKE@EXAMPLE.ORG", "mıke@example.org", "mike@exаmple.org"):
        client.post(FORGOTTEN, {"email": typed})
    run_jobs()
    assert len(letters_to("mike@example.org")) == 1
    assert letters_to("mıke@example.org") == []


def test_the_link_works_once(client: Client) -> None:
    make_account(email=OWNER)
    link = mailed_link(client)
    set_by_link(client, link)
    page = StrictClient().get(link)
    assert "This link no longer works" in page.content.decode()


def test_the_link_works_for_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(email=OWNER)
    link = mailed_link(client)
    later = timezone.localtime().replace(tzinfo=None) + timedelta(minutes=61)
    monkeypatch.setattr(type(default_token_generator), "_now", lambda _self: later)
    assert "This link no longer works" in client.get(link).content.decode()


def test_the_mail_is_built_from_the_configured_address(client: Client) -> None:
    make_account(email=OWNER)
    assert client.post(FORGOTTEN, {"email": OWNER}, headers={"host": "evil"}).status_code == 400
    client.post(FORGOTTEN, {"email": OWNER}, headers={"x-forwarded-host": "evil.example"})
    run_jobs()
    (letter,) = letters_to(OWNER)
    assert letter.subject == "Set a new password"
    assert "evil" not in letter.body
    assert letter.body.count("http://localhost:8000/people/password/new/") == 1


def test_asking_too_often_is_refused_alike_for_all() -> None:
    make_account(email=OWNER)
    for email in (OWNER, "nobody@example.org"):
        client = StrictClient()
        codes = [client.post(FORGOTTEN, {"email": email}).status_code for _ in range(6)]
        assert codes == [302] * 5 + [429]


@pytest.mark.parametrize("whose", ["%20", "%20%20", "%C3%A9", "%C2%A0"])
def test_a_link_to_nobody_leads_nowhere(client: Client, whose: str) -> None:
    assert client.get(f"/people/password/new/{whose}/abc-def/").status_code == 404
