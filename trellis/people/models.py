"""Accounts, persons and the links that let somebody in."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from trellis.people.rules import first_name, folded


class Person(models.Model):
    """Somebody, as little as is needed. A person may have no account."""

    name = models.CharField(max_length=120)
    # What the person asked to be called in greetings; empty: see `rules.first_name`.
    known_as = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @property
    def greeting(self) -> str:
        return self.known_as or first_name(self.name)


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made by actions; this only finds them, by address whatever its case."""

    def get_by_natural_key(self, email: str | None) -> "Account":
        return self.get(email=folded(email or ""))


class Account(AbstractBaseUser):
    """Who signs in. One person has at most one account.

    States: *active*; *closed* (`is_active` false, since `closed_at`: may not sign in, kept six
    years for the audit); *erased* (closed, and without its address).
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            # One form of every address, so that comparing needs no collation.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="account_email_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    # Django's own permission system is not used: powers are memberships (see kernel.policy).
    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002
        return False


class Invitation(models.Model):
    """A link to begin (or to take on another role), sent to an address by somebody who may.

    States: *open* (until `expires_at`), *accepted* (`accepted_at`, `account`), *withdrawn*
    (`withdrawn_at`); an open one past its date is *expired*, which is computed.
    Only a hash of the link's secret is kept, and none until the mail goes out: the job that
    sends it makes the secret, so that it is never stored anywhere.
    """

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=40)
    # The organisation where the role will be held; a bare number, for that room stands above.
    organisation_id = models.BigIntegerField()
    # Its name when the invitation was made, for the mail and the page that accepts it.
    organisation_name = models.CharField(max_length=200)
    secret_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    invited_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="invitation_email_in_lower_case"
            ),
            models.UniqueConstraint(
                fields=["email", "organisation_id", "role"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id"], name="invitation_organisation")]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"

    def is_open(self, now: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at


class SignInLink(models.Model):
    """A one-use link, mailed to an address that has an account with only low-risk roles.

    States: *open* (until `expires_at`), *used* (`used_at`). Only a hash of the secret is kept.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "sent_at"], name="sign_in_link_recent")]

    def __str__(self) -> str:
        return str(self.account_id)


class FailedSignIn(models.Model):
    """A wrong password, counted so that guessing is slow. Addresses and networks are kept only as
    keyed hashes, for a day."""

    account_key = models.CharField(max_length=64)
    network_key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account_key", "at"], name="failed_by_account"),
            models.Index(fields=["network_key", "at"], name="failed_by_network"),
        ]

    def __str__(self) -> str:
        return str(self.at)
