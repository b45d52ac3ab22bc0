"""A resident without an account asks for bulletins from the foot of a public page, confirms by the
letter, and later is rid of one of them. With scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser


def test_with_scripts(tab_of: Enter, house: House) -> None:
    from_a_public_page_to_what_one_gets(tab_of(STRANGER), house, "grace@fosseshire.example")


def test_without(plain: Enter, house: House) -> None:
    from_a_public_page_to_what_one_gets(plain(STRANGER), house, "rose@fosseshire.example")


def from_a_public_page_to_what_one_gets(page: Page, house: House, address: str) -> None:
    page.goto("/performance/fosseshire/")
    page.get_by_role("contentinfo").get_by_role("link", name="Bulletins by mail").click()
    expect(page.get_by_role("main")).to_contain_text("You need no account.")
    page.get_by_role("button", name="Send me the letter").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick at least one topic")
    page.get_by_label("Volunteering").check()
    page.get_by_label("News of the sector").check()
    page.get_by_label("All of Fosseshire").check()
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Send me the letter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")

    page.goto(house.link(address, "Do you want bulletins"))
    page.get_by_label("News of the sector, Fosseshire").uncheck()
    page.get_by_role("button", name="Yes, send them to me").click()
    expect(page.get_by_role("status")).to_contain_text("from the next bulletin on")
    expect(page.get_by_role("main")).to_contain_text("Volunteering, Fosseshire")
    expect(page.get_by_role("main")).not_to_contain_text("News of the sector, Fosseshire")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("main")).to_contain_text("None at present.")
