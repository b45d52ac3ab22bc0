"""Somebody adds a passkey to their account and signs in with it, and with nothing else."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.coming_in import give_password, with_passkeys
from tests.browser.house import House
from tests.browser.looking import Complaints

pytestmark = pytest.mark.browser


def test_a_passkey_is_added_and_used(browser: Browser, house: House) -> None:
    context = browser.new_context(base_url=house.url, locale="en-GB")
    page = context.new_page()
    complaints = Complaints(page)
    with_passkeys(page)
    give_password(page, house, "hub_manager")
    page.wait_for_url("**/today/")
    page.goto("/people/second-factor/passkeys/add/")
    page.get_by_label("Name of the passkey").fill("My laptop")
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/second-factor/codes/")
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    page.goto("/people/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/today/")

    expect(page.get_by_role("banner")).to_contain_text("Joan Akintola")
    assert complaints.said == []
    context.close()
