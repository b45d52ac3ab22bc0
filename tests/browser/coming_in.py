"""Signing in as people do it."""

import pyotp
from playwright.sync_api import Page

from tests.browser.house import House
from tests.factories import PASSWORD


def give_password(page: Page, house: House, who: str) -> None:
    page.goto("/people/sign-in/")
    page.get_by_label("E-mail address").fill(house.facts["emails"][who])
    page.get_by_label("Password").fill(PASSWORD)
    _press_sign_in(page)


def sign_in(page: Page, house: House, who: str) -> None:
    """By password and the code of an app; each code is good once, so once a half minute."""
    give_password(page, house, who)
    page.wait_for_url("**/sign-in/second-factor/")
    page.get_by_label("Code").fill(pyotp.TOTP(house.facts["apps"][who]).now())
    _press_sign_in(page)
    page.wait_for_url("**/today/")


def _press_sign_in(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def with_passkeys(page: Page) -> None:
    """Give the tab's device a place for passkeys that always finds its owner's finger."""
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
