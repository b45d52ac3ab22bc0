"""Every page, as somebody who may see it: on a desk, on a narrow phone, with axe."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.architecture.matrix import addresses
from tests.browser.coming_in import give_password, sign_in, with_passkeys
from tests.browser.conftest import Enter
from tests.browser.house import House
from tests.browser.looking import Complaints, bones, faults, outside, small_targets
from tests.browser.no_pages import NO_PAGES
from tests.browser.pages import VISITS
from tests.browser.visit import KEEPER, Visit

pytestmark = pytest.mark.browser

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 640}


def test_no_page_is_left_out() -> None:
    every_name = {each.name for each in addresses()}

    assert {visit.name for visit in VISITS} | set(NO_PAGES) == every_name


@pytest.fixture(scope="module")
def keeper(browser: Browser, house: House) -> Iterator[tuple[Page, str]]:
    """The tab of somebody with every second factor, and the number of their passkey."""
    context = browser.new_context(base_url=house.url, locale="en-GB")
    page = context.new_page()
    with_passkeys(page)
    sign_in(page, house, KEEPER)
    page.goto("/people/second-factor/passkeys/add/")
    page.get_by_label("Name of the passkey").fill("My telephone")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/second-factor/codes/")
    page.goto("/people/second-factor/passkeys/")
    link = page.locator("main a[href$='/name/']").get_attribute("href")
    assert link is not None
    yield page, link.split("/")[-3]
    context.close()


@pytest.fixture(scope="module")
def half_signed_in(browser: Browser, house: House) -> Iterator[Page]:
    """A tab where the password was right and the code is still asked for."""
    context = browser.new_context(base_url=house.url, locale="en-GB")
    page = context.new_page()
    give_password(page, house, "hub_worker")
    page.wait_for_url("**/sign-in/second-factor/")
    yield page
    context.close()


def _name(visit: Visit) -> str:
    return "-".join([visit.name, visit.who, *map(str, visit.given.values())])


@pytest.mark.parametrize("visit", VISITS, ids=_name)
def test_a_page_is_sound(
    visit: Visit, tab_of: Enter, house: House, request: pytest.FixtureRequest
) -> None:
    facts = dict(house.facts)
    if visit.who == KEEPER:
        page, facts["passkey"] = request.getfixturevalue("keeper")
    elif visit.who == "half_signed_in":
        page = request.getfixturevalue("half_signed_in")
    else:
        page = tab_of(visit.who)
    url = house.url + visit.address(facts)
    _look(page, url, visit.status)
    assert page.url.endswith(visit.lands or url)


def test_the_page_that_says_there_is_none_is_sound(tab_of: Enter, house: House) -> None:
    _look(tab_of("stranger"), f"{house.url}/no-such-page/", 404)


def test_the_page_that_says_it_is_not_allowed_is_sound(tab_of: Enter, house: House) -> None:
    _look(tab_of("volunteer"), f"{house.url}/places/imports/fosseshire/", 403)


def _look(page: Page, url: str, status: int) -> None:
    complaints = Complaints(page)
    page.set_viewport_size(DESK)
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == status
    assert bones(page) == {"h1": 1, "main": 1, "lang": "en-gb", "title": True}
    assert outside(page) == []
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    assert outside(page) == []
    assert small_targets(page) == []
    assert complaints.said == []
