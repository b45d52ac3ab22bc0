"""Whoever stands outside can send anything as a passkey's answer: it lets nobody in, and it is
refused in words and not by a fault."""

import pytest
from django.test import Client

from tests.cast import Cast
from trellis.people.queries import has_second_factor

NO_OBJECT = ("1", "null", "true", '"a"', "[1]", "[" * 5_000, "[" * 100_000, "{", "NaN")
NO_PASSKEY = (
    "{}",
    '{"response": []}',
    '{"response": {"userHandle": "AA"}}',
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"userHandle": "MQ"}}',
    '{"a":' * 900 + "1" + "}" * 900,
    '{"response": {"userHandle": "' + "O" * 15_000 + '"}}',
)


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [*NO_OBJECT, *NO_PASSKEY])
def test_it_lets_nobody_in(client: Client, sent: str) -> None:
    client.get("/people/sign-in/passkey/")  # so that there is a question to answer

    answer = client.post("/people/sign-in/passkey/", {"credential": sent})

    assert (answer.status_code, answer["Location"]) == (302, "/people/sign-in/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("sent", [*NO_OBJECT, *NO_PASSKEY])
def test_it_adds_none(cast: Cast, sent: str) -> None:
    client = cast.client("hub_worker")
    client.get("/people/second-factor/passkeys/add/")

    answer = client.post("/people/second-factor/passkeys/add/", {"name": "a", "credential": sent})

    assert answer.status_code == 200
    assert not has_second_factor(cast.account("hub_worker").pk)
