"""Signing in by a link that comes by e-mail."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import PASSWORD, make_account, make_sign_in_link
from tests.people.mailroom import letters_to, link_in, run_jobs
from tests.people.second_factors import add_app
from tests.people.signing_in import is_signed_in, sign_in
from trellis.kernel.models import AuditLine, Job
from trellis.kernel.viewer import STRANGER, system
from trellis.people import actions
from trellis.people.models import Account, SignInLink
from trellis.people.queries.signing_in import hashed
from trellis.people.rules import Purpose

pytestmark = pytest.mark.django_db
ASK = "/people/sign-in/link/"


def asked(client: Client, email: str) -> Any:
    return client.post(ASK, {"email": email})


def mailed_link(client: Client, account: Account) -> str:
    asked(client, account.email)
    run_jobs()
    return link_in(letters_to(account.email)[-1])


def test_the_link_shows_a_button_and_the_button_signs_in(client: Client, cast: Cast) -> None:
    link = mailed_link(client, cast.account("group_trustee"))
    page = client.get(link)
    assert page.status_code == 200
    assert "Hello Grace" in page.content.decode()
    assert not is_signed_in(client)
    assert client.post(link)["Location"] == "/today/"
    assert is_signed_in(client)


def test_a_program_that_follows_links_in_mail_uses_nothing_up(client: Client, cast: Cast) -> None:
    link = mailed_link(client, cast.account("group_trustee"))
    for _ in range(3):
        StrictClient().get(link)
    client.post(link)
    assert is_signed_in(client)


def test_it_works_once(client: Client, cast: Cast) -> None:
    link = mailed_link(client, cast.account("group_trustee"))
    client.post(link)
    second = StrictClient()
    assert second.post(link).status_code == 410
    assert second.get(link).status_code == 410
    assert not is_signed_in(second)


def test_it_works_for_fifteen_minutes(client: Client, cast: Cast) -> None:
    link = mailed_link(client, cast.account("group_trustee"))
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(link).status_code == 410
    assert SignInLink.objects.get().expires_at - SignInLink.objects.get().sent_at <= timedelta(
        minutes=15
    )


def test_only_a_hash_of_it_is_kept(client: Client, cast: Cast) -> None:
    link = mailed_link(client, cast.account("group_trustee"))
    secret = link.rstrip("/").rsplit("/", 1)[1]
    row = SignInLink.objects.get()
    assert row.secret_hash == hashed(secret, Purpose.SIGN_IN_LINK)
    kept = f"{list(Job.objects.values())} {list(AuditLine.objects.values())}"
    assert secret not in kept


def test_the_answer_is_the_same_whoever_asks(client: Client, cast: Cast) -> None:
    known = asked(client, cast.account("group_trustee").email)
    unknown = asked(StrictClient(), "nobody@example.org")
    assert (known.status_code, known["Location"]) == (302, "/people/sign-in/link/sent/")
    assert (unknown.status_code, unknown["Location"]) == (302, "/people/sign-in/link/sent/")
    lines = AuditLine.objects.filter(verb="people.sign_in_link.asked").values_list("of", "actor_id")
    assert list(lines) == [("account:0", None), ("account:0", None)]


def test_an_address_without_account_gets_no_mail(client: Client) -> None:
    asked(client, "nobody@example.org")
    run_jobs()
    assert letters_to("nobody@example.org") == []


def test_a_closed_account_gets_no_mail(client: Client, cast: Cast) -> None:
    account = cast.account("group_trustee")
    account.is_active = False
    account.save()
    asked(client, account.email)
    run_jobs()
    assert letters_to(account.email) == []


def test_a_role_that_shows_personal_data_needs_more(client: Client, cast: Cast) -> None:
    worker = cast.account("hub_worker")
    asked(client, worker.email)
    run_jobs()
    (letter,) = letters_to(worker.email)
    assert letter.subject == "How to sign in"
    assert "http://localhost:8000/people/sign-in/" in letter.body
    assert SignInLink.objects.count() == 0


def test_an_account_with_a_second_factor_needs_more(client: Client, cast: Cast) -> None:
    trustee = cast.account("group_trustee")
    add_app(trustee)
    asked(client, trustee.email)
    run_jobs()
    assert [letter.subject for letter in letters_to(trustee.email)] == ["How to sign in"]


def test_a_role_that_came_after_the_link_stops_it(client: Client, cast: Cast) -> None:
    trustee = cast.account("group_trustee")
    link = mailed_link(client, trustee)
    add_app(trustee)
    assert client.post(link).status_code == 410
    assert not is_signed_in(client)


def test_a_mailbox_gets_three_in_a_quarter_of_an_hour_and_always_has_a_good_one(
    client: Client, cast: Cast
) -> None:
    trustee = cast.account("group_trustee")
    for _ in range(6):
        asked(client, trustee.email)
    run_jobs()
    letters = letters_to(trustee.email)
    assert len(letters) == 3
    client.post(link_in(letters[0]))
    assert is_signed_in(client)


def test_asking_is_limited_for_a_network(client: Client) -> None:
    codes = [asked(client, f"a{number}@example.org").status_code for number in range(31)]
    assert codes == [302] * 30 + [429]


def test_the_link_leads_to_the_configured_address_whatever_host_was_asked(cast: Cast) -> None:
    trustee = cast.account("group_trustee")
    evil = Client(headers={"host": "evil.example"})
    assert asked(evil, trustee.email).status_code == 400
    forwarded = Client(headers={"x-forwarded-host": "evil.example"})
    asked(forwarded, trustee.email)
    run_jobs()
    (letter,) = letters_to(trustee.email)
    assert "evil.example" not in letter.body
    assert letter.body.count("http://localhost:8000/people/sign-in/link/") == 1


def test_the_letter_says_what_the_link_does_and_what_to_do_without_it(
    client: Client, cast: Cast
) -> None:
    trustee = cast.account("group_trustee")
    link = mailed_link(client, trustee)
    (letter,) = letters_to(trustee.email)
    assert letter.subject == "Your link to sign in"
    assert letter.body == (
        "Hello Grace,\n\n"
        "this link signs you in, once, within fifteen minutes:\n\n"
        f"http://localhost:8000{link}\n\n"
        "If you did not ask for this, you need do nothing: without the link nothing changes.\n\n"
        "--\nTrellis, http://localhost:8000\n"
    )


def test_two_uses_at_once_let_one_in(cast: Cast) -> None:
    now = timezone.now()
    trustee = cast.account("group_trustee")
    secret = actions.make_sign_in_link(account_id=trustee.pk, by=system("mail"), now=now)
    uses = [actions.use_sign_in_link(secret=secret, by=STRANGER, now=now) for _ in range(2)]
    assert uses == [trustee, None]


def test_a_link_of_a_closed_account_is_dead() -> None:
    secret = "x" * 43
    account = make_account(is_active=False)
    now = timezone.now()
    make_sign_in_link(
        account=account,
        secret_hash=hashed(secret, Purpose.SIGN_IN_LINK),
        expires_at=now + timedelta(minutes=5),
    )
    assert actions.use_sign_in_link(secret=secret, by=STRANGER, now=now) is None


def with_a_new_password(client: Client) -> None:
    new = "nine herons on the weir"
    client.post("/people/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})


def with_a_new_address(client: Client) -> None:
    client.post("/people/address/", {"email": "new@example.org", "action_add": "add"})
    run_jobs()
    client.post(link_in(letters_to("new@example.org")[-1]))


def by_signing_out_everywhere_else(client: Client) -> None:
    client.post("/people/sessions/")


@pytest.mark.parametrize(
    "shut_out", [with_a_new_password, with_a_new_address, by_signing_out_everywhere_else]
)
def test_a_link_that_a_stranger_took_from_the_mailbox_ends_with_their_session(
    cast: Cast, shut_out: Callable[[Client], None]
) -> None:
    """The owner shuts them out; the link they asked for just before lets them in no more."""
    account = cast.account("group_trustee")
    link = mailed_link(StrictClient(), account)
    owner = StrictClient()
    sign_in(owner, account.email)

    shut_out(owner)

    stranger = StrictClient()
    assert stranger.get(link).status_code == 410
    assert stranger.post(link).status_code == 410
    assert not is_signed_in(stranger)
    assert is_signed_in(owner)
