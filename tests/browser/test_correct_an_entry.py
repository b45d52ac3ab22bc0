"""A trustee signs in by a link that comes by e-mail, and puts the group's entry right."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser


def test_a_trustee_corrects_the_entry(house: House, plain: Enter) -> None:
    page = plain(STRANGER)
    address = house.facts["emails"]["group_trustee"]
    page.goto("/people/sign-in/")
    page.get_by_role("link", name="Sign in by e-mail").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a link").click()
    page.goto(house.link(address, "this link signs you in"))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Friends of Cotter Brook", exact=True).click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("What it does").fill("Looks after the brook, its paths and its otters.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status")).to_contain_text("is saved")
    expect(page.get_by_role("main")).to_contain_text("its otters")
