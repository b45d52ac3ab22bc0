"""Two people write over one line at once: whoever comes second sees both, and loses nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser

MANY = re.compile("^How many")
LINE = "/performance/fosseshire/indicators/2/{district}/{period}/record/?provider={hub}"


def test_two_correct_one_figure(house: House, plain: Enter) -> None:
    first, second = plain("hub_worker"), plain("hub_manager")
    for page in (first, second):
        page.goto(LINE.format(**house.facts))
    _correct(first, "90", "120", "Nine sheets came late")
    expect(first.get_by_role("status")).to_contain_text("Recorded")

    _correct(second, "60", "80", "Counted anew")
    note = second.get_by_role("main")
    expect(note).to_contain_text("Somebody recorded this while you were writing")
    expect(note).to_contain_text("75%")
    expect(second.get_by_role("textbox", name=MANY)).to_have_value("60")
    second.get_by_role("button", name="Record", exact=True).click()
    expect(second.get_by_role("status")).to_contain_text("Recorded")


def _correct(page: Page, many: str, out_of: str, why: str) -> None:
    page.get_by_role("textbox", name=MANY).fill(many)
    page.get_by_label("Out of how many answers").fill(out_of)
    page.get_by_label("Why the earlier figure is replaced").fill(why)
    page.get_by_role("button", name="Record", exact=True).click()


def test_two_edit_one_entry(house: House, plain: Enter) -> None:
    first, second = plain("infrastructure_manager"), plain("infrastructure_officer")
    for page in (first, second):
        page.goto(f"/organisations/{house.facts['edited']}/edit/")
    first.get_by_role("textbox", name="Telephone").fill("01632 960123")
    first.get_by_role("button", name="Save").click()
    second.get_by_label("What it does").fill("A hot lunch, and company.")
    second.get_by_role("button", name="Save").click()

    main = second.get_by_role("main")
    expect(main).to_contain_text("Somebody else saved this entry while you were editing it")
    expect(second.get_by_role("textbox", name="Telephone")).to_have_value("01632 960123")
    expect(second.get_by_label("What it does")).to_have_value("A hot lunch, and company.")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("status")).to_contain_text("is saved")
