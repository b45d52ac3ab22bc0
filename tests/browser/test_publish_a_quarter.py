"""A council officer publishes a quarter, a stranger reads it, something is put right, and the
quarter is restated: what was read first stays to be read."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser

ROOM = "/performance/fosseshire"


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_quarter_from_publishing_to_restating(
    house: House, plain: Enter, tab_of: Enter, *, scripts: bool
) -> None:
    enter = tab_of if scripts else plain
    period = house.facts["to_publish"][int(scripts)]
    officer, reader, manager = (
        enter(who) for who in ("council_officer", STRANGER, "infrastructure_manager")
    )
    _publish(officer, period)

    reader.goto(f"{ROOM}/published/{period}/")
    main = reader.get_by_role("main")
    expect(main).to_contain_text("Published on")
    digest = digest_shown(reader)
    expect(main).not_to_contain_text("(R)")

    _set_another_target(manager, period)
    reader.reload()
    assert digest_shown(reader) == digest

    officer.goto(f"{ROOM}/published/{period}/restate/")
    expect(officer.get_by_role("main")).to_contain_text("its target was")
    officer.get_by_role("button", name="Publish the restatement").click()
    expect(officer.get_by_role("main")).to_contain_text("Say why it is restated.")
    officer.get_by_label("Why it is restated").fill("The target had been set too low")
    officer.get_by_role("button", name="Publish the restatement").click()
    wait_until_made(officer, "Restated (R1)")

    reader.goto(f"{ROOM}/published/{period}/")
    reader.reload()  # a stranger's browser may keep a page for a minute
    expect(main).to_contain_text("(R) its target was")
    reader.get_by_role("link", name="What was published before").click()
    expect(main).to_contain_text(re.compile(r"Superseded on .* by \(R1\)"))
    assert digest_shown(reader) == digest


def _publish(page: Page, period: str) -> None:
    page.goto(f"{ROOM}/published/{period}/publish/")
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("main")).to_contain_text("Say why it is published all the same")
    page.get_by_label("Why it is published all the same").fill("The returns were on paper then")
    page.get_by_role("button", name="Publish it").click()
    wait_until_made(page, "Published on")


def wait_until_made(page: Page, words: str) -> None:
    """The worker makes it meanwhile, in some seconds, or in a minute beside much else; whoever
    waits looks again."""
    for _ in range(240):
        again = page.get_by_role("link", name="Look again")
        if not again.count():
            break
        page.wait_for_timeout(500)
        again.click()
    expect(page.get_by_role("main")).to_contain_text(words)


def digest_shown(page: Page) -> str:
    found = re.search(r"\b[0-9a-f]{64}\b", page.get_by_role("main").inner_text())
    assert found
    return found[0]


def _set_another_target(page: Page, period: str) -> None:
    page.goto(f"{ROOM}/indicators/3/target/")
    page.get_by_label("Period").select_option(value=period)
    page.get_by_label("Set", exact=True).check()
    page.get_by_label("Met when the value is").select_option("at least")
    page.get_by_label("Figure").fill("900")
    page.get_by_label("Why").fill("It had been set too low")
    page.get_by_role("button", name="Set the target").click()
    expect(page.get_by_role("status")).to_contain_text("The target is set")
