"""A dispute between the county body and a hub, from the first request to what counts: asked for,
not agreed to, challenged, replied to, decided by somebody who took no part."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Enter
from tests.browser.house import House
from tests.browser.looking import faults, outside

pytestmark = pytest.mark.browser

HUB, COUNTY = "Amberdale Community Hub", "Voluntary Action Fosseshire"
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_a_dispute_is_decided_on_a_desk(house: House, tab_of: Enter) -> None:
    _from_request_to_outcome(house, tab_of, house.facts["done_in_dispute"], DESK)


def test_a_dispute_is_decided_on_a_phone_without_scripts(house: House, plain: Enter) -> None:
    _from_request_to_outcome(house, plain, house.facts["done_in_dispute_too"], PHONE)


def _from_request_to_outcome(
    house: House, enter: Enter, activity_id: int, size: ViewportSize
) -> None:
    activity = f"/record/fosseshire/activities/{activity_id}/"
    people = {
        key: enter(key) for key in ("infrastructure_officer", "hub_worker", "council_officer")
    }
    for page in people.values():
        page.set_viewport_size(size)
    county, hub, council = people.values()
    _ask(county, activity)
    _refuse(hub, activity)
    address = _challenge(county, activity)
    _reply(hub, address)
    _decide(council, address)
    _counts_so(county, activity)


def _whole(page: Page) -> None:
    """Nothing that axe finds, nothing wider than the window."""
    assert outside(page) == []
    assert faults(page) == []


def _ask(county: Page, activity: str) -> None:
    county.goto(activity)
    county.get_by_role("link", name="Share it otherwise").click()
    county.get_by_label(HUB).fill("20")
    county.get_by_label(COUNTY).fill("80")
    county.get_by_label("Why it should be shared so").fill("Our room and our chair")
    county.get_by_role("button", name="Ask the others").click()


def _refuse(hub: Page, activity: str) -> None:
    hub.goto(activity)
    hub.get_by_role("link", name="Say whether you agree").click()
    hub.get_by_label("No, leave it as it is").check()
    hub.get_by_label("How you see it").fill("We brought everybody")
    hub.get_by_role("button", name="Answer").click()


def _challenge(county: Page, activity: str) -> str:
    """Returns the address of the challenge. A form that lacks something says what."""
    county.goto("/today/")
    expect(county.get_by_role("main")).to_contain_text("Your shares were not agreed: Forum held")
    county.goto(activity)
    expect(county.get_by_role("main")).to_contain_text(f"{HUB} did not agree to the shares")
    county.get_by_role("link", name="Challenge how it is shared").click()
    _whole(county)
    county.get_by_role("button", name="Challenge it").click()
    expect(county.get_by_role("main")).to_contain_text("Say why it is to be shared otherwise.")
    county.get_by_label("Why is it to be shared otherwise?").fill("Ask anybody who was there.")
    county.get_by_role("button", name="Challenge it").click()
    expect(county.get_by_role("status")).to_contain_text("The others are asked to reply")
    _whole(county)
    return county.url


def _reply(hub: Page, address: str) -> None:
    hub.goto("/today/")
    expect(hub.get_by_role("main")).to_contain_text(
        "How something of yours is shared is challenged"
    )
    hub.goto(address)
    hub.get_by_role("link", name="Reply", exact=True).click()
    _whole(hub)
    hub.get_by_label("How do you see it?").fill("Thirty of forty came by our minibus.")
    hub.get_by_role("button", name="Send the reply").click()
    expect(hub.get_by_role("status")).to_contain_text("Somebody who took no part decides it")
    expect(hub.get_by_role("link", name="Decide it")).to_have_count(0)


def _decide(council: Page, address: str) -> None:
    council.goto("/today/")
    waits = "A challenge to shares waits for its outcome: Forum held"
    expect(council.get_by_role("main")).to_contain_text(waits)
    council.goto(address)
    council.get_by_role("link", name="Decide it").click()
    _whole(council)
    council.get_by_label("Upheld: it counts by the shares below from now on").check()
    council.get_by_label(HUB).fill("45")
    council.get_by_label(COUNTY).fill("50")
    council.get_by_label("Why?").fill("Room, chair and minibus weigh nearly alike.")
    council.get_by_role("button", name="Close the challenge").click()
    expect(council.get_by_role("main")).to_contain_text("The shares add up to 95 %")
    expect(council.get_by_label("Why?")).to_have_value(
        "Room, chair and minibus weigh nearly alike."
    )
    council.get_by_label(COUNTY).fill("55")
    council.get_by_role("button", name="Close the challenge").click()
    expect(council.get_by_role("status")).to_contain_text("The challenge is closed")
    expect(council.get_by_role("main")).to_contain_text("It counts as was decided")
    _whole(council)


def _counts_so(county: Page, activity: str) -> None:
    county.goto(activity)
    main = county.get_by_role("main")
    for words in ("As was decided: Room, chair and minibus", "45 %", "55 %"):
        expect(main).to_contain_text(words)
    _whole(county)
    county.get_by_role("link", name="Share it otherwise").click()
    expect(main).to_contain_text("These shares were decided")
