"""Everything can be reached and done by keyboard, and one always sees where one is."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import STRANGER, Enter

pytestmark = pytest.mark.browser

_HERE = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const words = one.labels?.[0]?.innerText || one.innerText || one.getAttribute("aria-label");
    return {
        words: (words || "").trim().split("\\n")[0],
        // The calendar inside a field for a day has the focus alone, and a ring of its own.
        ring: !one.matches(":focus")
            || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
        inside: one.getBoundingClientRect().bottom > 0,
    };
}"""


def test_the_content_is_one_key_away(tab_of: Enter) -> None:
    page = tab_of(STRANGER)
    page.goto("/performance/fosseshire/")
    page.keyboard.press("Tab")
    assert page.evaluate(_HERE)["words"] == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_figure_is_recorded(tab_of: Enter) -> None:
    page = tab_of("hub_worker")
    page.goto("/today/")
    _go_to(page, "Fill it in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/returns/**")
    _go_to(page, "7. Days to a first answer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/**")
    _go_to(page, "Figure")
    page.keyboard.type("2.4")
    _go_to(page, "Yes: it is entered above")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    _go_to(page, "Record, then the next")
    _go_to(page, "Record")
    page.keyboard.press("Enter")
    page.wait_for_url("**/returns/**")

    expect(page.get_by_role("status")).to_contain_text("Recorded")
    line = page.get_by_role("listitem").filter(has_text="Days to a first answer")
    expect(line).to_contain_text("2.4")


def test_every_step_through_a_report_is_seen(tab_of: Enter) -> None:
    page = tab_of(STRANGER)
    page.goto("/performance/fosseshire/indicators/1/")
    steps = page.locator("a, button, summary, select, input:not([type=hidden])").count()
    for _step in range(min(steps, 60)):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        assert (here["words"], here["ring"], here["inside"]) == (here["words"], True, True)


def test_the_menu_of_a_phone_opens_by_keyboard_and_without_a_script(plain: Enter) -> None:
    page = plain("infrastructure_manager")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/organisations/")
    rooms = page.get_by_role("navigation", name="Main")
    bar = page.locator("header .bar")
    assert _height(bar) < 60
    expect(rooms.get_by_role("link", name="Imports")).to_be_hidden()
    _go_to(page, "Menu")
    page.keyboard.press("Enter")
    expect(rooms.get_by_role("link", name="Imports")).to_be_visible()
    expect(rooms.get_by_role("link", name="Organisations")).to_have_attribute(
        "aria-current", "page"
    )
    _go_to(page, "Imports")
    page.keyboard.press("Enter")
    page.wait_for_url("**/imports/")


def test_on_a_desk_the_bar_is_two_rows_whoever_is_signed_in(tab_of: Enter) -> None:
    for who in (STRANGER, "infrastructure_manager"):
        page = tab_of(who)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto("/organisations/")
        bar = page.locator("header .bar")
        assert _height(bar) < 100
        assert bar.locator("summary").is_hidden()
        expect(page.get_by_role("searchbox", name="Search")).to_be_in_viewport()
        expect(bar.get_by_role("link", name="Places")).to_be_in_viewport()


def _height(bar: Locator) -> float:
    box = bar.bounding_box()
    assert box is not None
    return box["height"]


def _go_to(page: Page, words: str, after: str = "") -> None:
    """Press Tab until the focus is on what begins with these words (in the row, if one is
    named), seeing the ring all the way."""
    for _step in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        assert here["ring"], here
        if here["words"].startswith(words) and _row(page).startswith(after):
            return
    raise AssertionError(f"{words} cannot be reached.")


def _row(page: Page) -> str:
    row = page.evaluate("(document.activeElement.closest('tr')?.innerText || '').trim()")
    return str(row).split(". ", 1)[-1]
