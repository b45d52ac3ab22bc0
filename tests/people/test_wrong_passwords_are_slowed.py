"""Guessing is slow for strangers, and strangers cannot shut the owner out."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account import app_settings
from django.test import Client
from django.utils import timezone

from tests.conftest import StrictClient
from tests.factories import make_account, make_failed_sign_in
from tests.people.mailroom import letters_to, link_in, run_jobs
from tests.people.signing_in import is_signed_in, sign_in
from trellis.people.models import FailedSignIn
from trellis.people.queries import must_wait
from trellis.people.queries.signing_in import address_key, network_key

pytestmark = pytest.mark.django_db
OWNER = "grace@example.org"


def attack(times: int, email: str = OWNER, network: str = "198.51.100.") -> None:
    """Wrong passwords from as many networks."""
    for number in range(times):
        client = Client(REMOTE_ADDR=f"{network}{number % 250}")
        sign_in(client, email, "not the right one")


def says_wait(response: Any) -> bool:
    return "too many wrong tries" in response.content.decode()


def test_the_eleventh_try_for_an_address_waits_even_with_the_right_password() -> None:
    make_account(email=OWNER)
    attack(10)
    client = StrictClient(REMOTE_ADDR="203.0.113.9")
    assert says_wait(sign_in(client, OWNER))
    assert not is_signed_in(client)


def test_an_unknown_address_waits_alike() -> None:
    attack(10, email="nobody@example.org")
    assert says_wait(sign_in(StrictClient(), "nobody@example.org"))


def test_nine_tries_leave_the_door_open() -> None:
    make_account(email=OWNER)
    attack(9)
    client = StrictClient()
    sign_in(client, OWNER)
    assert is_signed_in(client)


def test_the_owner_gets_in_with_a_browser_that_is_known() -> None:
    make_account(email=OWNER)
    own = StrictClient(REMOTE_ADDR="203.0.113.9")
    sign_in(own, OWNER)
    own.post("/people/sign-out/")
    attack(30)
    sign_in(own, OWNER)
    assert is_signed_in(own)


def test_a_known_browser_has_ten_tries_of_its_own() -> None:
    make_account(email=OWNER)
    own = StrictClient()
    sign_in(own, OWNER)
    own.post("/people/sign-out/")
    for _ in range(10):
        assert not says_wait(sign_in(own, OWNER, "not the right one"))
    assert says_wait(sign_in(own, OWNER))
    # Its slips shut nobody else out.
    other = StrictClient()
    sign_in(other, OWNER)
    assert is_signed_in(other)


def test_a_browser_known_for_one_address_is_a_stranger_to_another() -> None:
    make_account(email=OWNER)
    mallory = StrictClient()
    sign_in(mallory, make_account().email)
    mallory.post("/people/sign-out/")
    attack(10)
    assert says_wait(sign_in(mallory, OWNER))


def test_a_forged_mark_of_a_known_browser_counts_for_nothing() -> None:
    make_account(email=OWNER)
    attack(10)
    client = StrictClient()
    client.cookies["trellis_known"] = '{"id": "x", "for": ["' + address_key(OWNER) + '"]}'
    assert says_wait(sign_in(client, OWNER))


def test_the_mailed_link_stays_open_to_low_risk_roles(cast: Any) -> None:
    trustee = cast.account("group_trustee")
    attack(30, email=trustee.email)
    client = StrictClient()
    client.post("/people/sign-in/link/", {"email": trustee.email})
    run_jobs()
    client.post(link_in(letters_to(trustee.email)[0]))
    assert is_signed_in(client)


def test_a_new_password_opens_the_door_to_everybody_else() -> None:
    make_account(email=OWNER)
    attack(30)
    client = StrictClient()
    client.post("/people/password/forgotten/", {"email": OWNER})
    run_jobs()
    form = client.get(link_in(letters_to(OWNER)[0]))["Location"]
    new = "nine herons on the weir"
    client.post(form, {"password1": new, "password2": new})
    sign_in(client, OWNER, new)
    assert is_signed_in(client)


def test_after_five_minutes_the_door_is_open_again() -> None:
    make_account(email=OWNER)
    long_ago = timezone.now() - timedelta(minutes=5, seconds=1)
    for _ in range(10):
        make_failed_sign_in(account_key=address_key(OWNER), at=long_ago)
    client = StrictClient()
    sign_in(client, OWNER)
    assert is_signed_in(client)


def test_a_network_has_a_hundred_tries_an_hour_over_all_addresses() -> None:
    now = timezone.now()
    for _ in range(100):
        make_failed_sign_in(network_key=network_key("198.51.100.7"), at=now - timedelta(minutes=50))
    facts: dict[str, Any] = {"email": OWNER, "browser": "", "now": now}
    assert must_wait(ip="198.51.100.7", **facts)
    assert not must_wait(ip="198.51.100.8", **facts)
    assert not must_wait(ip="198.51.100.7", **{**facts, "browser": "known"})
    assert not must_wait(ip="198.51.100.7", **{**facts, "now": now + timedelta(minutes=11)})


def test_what_is_counted_names_nobody() -> None:
    attack(1)
    row = FailedSignIn.objects.get()
    assert OWNER not in f"{row.account_key} {row.network_key}"
    assert (len(row.account_key), len(row.network_key)) == (64, 64)


def test_while_waiting_nothing_more_is_counted() -> None:
    attack(15)
    assert FailedSignIn.objects.count() == 10


def test_the_second_factor_has_five_tries_in_five_minutes() -> None:
    assert app_settings.RATE_LIMITS["login_failed"] == "5/5m/key"
