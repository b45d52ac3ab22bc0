"""A group’s trustee says how something that was done for it was; the hub reads that from its Today
page; the trustee thinks again and says that it was so."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser
GROUP, HUB = "group_trustee", "hub_worker"


def answered(tab_of: Enter, house: House, words: str) -> None:
    """Of the last thing that was done for the group, whatever was said of it before."""
    group, hub = tab_of(GROUP), tab_of(HUB)
    group.goto(f"/record/fosseshire/for/{house.facts['group']}/{house.facts['done']}/")
    _say_otherwise(group, words)

    hub.goto("/today/")
    hub.get_by_role("link", name="Friends of Cotter Brook says").first.click()
    expect(hub.get_by_role("main")).to_contain_text(f"“{words}”")
    expect(hub.get_by_role("button", name="It was so")).to_have_count(0)

    main = group.get_by_role("main")
    expect(main).to_contain_text(f"“{words}”")
    group.get_by_role("link", name="Change your answer").first.click()
    group.get_by_label("Yes, it was so").check()
    group.get_by_role("button", name="Say so").click()
    expect(main).not_to_contain_text(f"“{words}”")


def _say_otherwise(group: Page, words: str) -> None:
    group.get_by_label("No, it was otherwise").check()
    group.get_by_role("button", name="Say so").click()
    expect(group.get_by_role("main")).to_contain_text("How it was: say it in a few words.")
    group.get_by_label(re.compile("^How it was")).fill(words)
    group.get_by_role("button", name="Say so").click()


def test_a_group_says_how_it_was(tab_of: Enter, house: House) -> None:
    answered(tab_of, house, "It was on the day after")


def test_a_group_says_how_it_was_without_scripts(plain: Enter, house: House) -> None:
    answered(plain, house, "It was in the week after")
