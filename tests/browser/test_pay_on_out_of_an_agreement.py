"""The foundation puts down what it pays the infrastructure organisation for; that pays a hub on out
of it; the foundation ends it early, is told what ends with it, and a stranger reads all of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.visit import STRANGER

pytestmark = pytest.mark.browser
FUNDER, PRIME = "funder", "infrastructure_manager"


def _filled(page: Page, provider: str, title: str, reference: str) -> None:
    page.get_by_label("Who is paid?").fill(provider)
    page.get_by_label("What it pays for").fill(title)
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("First day").fill("2030-04-01")
    page.get_by_label("Last day").fill("2031-03-31")
    page.get_by_label("Amount").fill("12,000")
    page.get_by_label("Who is paid reports").uncheck()
    page.get_by_role("button", name="Put it down").click()


def paid_on(tab_of: Enter, about: str) -> None:
    funder, prime, anybody = tab_of(FUNDER), tab_of(PRIME), tab_of(STRANGER)
    funder.goto("/funding/fosseshire/")
    funder.get_by_role("link", name="Put down an agreement").click()
    _filled(funder, "Fosse", about, f"F {about}")
    expect(funder.get_by_role("main")).to_contain_text("Several fit")
    _filled(funder, "Voluntary Action Fosseshire", about, f"F {about}")
    expect(funder.get_by_role("heading", level=1)).to_have_text(about)
    address = funder.url

    prime.goto(address)
    prime.get_by_role("link", name="Pay on out of it").click()
    expect(prime.get_by_label(f"{about}, which The Fosse Foundation pays us for")).to_be_checked()
    _filled(prime, "Harrowby Community Hub", "A course", f"V {about}")
    expect(prime.get_by_role("main")).to_contain_text("paid by The Fosse Foundation")
    below = prime.url

    funder.goto(address)
    funder.get_by_role("link", name="End it early").click()
    expect(funder.get_by_role("main")).to_contain_text("Harrowby Community Hub")
    funder.get_by_label("Last day on which it holds").fill("2030-09-30")
    funder.get_by_label("Why it ends before its time").fill("The fund is closed")
    funder.get_by_role("button", name="End it").click()
    expect(funder.get_by_role("main")).to_contain_text("Ended early: The fund is closed")

    anybody.goto(below)
    expect(anybody.get_by_role("main")).to_contain_text("1 April 2030 to 30 September 2030")
    expect(anybody.get_by_role("main")).to_contain_text("It ended with the agreement above it.")
    expect(anybody.get_by_role("main")).not_to_contain_text("What you can do")


def test_a_hub_is_paid_on_out_of_a_grant(tab_of: Enter) -> None:
    paid_on(tab_of, "Courses for treasurers")


def test_a_hub_is_paid_on_without_scripts(plain: Enter) -> None:
    paid_on(plain, "Courses for chairs")
