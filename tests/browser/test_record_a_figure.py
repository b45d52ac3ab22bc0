"""A hub worker signs in with a code, records what is late, and finds it where everybody looks."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.coming_in import sign_in
from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser


def test_without_scripts(house: House, plain: Enter) -> None:
    page = plain(STRANGER)
    sign_in(page, house, "hub_worker")
    _record(page, "Funding won with support", "41200", asked="Amount in pounds")
    expect(page.get_by_role("status")).to_contain_text("Recorded")
    _find_in_the_report(page, "Amberdale", "Funding won with support", "£41,200")


def test_with_scripts(house: House, tab_of: Enter) -> None:
    page = tab_of(STRANGER)
    sign_in(page, house, "other_hub_worker")
    _record(page, "Volunteers placed", "88")
    expect(page.get_by_role("status")).to_contain_text("Recorded")
    _find_in_the_report(page, "Harrowby", "Volunteers placed", "88")


def test_a_figure_that_is_no_number_is_refused_where_it_stands(plain: Enter) -> None:
    page = plain("other_hub_worker")
    _record(page, "Groups helped one-to-one", "about ninety")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Figure")).to_have_value("about ninety")
    page.locator(".error-summary").get_by_role("link").click()
    expect(page.get_by_label("Figure")).to_be_focused()


def _record(page: Page, title: str, figure: str, *, asked: str = "Figure") -> None:
    page.get_by_role("link", name="Fill it in").click()
    page.get_by_role("link", name=title).click()
    page.get_by_label(asked, exact=True).fill(figure)
    page.get_by_role("button", name="Record", exact=True).click()


def _find_in_the_report(page: Page, place: str, title: str, figure: str) -> None:
    """On the public page of the place, and on the page that says how the figure is made."""
    page.get_by_role("banner").get_by_role("link", name="How we are doing").click()
    page.get_by_role("link", name="Open Fosseshire").click()
    page.get_by_role("main").get_by_role("link", name=place, exact=True).first.click()
    row = page.get_by_role("row").filter(has_text=title)
    row.get_by_role("link", name=figure).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How this figure is made")
    expect(page.get_by_role("main")).to_contain_text(figure)
