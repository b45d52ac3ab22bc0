"""An infrastructure officer brings a list of groups, puts it right and takes it back; a hub worker
brings two figures of the quarter."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.house import House, patiently

pytestmark = pytest.mark.browser

GROUPS = """Name of group,District,Charity no,Email
Wreake Wanderers {mark},Amberdale,,hello@wreake.example.org
Hill Choir {mark},Nowhere,,
Old Mill Society {mark},Amberdale,,nobody
Wreake Wanderers {mark},Amberdale,,
"""


def test_groups_without_scripts(plain: Enter, tmp_path: Path) -> None:
    _bring_groups(plain("infrastructure_officer"), tmp_path, "Plain")


def test_groups_with_scripts(tab_of: Enter, tmp_path: Path) -> None:
    _bring_groups(tab_of("infrastructure_officer"), tmp_path, "Swift")


def test_two_figures_without_scripts(house: House, plain: Enter, tmp_path: Path) -> None:
    page = plain("other_hub_worker")
    period = house.facts["period"]
    table = (
        "Indicator,Place,Period,Figure\n"
        f"Funding won with support,Harrowby,{period},£41.3k\n"
        f"Days to a first answer,Harrowby,{period},3\n"
    )
    _look_through(page, tmp_path, "figures.csv", table, "Figures: ")
    expect(page.get_by_role("main")).to_contain_text("4 columns are recognised.")
    page.get_by_role("button", name="Check every line").click()
    _wait(page, "Import 2 lines")
    page.get_by_role("button", name="Import 2 lines").click()
    _wait(page, "Take it all back")
    page.get_by_role("main").get_by_role("link", name="Funding won with support").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How this figure is made")
    expect(page.get_by_role("main")).to_contain_text("£41,300")


def _bring_groups(page: Page, folder: Path, mark: str) -> None:
    _look_through(page, folder, "groups.csv", GROUPS.format(mark=mark), "Organisations: ")
    expect(page.get_by_role("main")).to_contain_text("4 columns are recognised.")
    page.get_by_role("button", name="Check every line").click()
    _wait(page, "Put line 3 right")
    table = page.url
    main = page.get_by_role("main")
    expect(main).to_contain_text("There is no place “Nowhere” in this record.")

    page.get_by_role("link", name="Put line 3 right").click()
    page.get_by_label("Where it works").fill("Amberdale")
    page.get_by_role("button", name="Save the line").click()
    page.get_by_role("link", name="Put line 4 right").click()
    expect(main).to_contain_text("“nobody” is not an e-mail address.")
    page.get_by_role("button", name="Leave this line out").click()
    page.goto(table)
    page.get_by_role("button", name="Leave all these lines out").click()
    page.goto(table)
    page.get_by_role("button", name="Import 2 lines").click()
    _wait(page, "Take it all back")

    page.get_by_role("main").get_by_role("link", name=f"Hill Choir {mark}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hill Choir {mark}")
    entry = page.url
    page.goto(table)
    page.get_by_role("link", name="Take it all back").click()
    page.get_by_role("button", name="Take it all back").click()
    _wait(page, "Everything is as it was before the import.")
    answer = page.goto(entry)
    assert answer is not None
    assert answer.status == 404


def _look_through(page: Page, folder: Path, name: str, table: str, what: str) -> None:
    file = folder / name
    file.write_text(table, encoding="utf-8")
    page.goto("/imports/bring/")
    choices = page.get_by_role("radio")
    if choices.count() > 1 or not choices.first.is_checked():
        page.get_by_label(what).first.check()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look through the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which column is what?")


def _wait(page: Page, words: str) -> None:
    """By its address: the page asks again by itself only where scripts run."""
    address = page.url

    def is_there() -> bool | None:
        page.goto(address)
        return page.get_by_role("main").get_by_text(words).count() > 0 or None

    patiently(is_there, words)
