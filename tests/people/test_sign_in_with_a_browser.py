"""Signing in as people do it: in a browser, with a passkey, or without any script at all."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import PASSWORD, make_account
from tests.people.second_factors import add_app, code
from trellis.people import queries
from trellis.people.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser says against the page: a broken script, or one that the policy refused."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    return said


@pytest.fixture
def with_passkeys(page: Page) -> None:
    """A device that keeps passkeys and always finds its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def sign_in(page: Page, live_server: LiveServer, account: Account) -> None:
    page.goto(f"{live_server.url}/people/sign-in/")
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def add_passkey(page: Page, live_server: LiveServer, *, alone: bool) -> None:
    page.goto(f"{live_server.url}/people/second-factor/passkeys/add/")
    page.get_by_label("Name of the passkey").fill("My telephone")
    page.get_by_label("Sign in with this passkey alone").set_checked(alone)
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/second-factor/codes/")


def sign_out(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/people/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{live_server.url}/")


def test_a_passkey_signs_in_alone(
    page: Page, live_server: LiveServer, with_passkeys: None, complaints: list[str]
) -> None:
    account = make_account()
    sign_in(page, live_server, account)
    add_passkey(page, live_server, alone=True)
    assert queries.has_second_factor(account.pk)
    sign_out(page, live_server)
    page.goto(f"{live_server.url}/people/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/today/")
    assert complaints == []


def test_a_passkey_is_a_second_factor_and_confirms_that_it_is_you(
    page: Page, live_server: LiveServer, with_passkeys: None, complaints: list[str]
) -> None:
    sign_in(page, live_server, make_account())
    add_passkey(page, live_server, alone=False)
    account = Account.objects.get()
    sign_out(page, live_server)
    sign_in(page, live_server, account)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/today/")
    page.goto(f"{live_server.url}/people/confirm/passkey/?next=/people/name/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/people/name/")
    assert complaints == []


def test_an_app_code_signs_in_without_any_script(
    without_scripts: Page, live_server: LiveServer
) -> None:
    account = make_account()
    secret = add_app(account)
    sign_in(without_scripts, live_server, account)
    without_scripts.get_by_label("Code").fill(code(secret))
    without_scripts.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    assert without_scripts.url == f"{live_server.url}/today/"


def faults(page: Page) -> list[tuple[str, str]]:
    found: dict[str, Any] = Axe().run(page).response
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


OPEN = ("sign-in/", "sign-in/link/", "sign-in/link/sent/", "begin/", "password/forgotten/")
OWN = (
    "",
    "name/",
    "address/",
    "password/",
    "second-factor/",
    "second-factor/app/",
    "second-factor/passkeys/",
    "second-factor/passkeys/add/",
    "sessions/",
    "invitations/",
)


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(
    page: Page, live_server: LiveServer, width: int, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in OPEN:
        page.goto(f"{live_server.url}/people/{path}")
        assert (path, faults(page)) == (path, [])
    sign_in(page, live_server, make_account())
    for path in OWN:
        page.goto(f"{live_server.url}/people/{path}")
        assert (path, faults(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert complaints == []
