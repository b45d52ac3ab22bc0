"""A manager reminds those who have not answered, and then invites more by a list with a mistake in
it. Without script; nothing is sent before it was looked at."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser


def test_remind_and_then_invite_more(plain: Enter, house: House) -> None:
    page = plain("infrastructure_manager")
    page.goto(f"/questions/waves/{house.facts['mailed_by_story']}/")
    page.get_by_role("link", name="Invite people by e-mail").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("10 people were invited, each by a link of their own.")
    page.get_by_role("link", name="Remind those who have not answered").click()
    expect(main).to_contain_text("A reminder: Who would help?")
    page.get_by_role("button", name="Send the reminder").click()
    expect(page.get_by_role("status")).to_contain_text("10 letters are on their way.")
    expect(main).to_contain_text("They can be reminded from")

    page.get_by_role("link", name="Invite more people").click()
    page.get_by_label("The list").fill("ann@post.example\nbert\ncleo@post.example")
    page.get_by_label("They agreed to be asked").check()
    page.get_by_label("Why you ask them").fill("You came to the spring fair.")
    page.get_by_role("button", name="Look at the letter").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2, “bert”, is no e-mail address.")
    five = [f"{name}@post.example" for name in ("ann", "bert", "cleo", "dora", "emil")]
    page.get_by_label("The list").fill("\n".join(five))
    page.get_by_role("button", name="Look at the letter").click()
    expect(main).to_contain_text("Why you: You came to the spring fair.")
    expect(main).to_contain_text("writes to you on this ground: you agreed to be asked.")
    page.get_by_role("button", name="Send it to 5 addresses").click()
    expect(page.get_by_role("status")).to_contain_text("5 letters are on their way.")
    expect(main).to_contain_text("15 people were invited")
    expect(main).not_to_contain_text("@post.example")
