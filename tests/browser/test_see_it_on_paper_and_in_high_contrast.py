"""A report on paper has no furniture; without colours its marks are still told apart."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import STRANGER, Enter

pytestmark = pytest.mark.browser

REPORT = "/performance/fosseshire/"


@pytest.fixture
def report(tab_of: Enter) -> Page:
    page = tab_of(STRANGER)
    page.goto(REPORT)
    return page


def test_paper_shows_the_report_and_no_furniture(report: Page) -> None:
    report.emulate_media(media="print")
    hidden = {
        "the bar": report.get_by_role("banner").get_by_role("link").first,
        "the list of pages": report.locator("nav").first,
        "the choice of period": report.get_by_role("button", name="Show"),
    }

    assert {what: one.is_visible() for what, one in hidden.items()} == dict.fromkeys(hidden, False)
    assert report.get_by_role("heading", level=1).is_visible()
    assert report.get_by_role("table").first.is_visible()
    report.emulate_media(media="screen")


def test_ratings_are_told_apart_without_colours(report: Page) -> None:
    """Each rating has words of its own, a shape of its own, and an edge."""
    report.emulate_media(forced_colors="active")
    report.goto(f"{REPORT}places/XF07000002/")
    tags = report.locator("td .tag")
    seen = tags.evaluate_all(
        """tags => tags.map(tag => [
            tag.innerText.trim(),
            tag.querySelector("svg").innerHTML,
            getComputedStyle(tag).borderTopStyle,
        ])"""
    )
    words, shapes = {one[0] for one in seen}, {one[1] for one in seen}

    assert len(words) > 1
    assert len(shapes) == len(words)
    assert {one[2] for one in seen} == {"solid"}
    report.emulate_media(forced_colors="none")
