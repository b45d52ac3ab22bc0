"""A real browser for the tests that look at pages as their readers do."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that `TRELLIS_CHROMIUM` names, else that of this machine, else the one that
    Playwright keeps."""
    installed = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        # Playwright's loop would make Django refuse the database to the live server's tests.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TRELLIS_CHROMIUM") or installed,
            args=["--no-sandbox", "--disable-gpu"],
        )
        yield browser
        browser.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()
