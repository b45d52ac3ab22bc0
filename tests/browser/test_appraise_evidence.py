"""A council officer reads an account and says how strong the evidence under it is."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser


def test_an_account_is_appraised(house: House, plain: Enter) -> None:
    page = plain("council_officer")
    made = "/performance/fosseshire/indicators/9/{place}/{period}/?provider={provider}"
    page.goto(made.format(**house.facts["appraised"]))
    page.get_by_role("link", name="Appraise the evidence").click()
    page.get_by_label("2: documents or counts are attached").check()
    page.get_by_label("What you looked at").fill("The sheets of the quarter, at the hub.")
    page.get_by_role("button", name="Save the appraisal").click()
    expect(page.get_by_role("status")).to_contain_text("stands beside the figure")

    page.goto(made.format(**house.facts["appraised"]))
    expect(page.get_by_role("main")).to_contain_text("2 of 5")
