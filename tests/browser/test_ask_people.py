"""A manager asks, people answer on a phone, an officer types in what came on paper, and what they
said fills a figure."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser

TITLE = "After the spring fair"
QUARTERS_AGO = 7


def add_question(page: Page, kind: str, **entered: str) -> None:
    page.get_by_role("link", name="Add a question").first.click()
    page.get_by_role("link", name=kind).click()
    for label, text in entered.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    page.get_by_role("button", name="Save").click()


def ask(page: Page) -> str:
    """From an empty list to an open wave; the address people answer at."""
    page.goto("/questions/")
    page.get_by_role("link", name="Begin a questionnaire").click()
    page.get_by_label("What is it called?").fill(TITLE)
    page.get_by_role("button", name="Go on to its questions").click()
    add_question(
        page, "One of several answers", The_question="Was it good?", The_answers_offered="Yes\nNo"
    )
    page.get_by_role("link", name="Add a question").first.click()
    page.get_by_role("link", name="A few words").click()
    page.get_by_label("The question").fill("What was not?")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Asked of those who answered “No”")).to_be_visible()
    page.get_by_role("link", name="Ask it").click()
    page.get_by_label("What is this time of asking called?").fill("Spring")
    page.get_by_label("How many people do you ask?").fill("12")
    page.get_by_role("button", name="Open it").click()
    return (
        page.get_by_role("main")
        .get_by_role("link", name=re.compile("questions.answer"))
        .inner_text()
    )


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "plain"])
def test_from_asking_to_a_figure(
    house: House,
    browser: Browser,
    tab_of: Enter,
    plain: Enter,
    *,
    with_script: bool,
) -> None:
    enter = tab_of if with_script else plain
    manager = enter("infrastructure_manager")
    address = ask(manager)
    wave = manager.url

    phone = browser.new_context(
        base_url=house.url,
        java_script_enabled=with_script,
        viewport={"width": 320, "height": 640},
        locale="en-GB",
    )
    answer_on_a_phone(phone.new_page(), address)
    for _ in range(4):
        answer(phone.new_page(), address)
    phone.close()

    officer = plain("infrastructure_officer")
    officer.goto(wave)
    officer.get_by_role("link", name="Enter answers from paper").click()
    officer.get_by_label("Yes").check()
    officer.get_by_role("button", name="Enter this paper").click()
    expect(officer.get_by_role("status")).to_contain_text("It is entered")

    manager.goto(wave)
    manager.get_by_role("link", name="Close it").click()
    manager.get_by_role("button", name="Close it").click()
    main = manager.get_by_role("main")
    expect(main).to_contain_text("of 12 who were asked")
    expect(main).to_contain_text("50%")
    manager.get_by_role("button", name="Publish the results").click()
    fill(manager, house, ago=QUARTERS_AGO + with_script)
    expect(main).to_contain_text("6 of 12 who were asked")
    made = manager.url

    reader = plain(STRANGER)
    reader.goto(made)
    reader.get_by_role("link", name="Everything people said in it").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("What people said")
    expect(reader.get_by_role("main")).to_contain_text(TITLE)


def answer_on_a_phone(page: Page, address: str) -> None:
    """Save, come back by the address that was shown, be asked one thing more, and send."""
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("radio", name="No").check()
    page.get_by_role("button", name="Save and come back later").click()
    page.goto(page.get_by_role("main").get_by_role("link").first.inner_text())
    expect(page.get_by_role("radio", name="No")).to_be_checked()
    page.get_by_label("What was not?").fill("The rain")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def answer(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def fill(page: Page, house: House, *, ago: int) -> None:
    """Record the share of the survey as the county's figure of some quarters ago."""
    facts = house.facts
    period = f"{facts['quarters'][-ago]}"
    page.goto(
        f"/performance/fosseshire/indicators/6/{facts['county']}/{period}/record/"
        f"?provider={facts['vaf']}"
    )
    page.get_by_role("link", name="Take it from a survey").click()
    page.get_by_role("link", name=f"{TITLE}, Spring").first.click()
    page.get_by_label("Yes (5 of 6)").check()
    page.get_by_label("Why the earlier figure is replaced").fill("Asked again at the fair")
    page.get_by_role("button", name="Record the share").click()
