"""What somebody sees and changes of their own."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_account, make_person
from tests.people.signing_in import is_signed_in, sign_in
from trellis.kernel.models import AuditLine
from trellis.organisations.queries import viewer_for
from trellis.people.queries import due_for
from trellis.people.roles import ROLES

pytestmark = pytest.mark.django_db


def test_it_says_in_plain_words_what_one_may_do(cast: Cast) -> None:
    page = cast.client("hub_worker").get("/people/").content.decode()
    assert "Hana Kowalska" in page
    assert str(ROLES["hub_worker"].name) in page
    assert str(ROLES["hub_worker"].sentence) in page
    assert "Ambley hub a" in page


def test_a_role_that_is_over_is_not_among_them(cast: Cast) -> None:
    page = cast.client("lapsed").get("/people/").content.decode()
    assert "You hold no role now" in page


@pytest.mark.parametrize(
    "path", ["", "name/", "address/", "password/", "second-factor/", "sessions/", "invitations/"]
)
def test_a_stranger_is_sent_to_sign_in(client: Client, path: str) -> None:
    response = client.get(f"/people/{path}")
    assert response["Location"] == f"/people/sign-in/?next=/people/{path}"


@pytest.mark.parametrize(
    "path", ["", "name/", "address/", "password/", "second-factor/", "sessions/", "invitations/"]
)
def test_every_page_shows(cast: Cast, path: str) -> None:
    assert cast.client("group_trustee").get(f"/people/{path}").status_code == 200


def test_the_name_can_be_changed(client: Client) -> None:
    account = make_account(person=make_person(name="Grace Adeyemi"))
    sign_in(client, account.email)
    facts = {"name": "Grace Adeyemi-Cole", "known_as": "Gracie", "once": "k"}
    assert client.post("/people/name/", facts)["Location"] == "/people/"
    account.person.refresh_from_db()
    assert (account.person.name, account.person.greeting) == ("Grace Adeyemi-Cole", "Gracie")
    line = AuditLine.objects.get(verb="people.name.changed")
    assert (line.fields, line.why) == (["known_as", "name"], "")
    assert client.post("/people/name/", facts)["Location"] == "/people/"


def test_nothing_but_the_name_is_taken_from_that_form(client: Client) -> None:
    account = make_account(email="grace@example.org")
    sign_in(client, account.email)
    more = {"email": "evil@example.org", "is_active": "", "person_id": "1", "password": "x"}
    client.post("/people/name/", {"name": "Grace", "known_as": "", **more})
    account.refresh_from_db()
    assert (account.email, account.is_active) == ("grace@example.org", True)
    assert is_signed_in(client)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_name_is_shown_as_it_was_typed(client: Client, name: str) -> None:
    account = make_account(person=make_person(name=name))
    sign_in(client, account.email)
    page = client.get("/people/").content.decode()
    assert name not in page
    assert "&lt;" in page


def test_every_other_browser_can_be_signed_out() -> None:
    account = make_account()
    here, there = StrictClient(), StrictClient(headers={"user-agent": "There/1.0"})
    for browser in (here, there):
        sign_in(browser, account.email)
    page = here.get("/people/sessions/").content.decode()
    assert "There/1.0" in page
    assert "Sign out everywhere else" in page
    here.post("/people/sessions/")
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_sessions_of_others_do_not_show() -> None:
    mine, other = StrictClient(), StrictClient(headers={"user-agent": "Other/1.0"})
    sign_in(mine, make_account().email)
    sign_in(other, make_account().email)
    assert "Other/1.0" not in mine.get("/people/sessions/").content.decode()
    mine.post("/people/sessions/")
    assert is_signed_in(other)


def test_today_asks_for_a_second_factor_while_it_is_missing(cast: Cast) -> None:
    today = cast.membership("hub_worker").starts_on.replace(year=2026)
    worker = cast.account("hub_worker")
    without = viewer_for(worker.pk, today=today, second_factor_passed=False)
    (line,) = due_for(without, today)
    assert (line.title, line.url) == ("Set up your second factor", "/people/second-factor/")
    assert due_for(cast.viewer("hub_worker"), today) == []
    assert due_for(cast.viewer("anonymous"), today) == []


def test_the_address_in_use_is_shown(client: Client) -> None:
    account = make_account(email="grace@example.org")
    sign_in(client, account.email)
    assert "grace@example.org" in client.get("/people/address/").content.decode()


def test_a_list_of_no_browsers_says_so(cast: Cast) -> None:
    page = cast.client("group_trustee").get("/people/sessions/").content.decode()
    assert "No browser is listed" in page
    assert "<table" not in page
