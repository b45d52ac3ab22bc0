"""A stranger finds an organisation, reads a report and takes it away, without any script."""

from pathlib import Path
from zipfile import is_zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter

pytestmark = pytest.mark.browser


def test_an_organisation_is_found_by_the_search_above_every_page(plain: Enter) -> None:
    page = plain(STRANGER)
    page.goto("/about/")
    page.get_by_role("search").get_by_role("searchbox").fill("sunrise lun")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Sunrise Lunch Club").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sunrise Lunch Club")
    expect(page.get_by_role("main")).to_contain_text("A hot lunch")


def test_the_list_that_is_shown_is_taken_away(plain: Enter) -> None:
    page = plain(STRANGER)
    page.goto("/organisations/?area=fosseshire&q=silver")
    text = _download(page, "Download what is shown (CSV)").read_text(encoding="utf-8-sig")
    shown = page.get_by_role("main").get_by_role("listitem").all_inner_texts()

    assert len(text.splitlines()) > 1
    assert all("Silver Band" in line for line in text.splitlines()[1:])
    assert len(shown) > 0


@pytest.mark.parametrize(
    ("label", "begins"),
    [
        ("PDF to read and print", b"%PDF-"),
        ("Spreadsheet (XLSX)", b"PK"),
        ("Spreadsheet (ODS)", b"PK"),
        ("Tidy CSV with its description", b"PK"),
    ],
)
def test_a_report_is_read_and_taken_away(plain: Enter, label: str, begins: bytes) -> None:
    page = plain(STRANGER)
    page.goto("/")
    page.get_by_role("link", name="See how Leicestershire 2010/11 is doing").click()
    expect(page.get_by_role("main")).to_contain_text("Of 30 figures")
    page.get_by_role("link", name="Take it with you").click()
    file = _download(page, label)

    assert file.read_bytes().startswith(begins)
    assert is_zipfile(file) is (begins == b"PK")


def test_a_report_of_thirty_indicators_is_short_on_a_telephone(plain: Enter) -> None:
    page = plain(STRANGER)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/performance/leicestershire-2010-11/")
    rows = page.get_by_role("table", name="Indicators of").get_by_role("row")

    assert rows.count() == 31
    assert page.locator("body").evaluate("one => one.scrollHeight") < 9_000


def _download(page: Page, label: str) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("main").get_by_role("link", name=label).first.click()
    return coming.value.path()
