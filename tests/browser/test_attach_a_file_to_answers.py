"""A manager asks for a file; somebody attaches one on a phone, thinks better of another, comes back
later and sends it; and only those who keep the survey have it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser
WORDS = "We shall mend the roof."
ENOUGH = 5
QUESTION = "What is your plan?"


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "plain"])
def test_from_asking_for_it_to_reading_it(
    house: House,
    browser: Browser,
    tab_of: Enter,
    plain: Enter,
    tmp_path: Path,
    *,
    with_script: bool,
) -> None:
    manager = (tab_of if with_script else plain)("infrastructure_manager")
    address = ask(manager, f"Plans, {'with' if with_script else 'without'} scripts")
    wave = manager.url

    phone = browser.new_context(
        base_url=house.url,
        java_script_enabled=with_script,
        viewport={"width": 320, "height": 640},
        locale="en-GB",
    )
    attach_on_a_phone(phone.new_page(), address, tmp_path)
    for _ in range(ENOUGH - 1):
        page = phone.new_page()
        page.goto(address)
        page.get_by_label("What is it about?").fill("A roof")
        page.get_by_role("button", name="Send my answers").click()
    phone.close()

    manager.goto(wave)
    manager.get_by_role("link", name="Close it").click()
    manager.get_by_role("button", name="Close it").click()
    expect(manager.get_by_role("main")).to_contain_text("1 person attached a file.")
    manager.get_by_role("link", name="Download them").click()
    listed = manager.url
    with manager.expect_download() as download:
        manager.get_by_role("link", name="Download (plain text").click()
    assert download.value.suggested_filename == "What is your plan 1.txt"
    assert Path(download.value.path()).read_text() == WORDS

    stranger = plain(STRANGER)
    stranger.goto(listed)
    expect(stranger.get_by_role("main")).not_to_contain_text("Download")


def ask(page: Page, title: str) -> str:
    """The address people answer at."""
    page.goto("/questions/")
    page.get_by_role("link", name="Begin a questionnaire").click()
    page.get_by_label("What is it called?").fill(title)
    page.get_by_role("button", name="Go on to its questions").click()
    for kind, text in (("A few words", "What is it about?"), ("A file", QUESTION)):
        page.get_by_role("link", name="Add a question").first.click()
        page.get_by_role("link", name=kind).click()
        page.get_by_label("The question").fill(text)
        page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Ask it").click()
    page.get_by_label("What is this time of asking called?").fill("Spring")
    page.get_by_role("button", name="Open it").click()
    main = page.get_by_role("main")
    return main.get_by_role("link", name=re.compile("questions.answer")).inner_text()


def attach_on_a_phone(page: Page, address: str, folder: Path) -> None:
    """A picture is refused, a first file taken away again; a second is saved, found again from the
    address that was shown, and sent."""
    picture, first, plan = folder / "roof.png", folder / "first.txt", folder / "plan.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    first.write_text("Nothing yet.")
    plan.write_text(WORDS)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.get_by_role("main")).to_contain_text("A file can say who made it")
    page.get_by_label(QUESTION).set_input_files(picture)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("What is your plan: A picture can say")

    page.get_by_label(QUESTION).set_input_files(first)
    page.get_by_role("button", name="Save and come back later").click()
    page.goto(page.get_by_role("main").get_by_role("link").first.inner_text())
    expect(page.get_by_role("main")).to_contain_text("Attached: plain text, 12 bytes.")
    page.get_by_label("Take it away again").check()
    page.get_by_role("button", name="Save and come back later").click()
    page.goto(page.get_by_role("main").get_by_role("link").first.inner_text())
    expect(page.get_by_role("main")).not_to_contain_text("Attached:")

    page.get_by_label(QUESTION).set_input_files(plan)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
