"""A worker writes down what was done in seconds, does it once more, and puts it right; pastes a
week kept in a spreadsheet; and is told where somebody withdrew it meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser
KIND = "Advice session on governance"


def test_with_scripts(house: House, tab_of: Enter) -> None:
    _recorded_repeated_corrected(tab_of("hub_worker"), house, "Insurance of a shed")


def test_without_scripts(house: House, plain: Enter) -> None:
    _recorded_repeated_corrected(plain("hub_worker"), house, "Reserves for a hall")


def test_a_week_is_pasted_with_scripts(house: House, tab_of: Enter) -> None:
    _pasted(tab_of("hub_worker"), house, "Scripts")


def test_a_week_is_pasted_without_scripts(house: House, plain: Enter) -> None:
    _pasted(plain("hub_worker"), house, "Plain")


def _pasted(page: Page, house: House, mark: str) -> None:
    rows = (
        "Date\tKind\tGroup\tHow many\tWhat it was about\n"
        f"12/10/2026\t{KIND}\tSunrise Lunch Club\t1\tA lease {mark}\n"
        f"Tue 13 Oct 2026\tAdvice on governance\tSunrise Lunch Club\t2\tA loan {mark}\n"
        f"14/10/2026\tAdvice on governance\tSunrise Lunch Club\t2\tA roof {mark}\n"
    )
    main = page.get_by_role("main")
    page.goto(f"{house.url}/record/fosseshire/mine/")
    page.get_by_role("link", name="Paste several").click()
    _see(page, rows)
    expect(main).to_contain_text("3 lines, not recorded yet")
    expect(main).to_contain_text("No kind of activity is called “Advice on governance”")
    page.get_by_role("link", name="Put line 3 right").click()
    page.get_by_label("Kind", exact=True).fill(KIND)
    expect(page.get_by_label("In the 1 other line that says the same, too")).to_be_checked()
    page.get_by_role("button", name="Save the line").click()
    expect(page.get_by_role("status")).to_contain_text("2 lines are right now.")
    page.get_by_role("button", name="Record 3 lines").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 lines are recorded")
    came_in = page.url
    page.get_by_role("link", name="14/10/2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"A roof {mark}")
    expect(main).to_contain_text("It came in a table.")

    page.goto(f"{house.url}/imports/paste/?shape=activities")
    _see(page, rows.replace("Advice on governance", KIND))
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing more to record")
    page.goto(came_in)
    page.get_by_role("link", name="Take it all back").click()
    page.get_by_role("button", name="Take it all back").click()
    expect(main).to_contain_text("Everything is as it was before the import.")


def _see(page: Page, rows: str) -> None:
    page.get_by_label("Your rows").fill(rows)
    page.get_by_role("button", name="See every line").click()


def test_what_is_typed_too_late_stays_readable(house: House, tab_of: Enter, plain: Enter) -> None:
    page, other = tab_of("hub_worker"), plain("hub_worker")
    page.goto(f"{house.url}/record/fosseshire/mine/")
    page.get_by_label("What was done").select_option(label=KIND)
    page.get_by_label("For which group").fill("Sunrise Lunch Club")
    page.get_by_label("What it was about").fill("A shed too late")
    _record(page)
    page.get_by_role("link", name=f"{KIND}: A shed too late").last.click()
    other.goto(page.url)
    page.get_by_role("link", name="Correct it").click()
    page.get_by_label("Why it is corrected").fill("It was a garage")
    other.get_by_role("link", name="Withdraw it").click()
    other.get_by_label("Why it is withdrawn").fill("Nobody came")
    other.get_by_role("button", name="Withdraw it").click()
    page.get_by_role("button", name="Save the correction").click()
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("It was withdrawn meanwhile")
    expect(main).to_contain_text("Nobody came")
    expect(main).to_contain_text("It was a garage")
    expect(main.get_by_role("link", name="See what was said of it")).to_be_visible()


def _recorded_repeated_corrected(page: Page, house: House, about: str) -> None:
    page.goto(f"{house.url}/record/fosseshire/mine/")
    main = page.get_by_role("main")
    page.get_by_label("What was done").select_option(label=KIND)
    page.get_by_label("For which group").fill("Sunrise Lunch Club")
    page.get_by_label("What it was about").fill(about)
    _record(page)
    expect(page.get_by_role("status")).to_contain_text("Recorded")
    page.get_by_role("link", name=f"{KIND}: {about}").first.click()
    expect(page.get_by_label("What it was about")).to_have_value(about)
    _record(page)

    page.get_by_role("link", name=f"{KIND}: {about}").last.click()
    page.get_by_role("link", name="Correct it").click()
    page.get_by_label("How many").fill("0")
    page.get_by_label("Why it is corrected").fill("Two came")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_label("Why it is corrected")).to_have_value("Two came")
    page.get_by_label("How many").fill("2")
    page.get_by_role("button", name="Save the correction").click()
    expect(main).to_contain_text("What was said before")
    expect(main).to_contain_text("Two came")

    page.goto(f"{house.url}/record/fosseshire/")
    expect(main.get_by_role("link", name=KIND)).to_be_visible()


def _record(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Record", exact=True).click()
