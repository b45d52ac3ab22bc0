"""Nobody is led from here to another site: not by `next`, not by what a request calls this one."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.conftest import StrictClient
from tests.factories import make_account
from tests.people.mailroom import letters_to, link_in, run_jobs
from tests.people.signing_in import sign_in

pytestmark = pytest.mark.django_db
OWNER = "grace@example.org"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "javascript:alert(1)",
    "https:evil.example",
    "people/",
)


@pytest.mark.parametrize("there", ELSEWHERE)
def test_next_leads_nowhere_else(client: StrictClient, there: str) -> None:
    make_account(email=OWNER)
    assert sign_in(client, OWNER, next=there)["Location"] == "/today/"
    confirm = f"/people/confirm/?next={quote(there)}"
    answer = client.post(confirm, {"password": "seven trees by the river", "next": there})
    assert answer["Location"] == "/today/"
    assert client.post("/people/sign-out/", {"next": there})["Location"] == "/"


def test_next_leads_back(client: StrictClient) -> None:
    make_account(email=OWNER)
    assert sign_in(client, OWNER, next="/people/name/?a=b")["Location"] == "/people/name/?a=b"


@pytest.mark.parametrize("path", ["/", "/people/sign-in/", "/people/password/forgotten/"])
def test_another_name_for_the_site_is_refused(path: str) -> None:
    assert Client(HTTP_HOST="evil.example").get(path).status_code == 400


@pytest.mark.parametrize("path", ["/people/sign-in/link/", "/people/password/forgotten/"])
def test_links_in_letters_are_of_the_configured_site(path: str) -> None:
    make_account(email=OWNER)
    stranger = Client(HTTP_X_FORWARDED_HOST="evil.example", HTTP_FORWARDED="host=evil.example")
    stranger.post(path, {"email": OWNER})
    run_jobs()
    [letter] = letters_to(OWNER)
    assert link_in(letter).startswith("/people/")
    assert "evil" not in str(letter.body)
