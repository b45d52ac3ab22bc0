"""A funder asks for their data and gets it; a link worker asks to be erased, and is."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser
MANAGER = "infrastructure_manager"


def open_own(page: Page) -> None:
    """From one’s account to what is asked about one’s own data."""
    page.goto("/people/")
    page.get_by_role("link", name="Your data").first.click()


def until(page: Page, words: str) -> None:
    """Open the page again, as it says, until the worker has been there."""
    for _try in range(60):
        if page.get_by_text(words).first.is_visible():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"{words} does not come")


def handled(page: Page, kind: str, who: str) -> None:
    """Whoever answers finds it on Today."""
    page.goto("/today/")
    page.get_by_role("link", name=f"{kind}: {who}").first.click()


def test_a_funder_gets_the_whole_file(house: House, tab_of: Enter, tmp_path: Path) -> None:
    page, manager = tab_of("funder"), tab_of(MANAGER)
    open_own(page)
    page.get_by_role("link", name="Ask for a copy of your data").click()
    page.get_by_role("button", name="Ask for a copy of your data").click()
    expect(page.get_by_role("status")).to_contain_text("We have your request")

    handled(manager, "Copy of personal data", "Ingrid Solheim")
    expect(manager.get_by_role("main")).to_contain_text("Answer by")
    manager.get_by_role("link", name="Make the file").click()
    manager.get_by_role("button", name="Make the file").click()
    until(manager, "Send it")
    manager.get_by_role("link", name="Send it").click()
    manager.get_by_role("button", name="Send it").click()
    expect(manager.get_by_role("main")).to_contain_text("Answered")

    page.goto(house.link("funder@fosseshire.example", "the file with your data is ready"))
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download your data").click()
    fetched.value.save_as(tmp_path / "data.zip")
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        facts = json.loads(archive.read("your-data.json"))
    assert {part["title"] for part in facts["parts"]} >= {"Name", "Account", "Roles held"}
    assert "Ingrid Solheim" in json.dumps(facts, ensure_ascii=False)


def test_a_link_worker_is_erased_without_scripts(house: House, plain: Enter) -> None:
    page, manager = plain("link_worker"), plain(MANAGER)
    open_own(page)
    page.get_by_role("link", name="Ask to be erased").click()
    page.get_by_label("Anything we should know?").fill("I have moved away.")
    page.get_by_role("button", name="Ask to be erased").click()

    handled(manager, "Erasure", "Sian Probert")
    manager.get_by_role("link", name="Look at what would go").click()
    expect(manager.get_by_role("main")).to_contain_text("Limitation Act 1980")
    manager.get_by_role("button", name="Erase them").click()
    until(manager, "Asked by Erased person")

    assert house.letter("link.worker@fosseshire.example", "This is the last letter you get")
    page.goto("/today/")
    assert re.search("/sign-in/", page.url)
    manager.goto("/privacy/requests/")
    expect(manager.get_by_role("main")).not_to_contain_text("Sian Probert")
