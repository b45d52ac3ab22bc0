"""A worker writes down what was done in seconds, does it once more, and puts it right."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser
KIND = "Advice session on governance"


def test_with_scripts(house: House, tab_of: Enter) -> None:
    _recorded_repeated_corrected(tab_of("hub_worker"), house, "Insurance of a shed")


def test_without_scripts(house: House, plain: Enter) -> None:
    _recorded_repeated_corrected(plain("hub_worker"), house, "Reserves for a hall")


def _recorded_repeated_corrected(page: Page, house: House, about: str) -> None:
    page.goto(f"{house.url}/record/fosseshire/mine/")
    main = page.get_by_role("main")
    page.get_by_label("What was done").select_option(label=KIND)
    page.get_by_label("For which group").fill("Sunrise Lunch Club")
    page.get_by_label("What it was about").fill(about)
    _record(page)
    expect(page.get_by_role("status")).to_contain_text("Recorded")
    page.get_by_role("link", name=f"{KIND}, Sunrise Lunch Club").first.click()
    expect(page.get_by_label("What it was about")).to_have_value(about)
    _record(page)

    page.get_by_role("link", name=f"{KIND}: {about}").first.click()
    page.get_by_role("link", name="Correct it").click()
    page.get_by_label("How many").fill("0")
    page.get_by_label("Why it is corrected").fill("Two came")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_label("Why it is corrected")).to_have_value("Two came")
    page.get_by_label("How many").fill("2")
    page.get_by_role("button", name="Save the correction").click()
    expect(main).to_contain_text("What was said before")
    expect(main).to_contain_text("Two came")

    page.goto(f"{house.url}/record/fosseshire/")
    expect(main.get_by_role("link", name=KIND)).to_be_visible()


def _record(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Record", exact=True).click()
