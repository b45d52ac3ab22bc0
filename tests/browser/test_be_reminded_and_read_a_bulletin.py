"""A hub worker is reminded and goes on to the figure; the infrastructure officer puts a bulletin
together and sends it; a reader of the county is rid of the next one. All without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser


def test_from_the_notice_to_the_figure(plain: Enter) -> None:
    page = plain("other_hub_worker")
    page.goto("/today/")
    page.get_by_role("link", name="new notice").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notices")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing is new.")
    page.get_by_role("link", name="Fill it in").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Return for")


def test_a_bulletin_from_the_first_word_to_the_readers(plain: Enter) -> None:
    page = plain("infrastructure_officer")
    page.goto("/messages/bulletins/begin/")
    page.get_by_label("Title").fill("Events in spring")
    page.get_by_label("Topic").select_option("Funding")
    page.get_by_label("Place").select_option("Fosseshire")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_role("link", name="Add an item").click()
    page.get_by_label("Heading").fill("An open day")
    page.get_by_label("Words").fill("All hubs open their doors.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("6 readers will get it.")
    expect(page.get_by_role("main")).to_contain_text("All hubs open their doors.")
    page.get_by_role("link", name="Send it").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("status")).to_contain_text("It is on its way to 6 readers.")


def test_to_be_rid_of_it_takes_one_button(house: House, plain: Enter) -> None:
    page = plain(STRANGER)
    page.goto(f"/messages/unsubscribe/{house.facts['unsubscribe']}/")
    page.get_by_role("button", name="Send me no more").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Done")


def test_say_when_it_is_to_be_quiet(plain: Enter) -> None:
    page = plain("hub_manager")
    page.goto("/messages/settings/")
    page.get_by_label("At most once a week").check()
    page.get_by_label("Quiet from").select_option("20:00")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status")).to_contain_text("Saved.")
    expect(page.get_by_label("Quiet from")).to_have_value("20")
