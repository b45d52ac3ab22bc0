"""A hub proposes a change, a funder and the hub comment, the board adopts it: the series breaks."""

import subprocess
import sys

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import ROOT, House, environment
from trellis.kernel.periods import Span, quarter

pytestmark = pytest.mark.browser

ROOM = "/performance/clubs-and-groups/"
WORDING = {"1": "Groups and clubs helped", "2": "Groups, clubs and choirs helped"}


def test_without_scripts(house: House, plain: Enter) -> None:
    _story(house, plain, "1")


def test_with_scripts(house: House, tab_of: Enter) -> None:
    _story(house, tab_of, "2")


def _story(house: House, enter: Enter, time: str) -> None:
    """`time`: the first or the second time the same indicator is changed."""
    number = _propose(enter("hub_worker"), WORDING[time], time)
    keeper = enter("infrastructure_manager")
    _ask_people(keeper, number)
    for who, opinion, words in (
        ("hub_worker", "We support it", ""),
        ("funder", "We do not support it", "Clubs are not what we pay for"),
    ):
        page = enter(who)
        page.goto("/today/")
        page.get_by_role("main").get_by_role("link", name="Say what you think").last.click()
        _comment(page, number, opinion, words)
    _weeks_pass(house, number)
    _adopt(keeper, number)

    reader = enter(STRANGER)
    reader.goto(f"{ROOM}indicators/1/?period={_since(time).code}")
    main = reader.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text(WORDING[time])
    expect(main).to_contain_text("No movement is shown across this.")
    main.get_by_role("link", name=f"Consulted on as proposal {number}").click()
    expect(main).to_contain_text("Clubs are not what we pay for")
    expect(main).to_contain_text("The funder is told how many clubs there are")
    expect(main).not_to_contain_text("Ingrid Solheim")


def _propose(page: Page, wording: str, time: str) -> str:
    page.goto(f"{ROOM}indicators/1/")
    page.get_by_role("link", name="Propose a change").click()
    page.get_by_label("Who is asked or counted").check()
    page.get_by_label("What is looked at").fill(wording)
    page.get_by_label("How it is counted").fill("Clubs count, too")
    page.get_by_label("Why?").fill("Clubs asked to be counted")
    page.get_by_label("From which day").fill(_since(time).start.isoformat())
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("status")).to_contain_text("It is proposed")
    return page.url.rstrip("/").rpartition("/")[2]


def _since(time: str) -> Span:
    """This quarter, or the next."""
    this = quarter(timezone.localdate())
    return this if time == "1" else quarter(this.end)


def _ask_people(page: Page, number: str) -> None:
    page.goto(f"{ROOM}proposals/{number}/")
    page.get_by_role("link", name="Ask people about it").click()
    page.get_by_role("button", name="Ask people").click()
    expect(page.get_by_role("status")).to_contain_text("People are asked")


def _comment(page: Page, number: str, opinion: str, words: str) -> None:
    if f"/{number}/comment/" not in page.url:  # something else is due to them, too
        page.goto(f"{ROOM}proposals/{number}/comment/")
    page.get_by_label(opinion).check()
    page.get_by_label("In your words").fill(words)
    page.get_by_role("button", name="Send your comment").click()
    expect(page.get_by_role("status")).to_contain_text("Your comment stands below")


def _weeks_pass(house: House, number: str) -> None:
    """Until the time to comment is over."""
    command = [sys.executable, "-m", "tests.browser.weeks_later", number]
    subprocess.run(command, cwd=ROOT, env=environment(house.var, house.url), check=True)


def _adopt(page: Page, number: str) -> None:
    page.goto(f"{ROOM}proposals/{number}/")
    page.get_by_role("link", name="Adopt it").click()
    page.get_by_label("Day of the decision").fill(timezone.localdate().isoformat())
    page.get_by_label("Who decided it?").fill("Partnership board")
    page.get_by_label("Why was it decided so?").fill("Clubs do what groups do")
    page.get_by_label("What was done with the comments?").fill(
        "The funder is told how many clubs there are"
    )
    page.get_by_role("button", name="Adopt it").click()
    expect(page.get_by_role("status")).to_contain_text("It is adopted")
