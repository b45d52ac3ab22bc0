"""Second factors: who has one, and whether this session passed it."""

from collections.abc import Collection, Mapping
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet

from trellis.people.models import Account

OF_SESSION_KEY = "account_authentication_methods_user"


def _factors() -> "QuerySet[Any]":
    """App codes and passkeys. Recovery codes only stand in for one of those."""
    found: QuerySet[Any] = Authenticator.objects.filter(
        type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    return found


def has_second_factor(account_id: int) -> bool:
    return _factors().filter(user_id=account_id).exists()


def has_second_factor_by_account(account_ids: Collection[int]) -> Mapping[int, bool]:
    """A yes or no for every id asked, in one query."""
    found = set(_factors().filter(user_id__in=account_ids).values_list("user_id", flat=True))
    return {account_id: account_id in found for account_id in account_ids}


def has_second_factor_by_person(person_ids: Collection[int]) -> Mapping[int, bool]:
    """A yes or no for every person who has an account that may sign in; others are left out."""
    accounts = dict(
        Account.objects.filter(person_id__in=person_ids, is_active=True).values_list(
            "person_id", "pk"
        )
    )
    by_account = has_second_factor_by_account(list(accounts.values()))
    return {person_id: by_account[pk] for person_id, pk in accounts.items()}


def second_factor_passed(session: SessionBase, account_id: int) -> bool:
    """Whether somebody proved a second factor in this session as this account.

    The one-click sign-in of the demo counts where demo mode is on, and nowhere else.
    """
    if session.get(OF_SESSION_KEY) != str(account_id):
        return False
    methods = {record.get("method") for record in _records(session)}
    return "mfa" in methods or (settings.TRELLIS_DEMO and "demo" in methods)


def _records(session: SessionBase) -> list[dict[str, Any]]:
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY)
    return records if isinstance(records, list) else []
