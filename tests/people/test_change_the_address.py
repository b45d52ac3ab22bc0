"""Changing the address somebody signs in with."""

import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.core.internal import ratelimit
from django.test import Client

from tests.factories import make_account
from tests.people.mailroom import letters_to, link_in, run_jobs
from tests.people.signing_in import is_signed_in, sign_in
from trellis.people.models import Account

pytestmark = pytest.mark.django_db
OLD, NEW = "grace@example.org", "adeyemi@example.org"
ADDRESS = "/people/address/"


@pytest.fixture
def grace(client: Client) -> Account:
    account = make_account(email=OLD)
    sign_in(client, OLD)
    return account


def ask(client: Client, email: str = NEW) -> Any:
    return client.post(ADDRESS, {"email": email, "action_add": "add"}, follow=True)


def test_nothing_changes_before_the_new_address_confirms(client: Client, grace: Account) -> None:
    page = ask(client).content.decode()
    assert "Waits for your confirmation" in page
    grace.refresh_from_db()
    assert grace.email == OLD


def test_the_link_goes_to_the_new_address_and_the_notice_to_the_old(
    client: Client, grace: Account
) -> None:
    ask(client)
    run_jobs()
    (letter,) = letters_to(NEW)
    assert letter.subject == "Confirm your new address"
    link = link_in(letter)
    assert client.get(link).status_code == 200
    grace.refresh_from_db()
    assert grace.email == OLD
    assert client.post(link)["Location"] == "/people/"
    grace.refresh_from_db()
    assert grace.email == NEW
    run_jobs()
    (notice,) = letters_to(OLD)
    assert notice.subject == "Your e-mail address was changed"
    assert f"was changed to {NEW} on" in notice.body


def test_from_then_on_the_new_address_signs_in_and_the_old_does_not(
    client: Client, grace: Account
) -> None:
    ask(client)
    run_jobs()
    client.post(link_in(letters_to(NEW)[0]))
    client.post("/people/sign-out/")
    sign_in(client, OLD)
    assert not is_signed_in(client)
    sign_in(client, NEW)
    assert is_signed_in(client)


def test_an_address_that_waits_lets_nobody_in(client: Client, grace: Account) -> None:
    ask(client)
    stranger = Client()
    stranger.post("/people/password/forgotten/", {"email": NEW})
    run_jobs()
    subjects = [letter.subject for letter in letters_to(NEW)]
    assert subjects == ["Confirm your new address"]


def test_an_address_of_another_account_is_not_told_apart_and_not_taken(
    client: Client, grace: Account
) -> None:
    make_account(email=NEW)
    assert ask(client).status_code == 200
    run_jobs()
    client.post(link_in(letters_to(NEW)[0]))
    grace.refresh_from_db()
    assert grace.email == OLD


def test_the_change_can_be_called_off(client: Client, grace: Account) -> None:
    ask(client)
    page = client.post(ADDRESS, {"email": NEW, "action_remove": "remove"}, follow=True)
    assert "Waits for your confirmation" not in page.content.decode()
    run_jobs()
    assert letters_to(NEW) == []


def test_it_takes_the_password_again_when_the_sign_in_is_old(
    client: Client, grace: Account
) -> None:
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= timedelta(minutes=11).total_seconds()
    session.save()
    response = client.post(ADDRESS, {"email": NEW, "action_add": "add"})
    assert response["Location"].startswith("/people/confirm/")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Enter the address to change to."), (OLD, "That is your address already.")],
)
def test_a_slip_is_named_with_the_remedy(
    client: Client, grace: Account, typed: str, says: str
) -> None:
    assert says in ask(client, typed).content.decode()


def test_nobody_has_letters_sent_all_over_the_place(
    client: Client, grace: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link to confirm goes wherever one says, in our name: ten an hour are enough for slips."""
    for number in range(10):
        sent = client.post(ADDRESS, {"email": f"new{number}@example.org", "action_add": "add"})
        assert sent.status_code == 302
    later = SimpleNamespace(
        time=lambda: time.time() + 3_500, monotonic=time.monotonic, sleep=time.sleep
    )
    monkeypatch.setattr(ratelimit, "time", later)
    sent = client.post(ADDRESS, {"email": "another@example.org", "action_add": "add"})
    assert sent.status_code == 429
    later.time = lambda: time.time() + 3_700
    sent = client.post(ADDRESS, {"email": "another@example.org", "action_add": "add"})
    assert sent.status_code == 302
