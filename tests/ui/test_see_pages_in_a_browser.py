"""People look at pages on desks and phones, enlarged, without scripts, by keyboard, on paper."""

import gzip
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("components", "report", "record", "today")
SMALLEST_LETTER = """() => Math.min(...[...document.querySelectorAll("svg text")]
    .filter(text => text.getBoundingClientRect().width)
    .map(text => {
        const svg = text.ownerSVGElement;
        const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        return scale * parseFloat(getComputedStyle(text).fontSize);
    }), 99)"""
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, summary")]
    .filter(one => getComputedStyle(one).display !== "inline")
    .filter(one => one.getBoundingClientRect().width > 1)
    .filter(one => one.getBoundingClientRect().height < 24)
    .map(one => one.outerHTML)"""


def opened(page: Page, live_server: LiveServer, show: str, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/ui/?show={show}")
    return page


def faults(page: Page) -> list[tuple[str, str]]:
    found: dict[str, Any] = Axe().run(page).response
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("show", PAGES)
def test_axe_finds_nothing(page: Page, live_server: LiveServer, show: str, width: int) -> None:
    assert faults(opened(page, live_server, show, width)) == []


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
@pytest.mark.parametrize("show", PAGES)
def test_nothing_runs_out_of_the_page_and_all_can_be_read_and_hit(
    page: Page, live_server: LiveServer, show: str, width: int
) -> None:
    opened(page, live_server, show, width)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert page.evaluate(SMALLEST_LETTER) >= 12
    assert page.evaluate(SMALL_TARGETS) == []


def test_a_first_visit_is_light(page: Page, live_server: LiveServer) -> None:
    """At most 12 requests and 60 kB: style sheets travel compressed, pages as they are."""
    answers: list[Response] = []

    def note(answer: Response) -> None:  # Playwright cannot take a built-in method
        answers.append(answer)

    page.on("response", note)
    opened(page, live_server, "report", 390)
    page.wait_for_load_state("networkidle")
    assert len(answers) <= 12
    bodies = [(answer, answer.body()) for answer in answers]
    weights = [
        len(gzip.compress(body)) if "/static/" in answer.url else len(body)
        for answer, body in bodies
    ]
    assert sum(weights) <= 60_000


def test_a_row_becomes_a_record_on_a_phone_and_stays_a_row_to_a_screen_reader(
    page: Page, live_server: LiveServer
) -> None:
    opened(page, live_server, "report", 390)
    result, target = page.get_by_role("table").first.get_by_role("cell").all()[:2]
    label = "one => getComputedStyle(one, '::before')."
    assert target.evaluate(label + "content").startswith('"Target"')
    assert result.evaluate(label + "display") == "none"
    assert page.get_by_role("table").first.get_by_role("row").count() == 6
    assert page.get_by_role("table").first.get_by_role("rowheader").count() == 5


def test_the_keyboard_reaches_the_content_first(page: Page, live_server: LiveServer) -> None:
    opened(page, live_server, "report", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_error_summary_has_the_focus_without_a_script(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/")
    assert page.locator(".error-summary:focus").count() == 1
    context.close()


def test_no_page_breaks_the_content_policy(page: Page, live_server: LiveServer) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    opened(page, live_server, "components", 1280)
    assert said == []


def test_paper_shows_the_report_without_the_furniture(page: Page, live_server: LiveServer) -> None:
    page.emulate_media(media="print")
    opened(page, live_server, "report", 720)
    assert page.locator(".bar").is_visible() is False
    assert page.get_by_role("heading", name="Amberdale", exact=True).is_visible()


def test_high_contrast_keeps_the_shape_of_tags_and_the_ring_of_focus(
    page: Page, live_server: LiveServer
) -> None:
    page.emulate_media(forced_colors="active")
    opened(page, live_server, "report", 1280)
    border = page.locator(".tag").first.evaluate("one => getComputedStyle(one).borderTopWidth")
    assert border == "1px"
    page.keyboard.press("Tab")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
