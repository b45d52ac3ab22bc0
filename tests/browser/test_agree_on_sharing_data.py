"""The hub at Amberdale and the infrastructure organisation agree on sharing data about people: the
one writes and proposes it, the other finds it on Today and agrees, and a stranger reads it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.visit import STRANGER

pytestmark = pytest.mark.browser
HUB, INFRASTRUCTURE = "hub_manager", "infrastructure_manager"


def written(page: Page, purpose: str) -> None:
    """Found from the page on privacy, filled in, saved as a draft."""
    page.goto("/privacy/")
    page.get_by_role("link", name="agreements on sharing data").click()
    page.get_by_role("link", name="Write an agreement").click()
    page.get_by_label("With which organisation?").fill("Voluntary Action Fosseshire")
    page.get_by_label("We give; they decide over what they receive").check()
    page.get_by_label("What for?").fill(purpose)
    page.get_by_label("legitimate interests").check()
    page.get_by_text("Of: Organisations").first.click()
    page.get_by_label("Organisation: email").check()
    page.get_by_label("From which day?").fill("2027-03-01")
    page.get_by_label("To be looked through again by").fill("2028-03-01")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Amberdale Community Hub and Voluntary Action Fosseshire"
    )


def agreed(tab_of: Enter, purpose: str, stranger: str) -> None:
    hub, other, anybody = tab_of(HUB), tab_of(INFRASTRUCTURE), tab_of(stranger)
    written(hub, purpose)
    address = hub.url
    hub.get_by_role("link", name="Propose it").click()
    hub.get_by_role("button", name="Propose it").click()
    expect(hub.get_by_role("main")).to_contain_text("It waits for Voluntary Action Fosseshire")
    refused = anybody.goto(address)
    assert refused is not None
    assert refused.status == 404

    other.goto("/today/")
    title = "Data sharing: Amberdale Community Hub and Voluntary Action Fosseshire"
    other.get_by_role("link", name=title).first.click()
    other.get_by_role("link", name="Agree", exact=True).click()
    expect(other.get_by_role("main")).to_contain_text(purpose)
    other.get_by_role("button", name="Agree", exact=True).click()
    expect(other.get_by_role("main")).to_contain_text("Agreed on")

    anybody.goto("/privacy/sharing/")
    expect(anybody.get_by_role("main")).to_contain_text(purpose)
    anybody.goto(address)
    expect(anybody.get_by_role("main")).to_contain_text("Organisation: email")
    expect(anybody.get_by_role("main")).not_to_contain_text("Joan Akintola")


def test_two_bodies_agree_and_a_stranger_reads_it(tab_of: Enter) -> None:
    agreed(tab_of, "One list of groups that look for volunteers", STRANGER)


def test_two_bodies_agree_without_scripts(plain: Enter) -> None:
    agreed(plain, "To invite groups to the same courses", STRANGER)
