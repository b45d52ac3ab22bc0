"""A dispute between the county body and a hub, from the first request to what counts: asked for,
not agreed to, challenged, replied to, decided by somebody who took no part."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Enter
from tests.browser.house import House
from tests.browser.looking import faults, outside

pytestmark = pytest.mark.browser
Look = Callable[[Page], None]

HUB, COUNTY = "Amberdale Community Hub", "Voluntary Action Fosseshire"
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_a_dispute_is_decided(house: House, tab_of: Enter) -> None:
    _from_request_to_outcome(tab_of, house.facts["done_in_dispute"], _whole)


def test_a_dispute_is_decided_without_scripts(house: House, plain: Enter) -> None:
    """No script looks at these pages; on a phone all the same."""
    _from_request_to_outcome(plain, house.facts["done_in_dispute_too"], _on_a_phone)


def _from_request_to_outcome(enter: Enter, activity_id: int, look: Look) -> None:
    activity = f"/record/fosseshire/activities/{activity_id}/"
    county, hub = enter("infrastructure_officer"), enter("hub_worker")
    council = enter("council_officer")
    _ask(county, activity)
    _refuse(hub, activity)
    address = _challenge(county, activity, look)
    _reply(hub, address, look)
    _decide(council, address, look)
    _counts_so(county, activity, look)


def _whole(page: Page) -> None:
    """Nothing that axe finds and nothing wider than the window, on a phone and on a desk."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert outside(page) == []
        assert faults(page) == []


def _on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)


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


def _challenge(county: Page, activity: str, look: Look) -> str:
    """Returns the address of the challenge. A form that lacks something says what."""
    county.goto("/today/")
    expect(county.get_by_role("main")).to_contain_text("Your shares were not agreed: Forum held")
    county.goto(activity)
    expect(county.get_by_role("main")).to_contain_text(f"{HUB} did not agree to the shares")
    county.get_by_role("link", name="Challenge how it is shared").click()
    look(county)
    county.get_by_role("button", name="Challenge it").click()
    expect(county.get_by_role("main")).to_contain_text("Say why it is to be shared otherwise.")
    county.get_by_label("Why is it to be shared otherwise?").fill("Ask anybody who was there.")
    county.get_by_role("button", name="Challenge it").click()
    expect(county.get_by_role("status")).to_contain_text("The others are asked to reply")
    look(county)
    return county.url


def _reply(hub: Page, address: str, look: Look) -> None:
    hub.goto("/today/")
    expect(hub.get_by_role("main")).to_contain_text(
        "How something of yours is shared is challenged"
    )
    hub.goto(address)
    hub.get_by_role("link", name="Reply", exact=True).click()
    look(hub)
    hub.get_by_label("How do you see it?").fill("Thirty of forty came by our minibus.")
    hub.get_by_role("button", name="Send the reply").click()
    expect(hub.get_by_role("status")).to_contain_text("Somebody who took no part decides it")
    expect(hub.get_by_role("link", name="Decide it")).to_have_count(0)


def _decide(council: Page, address: str, look: Look) -> None:
    council.goto("/today/")
    waits = "A challenge to shares waits for its outcome: Forum held"
    expect(council.get_by_role("main")).to_contain_text(waits)
    council.goto(address)
    council.get_by_role("link", name="Decide it").click()
    look(council)
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
    look(council)


def _counts_so(county: Page, activity: str, look: Look) -> None:
    county.goto(activity)
    main = county.get_by_role("main")
    for words in ("As was decided: Room, chair and minibus", "45 %", "55 %"):
        expect(main).to_contain_text(words)
    look(county)
    county.get_by_role("link", name="Share it otherwise").click()
    expect(main).to_contain_text("These shares were decided")
