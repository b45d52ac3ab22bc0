"""Nobody waits long on a village's line: what a first view of a public page costs."""

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.house import House
from tests.browser.pages import PUBLIC
from tests.browser.visit import Visit
from trellis.web.kept import PUBLIC_PAGES

pytestmark = pytest.mark.browser

MOST_REQUESTS = 12
MOST_BYTES = 60_000
FILES = {"performance:download", "performance:published_file"}


def test_no_public_page_is_left_out() -> None:
    assert {visit.name for visit in PUBLIC} | FILES >= PUBLIC_PAGES


def _name(visit: Visit) -> str:
    return "-".join([visit.name, *map(str, visit.given.values())])


# The gallery shows every component in every state, to those who build pages.
READ = [visit for visit in PUBLIC if visit.name != "ui:gallery"]


@pytest.mark.parametrize("visit", READ, ids=_name)
def test_a_first_visit_is_light(visit: Visit, browser: Browser, house: House) -> None:
    context = browser.new_context(base_url=house.url)
    page = context.new_page()
    done: list[Request] = []

    def note(one: Request) -> None:  # Playwright cannot take a built-in method
        done.append(one)

    page.on("requestfinished", note)
    page.goto(visit.address(house.facts), wait_until="networkidle")
    sizes = [one.sizes() for one in done]
    weight = sum(one["responseHeadersSize"] + one["responseBodySize"] for one in sizes)
    context.close()

    assert len(done) <= MOST_REQUESTS
    assert weight <= MOST_BYTES
