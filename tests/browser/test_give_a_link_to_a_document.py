"""A hub worker lets the auditor, who has no account, have one document, and takes the link back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter

pytestmark = pytest.mark.browser
WORDS = "Income 12,400. Spent 11,950."


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "plain"])
def test_given_used_and_revoked(
    tab_of: Enter, plain: Enter, tmp_path: Path, *, with_script: bool
) -> None:
    enter = tab_of if with_script else plain
    title = f"Accounts of the year, {'with' if with_script else 'without'} scripts"
    worker = enter("other_hub_worker")
    add(worker, title, tmp_path / "accounts.txt")
    links = give(worker)
    address = worker.get_by_text(re.compile("/documents/with/")).inner_text()

    auditor = enter(STRANGER)
    auditor.goto(address)
    expect(auditor.get_by_role("heading", level=1)).to_have_text(title)
    expect(auditor.get_by_role("main")).to_contain_text("You can download it until")
    with auditor.expect_download() as download:
        auditor.get_by_role("button", name="Download (plain text").click()
    assert download.value.suggested_filename == f"{title}.txt"
    assert Path(download.value.path()).read_text() == WORDS

    worker.goto(links)
    expect(worker.get_by_role("main")).to_contain_text("Used 1 of 3 times")
    expect(worker.get_by_role("main")).not_to_contain_text(address)
    worker.get_by_role("button", name="Revoke").click()
    expect(worker.get_by_role("status")).to_contain_text("It opens nothing now")

    auditor.goto(address)
    expect(auditor.get_by_role("heading", level=1)).to_have_text("This link opens nothing")
    expect(auditor.get_by_role("main")).not_to_contain_text(title)


def add(page: Page, title: str, file: Path) -> None:
    file.write_text(WORDS)
    page.goto("/documents/?area=fosseshire")
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Title").fill(title)
    page.get_by_label("What is it?").select_option(label="Report or study")
    page.get_by_label("Only those who keep").check()
    page.get_by_role("button", name="Add it").click()


def give(page: Page) -> str:
    page.get_by_role("link", name="Links for people without an account").click()
    page.get_by_label("Whom is it for?").fill("The auditor")
    page.get_by_label("How often may it be downloaded?").fill("3")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("Copy this link now")).to_be_visible()
    return page.url
