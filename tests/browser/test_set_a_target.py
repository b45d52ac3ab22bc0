"""The infrastructure manager sets a target, and everybody sees it beside the earlier ones."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser

INDICATOR = "/performance/fosseshire/indicators/10/"


def test_a_target_is_set(house: House, plain: Enter) -> None:
    page = plain("infrastructure_manager")
    page.goto(INDICATOR)
    page.get_by_role("link", name="Set a target").click()
    page.get_by_label("Period").select_option(value=house.facts["period"])
    page.get_by_label("Set", exact=True).check()
    page.get_by_label("Met when the value is").select_option("at least")
    page.get_by_label("Figure").fill("2400")
    page.get_by_label("Why").fill("Agreed by the partners in June")
    page.get_by_role("button", name="Set the target").click()
    expect(page.get_by_role("status")).to_contain_text("The target is set")

    reader = plain(STRANGER)
    reader.goto(f"{INDICATOR}?period={house.facts['period']}")
    expect(reader.get_by_role("main")).to_contain_text("at least 2,400")
