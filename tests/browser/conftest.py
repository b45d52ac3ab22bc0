"""One house for all tests of this folder, and the tabs that people open in it.

Everything entered by one test is there for the next, as in life: a story keeps to people and
figures that no other story uses.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.house import House, environment, free_port, prepare, serve, wait_for

STRANGER = "stranger"
PATIENCE = 15_000  # milliseconds
Enter = Callable[[str], Page]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    var: Path = tmp_path_factory.mktemp("house")
    port = free_port()
    url = f"http://localhost:{port}"
    surroundings = environment(var, url)
    facts = json.loads(prepare(var, surroundings).read_text(encoding="utf-8"))
    server = serve(port, surroundings)
    try:
        wait_for(url, server)
        yield House(url, var, facts)
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module")
def tab_of(browser: Browser, house: House) -> Iterator[Enter]:
    """The tab of one of the cast, signed in by one click, the same one each time it is asked
    for; of a stranger, one that never signed in."""
    open_now: dict[str, BrowserContext] = {}

    def tab(who: str) -> Page:
        if who not in open_now:
            open_now[who] = browser.new_context(base_url=house.url, locale="en-GB")
            open_now[who].set_default_timeout(PATIENCE)
            open_now[who].new_page()
            if who != STRANGER:
                open_now[who].pages[0].goto(f"/demo/{who}/")
        return open_now[who].pages[0]

    yield tab
    for context in open_now.values():
        context.close()


@pytest.fixture
def plain(browser: Browser, house: House) -> Iterator[Enter]:
    """A tab of a browser that runs no script, signed in like `tab_of`."""
    opened: list[BrowserContext] = []

    def tab(who: str) -> Page:
        context = browser.new_context(base_url=house.url, locale="en-GB", java_script_enabled=False)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        if who != STRANGER:
            page.goto(f"/demo/{who}/")
        return page

    yield tab
    for context in opened:
        context.close()
