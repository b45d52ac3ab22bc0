"""What is kept, is kept as long as the register says and no longer."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from tests.conftest import NOW
from tests.factories import (
    make_account,
    make_failed_sign_in,
    make_invitation,
    make_sign_in_link,
)
from trellis.kernel.jobs import enqueue_scheduled
from trellis.kernel.models import Job
from trellis.kernel.viewer import STRANGER, system
from trellis.people import actions, privacy
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
