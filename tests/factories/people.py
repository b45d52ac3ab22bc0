"""Persons, their accounts and the links that let somebody in."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from tests.factories.making import NOW, filled, number
from trellis.people.models import Account, FailedSignIn, Invitation, Person, SignInLink

PASSWORD = "seven trees by the river"


def make_person(**given: Any) -> Person:
    return Person.objects.create(**filled(given, name=f"Person {number()}", recorded_at=NOW))


def make_account(**given: Any) -> Account:
    """An account whose password is `PASSWORD` unless another is given."""
    password = given.pop("password", PASSWORD)
    fields = filled(
        given, person=make_person, email=f"person{number()}@example.org", created_at=NOW
    )
    account = Account(**fields)
    account.set_password(password)
    account.save()
    return account


def make_invitation(**given: Any) -> Invitation:
    """Open for a fortnight. `organisation_id` is a bare number: give one that exists where the
    page shows it."""
    return Invitation.objects.create(
        **filled(
            given,
            email=f"invited{number()}@example.org",
            name="Ivo Invited",
            role="hub_worker",
            organisation_id=0,
            organisation_name="Some organisation",
            secret_hash=_hash,
            invited_by=None,
            invited_at=NOW,
            expires_at=NOW + timedelta(days=14),
        )
    )


def make_sign_in_link(**given: Any) -> SignInLink:
    """Open for a quarter of an hour from `NOW`."""
    return SignInLink.objects.create(
        **filled(
            given,
            account=make_account,
            secret_hash=_hash,
            sent_at=NOW,
            expires_at=NOW + timedelta(minutes=15),
        )
    )


def make_failed_sign_in(**given: Any) -> FailedSignIn:
    return FailedSignIn.objects.create(
        **filled(given, account_key=_hash, network_key=_hash, at=NOW)
    )


def _hash() -> str:
    return sha256(str(number()).encode()).hexdigest()
