"""Django writes the path of everything it refuses into the log. Whoever reads the log must not
find there a link that lets them in."""

import json
import logging

import pytest
from django.test import Client

from trellis.kernel.logs import OneLineJson

SECRET = "kZ3v9-Qm_7RwT1xYb5LcN8pHs2DfGj4EuA6oVtXyI0K"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "logged"),
    [
        (f"/people/sign-in/link/{SECRET}/", "/people/sign-in/link/[secret]/"),
        (f"/people/invitations/accept/{SECRET}/", "/people/invitations/accept/[secret]/"),
        (f"/people/address/confirm/MQ:1x:{SECRET}/", "/people/address/confirm/[secret]/"),
        (f"/messages/subscribe/confirm/{SECRET}/", "/messages/subscribe/confirm/[secret]/"),
        (f"/messages/reader/{SECRET}/end/", "/messages/reader/[secret]/end/"),
        (
            f"/questions/answer/abcdefgh1234/with/{SECRET}/",
            "/questions/answer/abcdefgh1234/with/[secret]/",
        ),
        (f"/people/password/new/1/c9x-{SECRET}/", "/people/password/new/1/[secret]/"),
        (f"/documents/with/{SECRET}/", "/documents/with/[secret]/"),
        (f"/questions/answer/aB3-key/with/{SECRET}/", "/questions/answer/aB3-key/with/[secret]/"),
    ],
)
def test_a_form_refused_for_want_of_a_cookie(
    caplog: pytest.LogCaptureFixture, path: str, logged: str
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = Client(enforce_csrf_checks=True).post(path)

    assert answer.status_code == 403
    lines = [json.loads(OneLineJson().format(record))["message"] for record in caplog.records]
    assert lines == [f"Forbidden (CSRF cookie not set.): {logged}"]


def test_other_paths_stay_whole() -> None:
    path = "Not Found: /performance/a-framework-with-a-long-name-2026/places/E07000130/"
    record = logging.LogRecord("django", logging.WARNING, "", 0, path, None, None)

    assert json.loads(OneLineJson().format(record))["message"] == path
