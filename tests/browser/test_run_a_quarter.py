"""A quarter of Fosseshire from its opening to its restatement, by six people, on one day."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House
from tests.browser.test_publish_a_quarter import digest_shown, wait_until_made

pytestmark = pytest.mark.browser

QUESTION = "Are the groups of the two fairs counted once?"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_its_opening_to_its_restatement(
    house: House, plain: Enter, tab_of: Enter, *, scripts: bool
) -> None:
    slug = house.facts["quarters_to_run"][not scripts]
    enter = tab_of if scripts else plain
    room, period = f"/performance/{slug}", house.facts["period"]
    officer, manager, council, funder, councillor, reader = (
        enter(who)
        for who in ("infrastructure_officer", "infrastructure_manager", "council_officer",
                    "funder", "councillor", STRANGER)
    )  # fmt: skip
    _set_the_days_to_come(council, room)
    returned = _fill_in_and_hand_in(officer, slug)
    _ask(funder, returned)
    _answer(manager, returned)
    _challenge(funder, f"{room}/indicators/1/{house.facts['county']}/{period}/", house)
    _reply_and_decide(manager, council, room)
    _sign(council, returned, "Sign it", "signed by one")
    _sign(funder, returned, "Accept it", "accepted")
    _publish(council, room, period)

    digest = _is_read(reader, f"{room}/published/{period}/", "12")
    _is_read(councillor, f"{room}/published/{period}/pack/", "Groups advised")

    _open_for_a_correction(council, returned)
    _correct(officer, returned)
    _restate(council, room, period)
    reader.goto(f"{room}/published/{period}/?number=2")
    expect(reader.get_by_role("main")).to_contain_text("(R)")
    reader.goto(f"{room}/published/{period}/?number=1")
    assert digest_shown(reader) == digest


def _press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _set_the_days_to_come(page: Page, room: str) -> None:
    page.goto(f"{room}/rounds/")
    page.get_by_role("link", name="Set the dates of a year").click()
    _press(page, "Show the dates")
    _press(page, "Set these dates")
    expect(page.get_by_role("status")).to_contain_text("The dates are set")
    expect(page.get_by_role("main")).to_contain_text("Open for figures")


def _fill_in_and_hand_in(page: Page, slug: str) -> str:
    """From Today, figure by figure; the address of the return."""
    page.goto("/today/")
    item = page.get_by_role("listitem").filter(has_text=f"{slug}, Voluntary Action")
    item.get_by_role("link", name="Fill it in").click()
    returned = page.url
    page.get_by_role("link", name="Begin with the first figure").click()
    page.get_by_label("Figure", exact=True).fill("12")
    page.get_by_label("Some concern").check()
    page.get_by_label("Why you see it so").fill("Two advisers left in August.")
    _press(page, "Record, then the next")
    page.get_by_role("textbox", name="In words").fill(
        "Nine groups have a plan for their reserves now."
    )
    _press(page, "Record, then the next")
    expect(page.get_by_role("main")).to_contain_text("2 of 2 figures are given.")
    page.get_by_role("link", name="Check and hand in").click()
    _press(page, "Hand it in")
    expect(page.get_by_role("status")).to_contain_text("It is handed in")
    return returned


def _ask(page: Page, returned: str) -> None:
    page.goto(returned)
    page.get_by_role("link", name=re.compile("^Ask about it")).first.click()
    page.get_by_label("Your question").fill("Is the branch in Northgate in it?")
    _press(page, "Ask")
    expect(page.get_by_role("status")).to_contain_text("It is asked")


def _answer(page: Page, returned: str) -> None:
    page.goto(returned)
    page.get_by_role("link", name=re.compile("^Answer")).click()
    page.get_by_label("Your answer").fill("It is: three of the twelve.")
    _press(page, "Answer")
    expect(page.get_by_role("main")).to_contain_text("It is: three of the twelve.")


def _challenge(page: Page, made: str, house: House) -> None:
    page.goto(f"{made}?provider={house.facts['vaf']}")
    page.get_by_role("link", name="Challenge this figure").click()
    page.get_by_label("What do you ask?").fill(QUESTION)
    page.get_by_label("Why do you ask?").fill("Both fairs were in one week.")
    _press(page, "Challenge it")
    expect(page.get_by_role("main")).to_contain_text("waiting for a reply")


def _reply_and_decide(manager: Page, council: Page, room: str) -> None:
    for page in (manager, council):
        page.goto(f"{room}/challenges/")
        page.get_by_role("main").get_by_role("link", name=QUESTION).click()
        if page is manager:
            page.get_by_role("link", name="Reply", exact=True).click()
            page.get_by_label("Your reply").fill("By name: each group once.")
            _press(page, "Send the reply")
        else:
            page.get_by_role("link", name="Decide it").click()
            page.get_by_label("Not upheld: the figure stands").check()
            page.get_by_label("Why?").fill("The list of names was seen.")
            _press(page, "Close the challenge")


def _sign(page: Page, returned: str, button: str, stage: str) -> None:
    page.goto(returned)
    page.get_by_role("main").get_by_role("link", name=button).click()
    _press(page, button)
    expect(page.get_by_role("main")).to_contain_text(stage)


def _publish(page: Page, room: str, period: str) -> None:
    page.goto(f"{room}/rounds/{period}/")
    page.get_by_role("main").get_by_role("link", name="Publish", exact=True).click()
    _press(page, "Publish it")
    wait_until_made(page, "Published on")


def _is_read(page: Page, address: str, words: str) -> str:
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text(words)
    expect(page.get_by_role("main")).not_to_contain_text("(R)")
    return digest_shown(page) if "/pack/" not in address else ""


def _open_for_a_correction(page: Page, returned: str) -> None:
    page.goto(returned)
    page.get_by_role("link", name="Open for a correction").click()
    page.get_by_label("What is to be corrected, and why").fill("Three groups came late")
    until = datetime.now(tz=UTC).date() + timedelta(days=2)
    page.get_by_label("Until the end of").fill(until.isoformat())
    _press(page, "Open it")
    expect(page.get_by_role("status")).to_contain_text("It is open for corrections")


def _correct(page: Page, returned: str) -> None:
    page.goto(returned)
    page.get_by_role("main").get_by_role("link", name="Groups advised").click()
    page.get_by_label("Figure", exact=True).fill("15")
    page.get_by_label("Why the earlier figure is replaced").fill("Three came by post")
    _press(page, "Record")
    expect(page.get_by_role("main")).to_contain_text("corrected since it was accepted")


def _restate(page: Page, room: str, period: str) -> None:
    page.goto(f"{room}/published/{period}/restate/")
    expect(page.get_by_role("main")).to_contain_text("was 12")
    page.get_by_label("Why it is restated").fill("Three groups came late")
    _press(page, "Publish the restatement")
    wait_until_made(page, "Restated (R1)")
