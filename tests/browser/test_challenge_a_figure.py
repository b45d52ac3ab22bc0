"""Another hub's worker asks about a figure; its provider replies; a third says what comes of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser

QUESTION = "Is the answer of the two branches counted once?"


def test_a_challenge_is_raised_answered_and_decided(house: House, tab_of: Enter) -> None:
    _from_question_to_outcome(house, tab_of, 6)


def test_a_challenge_without_scripts(house: House, plain: Enter) -> None:
    _from_question_to_outcome(house, plain, 10)


def _from_question_to_outcome(house: House, enter: Enter, number: int) -> None:
    facts = house.facts
    made = (
        f"/performance/fosseshire/indicators/{number}/{facts['county']}/{facts['period']}/"
        f"?provider={facts['vaf']}"
    )
    address = _ask(enter("other_hub_worker"), made)
    _is_seen_by_nobody_else(enter(STRANGER), address)
    _reply(enter("infrastructure_officer"), address)
    _decide(enter("council_officer"), address)
    reader = enter(STRANGER)
    reader.goto(address)
    main = reader.get_by_role("main")
    for words in ("Harrowby Community Hub asked", "Not upheld", "Each branch answered once."):
        expect(main).to_contain_text(words)


def _ask(page: Page, made: str) -> str:
    """Returns the address of the challenge. A form that lacks something says what."""
    page.goto(made)
    page.get_by_role("link", name="Challenge this figure").click()
    page.get_by_role("button", name="Challenge it").click()
    expect(page.get_by_role("main")).to_contain_text("Write your question.")
    page.get_by_label("What do you ask?").fill(QUESTION)
    page.get_by_label("Why do you ask?").fill("Both branches say that they answered.")
    page.get_by_role("button", name="Challenge it").click()
    expect(page.get_by_role("status")).to_contain_text("Its provider is asked to reply")
    expect(page.get_by_role("main")).to_contain_text("waiting for a reply")
    return page.url


def _is_seen_by_nobody_else(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404


def _reply(page: Page, address: str) -> None:
    page.goto("/today/")
    expect(page.get_by_role("main")).to_contain_text("A figure of yours is challenged")
    page.goto(address)
    page.get_by_role("link", name="Reply", exact=True).click()
    page.get_by_label("Your reply").fill("Yes: the second one was taken out by hand.")
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_role("status")).to_contain_text("Your reply stands with the challenge")


def _decide(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Decide it").click()
    page.get_by_label("Not upheld: the figure stands").check()
    page.get_by_label("Why?").fill("Each branch answered once.")
    page.get_by_role("button", name="Close the challenge").click()
    expect(page.get_by_role("status")).to_contain_text("Everybody can read what came of it")
