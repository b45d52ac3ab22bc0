"""The foundation says what its grant pays for and what not; a stranger reads that, and what the hub
did beside it in the same time."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.house import House
from tests.browser.visit import STRANGER

pytestmark = pytest.mark.browser


def said(tab_of: Enter, house: House, paid: str, not_paid: str) -> None:
    funder, anybody = tab_of("funder"), tab_of(STRANGER)
    address = f"/funding/fosseshire/agreements/{house.facts['paid_soon_over']}/"
    funder.goto(address)
    funder.get_by_role("link", name="Say what it pays for").click()
    for kind, answer in ((paid, "Yes"), (not_paid, "No")):
        funder.get_by_role("group", name=kind, exact=True).get_by_label(answer, exact=True).check()
    funder.get_by_role("button", name="Save").click()
    expect(funder.get_by_role("main")).to_contain_text("Say where that is agreed")
    funder.get_by_label("Where that is agreed").fill("Letter of the spring")
    funder.get_by_role("button", name="Save").click()
    expect(funder).to_have_url(house.url + address)

    anybody.goto(address)
    for label, kind in (("Pays for", paid), ("Does not pay for", not_paid)):
        row = anybody.locator("main dl > div").filter(has_text=label).first
        expect(row).to_contain_text(kind)
    anybody.get_by_role("link", name="What was done in its time").click()
    expect(anybody.get_by_role("heading", level=1)).to_have_text("What Amberdale Community Hub did")


def test_a_funder_says_what_a_grant_pays_for(tab_of: Enter, house: House) -> None:
    said(tab_of, house, "Equipment lent", "Desk used")


def test_a_funder_says_it_without_scripts(plain: Enter, house: House) -> None:
    said(plain, house, "Printing done", "Accounts examined")
