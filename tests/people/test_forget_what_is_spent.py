"""What is kept, is kept as long as the register says and no longer."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from tests.conftest import NOW
from tests.factories import (
    make_account,
    make_failed_sign_in,
    make_invitation,
    make_sign_in_link,
)
from tests.people.mailroom import letters_to, link_in, run_jobs
from tests.people.signing_in import sign_in
from trellis.kernel.jobs import enqueue_scheduled
from trellis.kernel.models import Job
from trellis.kernel.viewer import STRANGER, system
from trellis.people import actions, privacy, queries
from trellis.people.models import FailedSignIn, Invitation, SignInLink

pytestmark = pytest.mark.django_db


def forget() -> int:
    return actions.forget_spent(by=system("keeping"), now=NOW)


def test_wrong_passwords_go_after_a_day() -> None:
    make_failed_sign_in(at=NOW - timedelta(days=1, seconds=1))
    kept = make_failed_sign_in(at=NOW - timedelta(hours=23))
    assert forget() == 1
    assert list(FailedSignIn.objects.all()) == [kept]


def test_links_go_a_day_after_they_ran_out() -> None:
    make_sign_in_link(expires_at=NOW - timedelta(days=1, seconds=1))
    kept = make_sign_in_link(expires_at=NOW - timedelta(hours=23))
    assert forget() == 1
    assert list(SignInLink.objects.all()) == [kept]


def test_invitations_go_ninety_days_after_they_came_to_an_end() -> None:
    long_ago, lately = NOW - timedelta(days=91), NOW - timedelta(days=89)
    for when in (long_ago, lately):
        make_invitation(accepted_at=when, account=make_account())
        make_invitation(withdrawn_at=when)
        make_invitation(expires_at=when)
    make_invitation()
    assert forget() == 3
    assert Invitation.objects.count() == 4


def test_an_address_that_nobody_confirmed_goes_when_its_link_is_dead() -> None:
    account = make_account()
    holder = queries.holder(account)
    asked = {
        "old@example.org": NOW - timedelta(days=1),
        "new@example.org": NOW - timedelta(hours=23),
    }
    for email, when in asked.items():
        waits = EmailAddress.objects.create(user=make_account(), email=email)
        actions.ask_to_change_address(
            account_id=waits.user_id,
            address_id=waits.pk,
            by=queries.holder(waits.user),
            now=when,
        )
    actions.hold_address(account_id=account.pk, by=holder, now=NOW - timedelta(days=400))

    assert forget() == 1
    kept = set(EmailAddress.objects.values_list("email", flat=True))
    assert kept == {"new@example.org", account.email}


def test_a_closed_account_keeps_no_second_factor_and_no_address_that_waits() -> None:
    account = make_account()
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    EmailAddress.objects.create(user=account, email="new@example.org")
    actions.hold_address(account_id=account.pk, by=queries.holder(account), now=NOW)

    actions.close_account(account_id=account.pk, why="Left", by=system("close-account"), now=NOW)

    assert not Authenticator.objects.exists()
    assert [row.email for row in EmailAddress.objects.all()] == [account.email]


def test_the_links_that_confirm_an_address_are_written_down_nowhere(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    client.post("/people/address/", {"email": "new@example.org", "action_add": "add"})
    run_jobs()
    assert link_in(letters_to("new@example.org")[0])
    assert not EmailConfirmation.objects.exists()


def test_whom_a_limit_counts_stands_nowhere_in_clear() -> None:
    """allauth counts in the cache, which is a table of ours."""
    client = Client(REMOTE_ADDR="198.51.100.7")
    client.post("/people/sign-in/link/", {"email": "grace@example.org"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert keys
    assert [key for key in keys if "198.51.100.7" in key or "grace" in key] == []


def test_it_is_for_the_system_alone() -> None:
    with pytest.raises(PermissionDenied):
        actions.forget_spent(by=STRANGER, now=NOW)


def test_the_worker_does_it_every_day() -> None:
    enqueue_scheduled(now=NOW)
    enqueue_scheduled(now=NOW + timedelta(hours=23))
    enqueue_scheduled(now=NOW + timedelta(hours=25))
    assert Job.objects.filter(name="people.forget_spent").count() == 2


def test_every_field_of_the_room_stands_in_the_register_once() -> None:
    fields = [
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("people").get_models()
        for field in model._meta.concrete_fields
    ]
    declared = [*(field.field for field in privacy.FIELDS), *privacy.NOT_PERSONAL]
    assert sorted(declared) == sorted(fields)
