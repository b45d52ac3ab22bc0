"""A manager invites a person; the mail's link makes the account, and the role is held."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser

ADDRESS = "nia@fosseshire.example"


def test_somebody_new_becomes_a_hub_worker(house: House, plain: Enter) -> None:
    _invite(plain("infrastructure_manager"), house)
    page = plain(STRANGER)
    page.goto(house.link(ADDRESS, "invited to act for Amberdale Community Hub"))
    page.get_by_label("Password").fill("three unrelated words")
    page.get_by_role("button", name="Open the account").click()
    _set_up_an_app(page)
    page.goto("/people/")
    expect(page.get_by_role("main")).to_contain_text("Hub or resource centre worker")
    page.goto("/performance/fosseshire/ours/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Our figures")


def _invite(page: Page, house: House) -> None:
    page.goto(f"/organisations/{house.facts['hub']}/")
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name").fill("Nia Hughes")
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("Hub or resource centre worker").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("table").last).to_contain_text("Nia Hughes")


def _set_up_an_app(page: Page) -> None:
    """The role shows other people's data, so the house leads to the second factor first."""
    page.get_by_role("link", name="Set up an app").click()
    key = page.locator("main strong").last.inner_text().replace(" ", "")
    page.get_by_label("Code from the app").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Set it up").click()
