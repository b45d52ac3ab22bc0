"""That the time an answer takes does not tell whether an address has an account."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import make_account
from trellis.people.models import FailedSignIn

pytestmark = [pytest.mark.django_db, pytest.mark.prove]
PAIRS = 200
TOLERANCE = 0.10


def took(ask: Callable[[str], Any], email: str) -> float:
    FailedSignIn.objects.all().delete()
    cache.clear()
    start = perf_counter()
    ask(email)
    return perf_counter() - start


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("/people/sign-in/", {"password": "not the right one"}),
        ("/people/sign-in/link/", {}),
        ("/people/password/forgotten/", {}),
    ],
)
def test_known_and_unknown_addresses_take_as_long(
    path: str, facts: dict[str, str], settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    make_account(email="known@example.org")
    client = Client()

    def ask(email: str) -> Any:
        return client.post(path, {"login": email, "email": email, **facts})

    known, unknown = "known@example.org", "other@example.org"
    for email in (known, unknown):
        ask(email)
    ratios = []
    for number in range(PAIRS):
        # One right after the other, each first as often: a machine that slows down slows both.
        order = (known, unknown) if number % 2 else (unknown, known)
        waits = {email: took(ask, email) for email in order}
        ratios.append(waits[known] / waits[unknown])
    assert abs(median(ratios) - 1) < TOLERANCE
