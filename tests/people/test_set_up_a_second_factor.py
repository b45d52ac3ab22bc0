"""Setting up, using and losing a second factor."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import PASSWORD, make_account
from tests.people.mailroom import letters_to, run_jobs
from tests.people.second_factors import add_app, code
from tests.people.signing_in import is_signed_in, sign_in, viewer_of
from trellis.people import queries
from trellis.people.models import Account

pytestmark = pytest.mark.django_db
APP = "/people/second-factor/app/"


def set_up(client: Client) -> str:
    """Go through the page, as somebody who types the key into the app."""
    page = client.get(APP).content.decode()
    shown = re.search(r"<strong>([A-Z2-7 ]{16,})</strong>", page)
    assert shown, page
    secret = shown[1].replace(" ", "")
    response = client.post(APP, {"code": code(secret)})
    assert response["Location"] == "/people/second-factor/codes/"
    return secret


def recovery_codes(client: Client) -> list[str]:
    page = client.get("/people/second-factor/codes/").content.decode()
    return re.findall(r"\b[0-9a-f]{8}\b", page)


def passed(client: Client, account: Account) -> bool:
    return queries.second_factor_passed(client.session, account.pk)


def test_it_takes_an_app_and_one_code(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    assert not queries.has_second_factor(account.pk)
    set_up(client)
    assert queries.has_second_factor(account.pk)
    assert passed(client, account)


def test_the_page_needs_no_script(client: Client) -> None:
    sign_in(client, make_account().email)
    page = client.get(APP).content.decode()
    assert "<script" not in page
    assert 'src="data:image/svg+xml;base64,' in page


def test_setting_it_up_gives_a_new_session_key_and_ends_the_other_sessions(client: Client) -> None:
    account = make_account()
    elsewhere = StrictClient()
    for browser in (client, elsewhere):
        sign_in(browser, account.email)
    before = client.session.session_key
    set_up(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_the_owner_is_told_by_mail(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    set_up(client)
    run_jobs()
    subjects = [letter.subject for letter in letters_to(account.email)]
    assert subjects == ["Your second factor was set up"]


def test_from_then_on_a_password_alone_does_not_sign_in(client: Client) -> None:
    account = make_account()
    secret = add_app(account)
    response = sign_in(client, account.email)
    assert response["Location"].startswith("/people/sign-in/second-factor/")
    assert not is_signed_in(client)
    assert client.get(response["Location"]).status_code == 200
    client.post(response["Location"], {"code": code(secret)})
    assert is_signed_in(client)
    assert passed(client, account)


def test_the_same_code_is_not_taken_twice() -> None:
    account = make_account()
    used = code(add_app(account))
    first, second = StrictClient(), StrictClient()
    for browser in (first, second):
        response = sign_in(browser, account.email)
        browser.post(response["Location"], {"code": used})
    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_a_wrong_code_says_what_to_enter(client: Client) -> None:
    account = make_account()
    add_app(account)
    step = sign_in(client, account.email)["Location"]
    page = client.post(step, {"code": "000000"}).content.decode()
    assert "That code does not fit." in page
    assert not is_signed_in(client)


def test_codes_cannot_be_tried_without_end(client: Client) -> None:
    account = make_account()
    secret = add_app(account)
    step = sign_in(client, account.email)["Location"]
    for _ in range(5):
        client.post(step, {"code": "000000"})
    client.post(step, {"code": code(secret)})
    assert not is_signed_in(client)


def test_a_recovery_code_stands_in_once(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    set_up(client)
    codes = recovery_codes(client)
    assert len(codes) == 10
    for browser, expected in ((StrictClient(), True), (StrictClient(), False)):
        step = sign_in(browser, account.email)["Location"]
        browser.post(step, {"code": codes[0]})
        assert is_signed_in(browser) is expected


def test_recovery_codes_can_be_saved_and_made_anew(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    set_up(client)
    before = recovery_codes(client)
    saved = client.get("/people/second-factor/codes/download/")
    assert saved.content.decode().split() == before
    assert client.get("/people/second-factor/codes/new/").status_code == 200
    client.post("/people/second-factor/codes/new/")
    assert set(recovery_codes(client)) & set(before) == set()
    run_jobs()
    assert letters_to(account.email)[-1].subject == "You have new recovery codes"


def test_removing_it_takes_away_what_the_session_had_proved(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    set_up(client)
    remove = "/people/second-factor/app/remove/"
    assert client.get(remove).status_code == 200
    assert client.post(remove)["Location"] == "/people/second-factor/"
    assert not queries.has_second_factor(account.pk)
    assert not passed(client, account)
    run_jobs()
    assert letters_to(account.email)[-1].subject == "A second factor was removed"


def test_a_session_of_one_account_proves_nothing_for_another(client: Client) -> None:
    account, other = make_account(), make_account()
    sign_in(client, account.email)
    set_up(client)
    assert not passed(client, other)


def test_one_click_sign_in_counts_in_the_demo_only(client: Client, settings: Any) -> None:
    account = make_account()
    session = client.session
    session["account_authentication_methods_user"] = str(account.pk)
    session["account_authentication_methods"] = [{"method": "demo"}]
    settings.TRELLIS_DEMO = False
    assert not queries.second_factor_passed(session, account.pk)
    settings.TRELLIS_DEMO = True
    assert queries.second_factor_passed(session, account.pk)


def test_a_role_that_shows_personal_data_opens_only_with_it(cast: Cast) -> None:
    worker = cast.account("hub_worker")
    client = StrictClient()
    sign_in(client, worker.email)
    page = client.get("/people/")
    assert viewer_of(page).needs_second_factor is True
    assert viewer_of(page).at == {}
    assert "Set it up now" in page.content.decode()
    set_up(client)
    viewer = viewer_of(client.get("/people/"))
    assert viewer.needs_second_factor is False
    assert viewer.at != {}


def test_setting_up_asks_for_the_password_again_when_the_sign_in_is_old(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 700
    session.save()
    response = client.get(APP)
    assert response["Location"].startswith("/people/confirm/")
    page = client.post(response["Location"], {"password": "not the right one"})
    assert "That is not your password." in page.content.decode()
    again = client.post(response["Location"], {"password": PASSWORD})
    assert again["Location"].startswith(APP)


@pytest.mark.parametrize("page", ["", "passkeys/", "passkeys/add/", "codes/new/"])
def test_every_page_of_it_shows(client: Client, page: str) -> None:
    account = make_account()
    sign_in(client, account.email)
    assert client.get(f"/people/second-factor/{page}").status_code == 200


def test_a_passkey_that_did_not_come_says_what_else_to_use(client: Client) -> None:
    account = make_account()
    add_app(account)
    step = sign_in(client, account.email)["Location"]
    page = client.post(step, {"credential": ""}).content.decode()
    assert "Try again, or use the code from your app." in page


def test_who_has_one_is_known_for_many_in_one_query(
    django_assert_num_queries: Any,
) -> None:
    with_one, without = make_account(), make_account()
    add_app(with_one)
    with django_assert_num_queries(1):
        found = queries.has_second_factor_by_account([with_one.pk, without.pk])
    assert found == {with_one.pk: True, without.pk: False}
    by_person = queries.has_second_factor_by_person([with_one.person_id, without.person_id])
    assert by_person == {with_one.person_id: True, without.person_id: False}
