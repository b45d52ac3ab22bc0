"""A hub worker attaches what stands behind a figure, a council officer reads it when appraising,
and a resident searches the library."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House, patiently

pytestmark = pytest.mark.browser

SHEETS = "Attendance sheets of the spring"


def test_evidence_goes_from_the_hub_to_the_council(
    house: House, plain: Enter, tmp_path: Path
) -> None:
    file = tmp_path / "sheets.txt"
    file.write_text("Monday: twelve came. Friday: nineteen came.")
    value = house.facts["own_value"]
    page = plain("hub_worker")
    page.goto(f"/performance/fosseshire/values/{value}/evidence/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("What is it?").fill(SHEETS)
    page.get_by_role("button", name="Attach it").click()
    expect(page.get_by_role("status")).to_contain_text("stands behind the figure")
    made = page.url

    officer = plain("council_officer")
    officer.goto(made)
    officer.get_by_role("link", name="Appraise the evidence").click()
    officer.get_by_role("link", name=SHEETS).click()
    with officer.expect_download() as download:
        officer.get_by_role("main").get_by_role("link", name="Download").first.click()
    assert download.value.suggested_filename == f"{SHEETS}.txt"
    assert Path(download.value.path()).read_text() == file.read_text()

    stranger = plain(STRANGER)
    stranger.goto(made)
    expect(stranger.get_by_role("main")).not_to_contain_text(SHEETS)


def test_a_resident_finds_a_guide_by_what_stands_in_it(plain: Enter) -> None:
    page = plain("resident")

    def found() -> bool:
        page.goto("/documents/?area=fosseshire")
        page.get_by_label("Words").fill("signatures")
        page.get_by_role("button", name="Show these").click()
        return page.locator("mark").count() == 1

    patiently(lambda: found() or None, "guide with its text read")
    expect(page.locator("mark")).to_have_text("signatures")
    page.get_by_role("link", name="Starting a group: a guide").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Starting a group: a guide")
