"""What can be wrong with a page that a browser shows."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": list(RULES)},
    "rules": {"target-size": {"enabled": True}},
}
# Controls and links that stand by themselves; a link in a sentence is as high as its line.
_SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, summary")]
    .filter(one => getComputedStyle(one).display !== "inline")
    .filter(one => one.checkVisibility() && one.type !== "hidden")
    .map(one => one.closest("label") || one)
    .filter(one => one.getBoundingClientRect().width > 1)
    .filter(one => one.getBoundingClientRect().height < 24)
    .map(one => one.outerHTML.slice(0, 200))"""
_OUTSIDE = """() => [...document.querySelectorAll("main *, header *, footer *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 200)).slice(0, 3)"""
_BONES = """() => ({
    h1: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main").length,
    lang: document.documentElement.lang,
    title: document.title.split("·")[0].trim() !== "",
})"""


def bones(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(_BONES)
    return found


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the first place where it is broken."""
    found: dict[str, Any] = Axe().run(page, options=_OPTIONS).response
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


def small_targets(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_SMALL_TARGETS)
    return found


def outside(page: Page) -> list[str]:
    """What makes the page wider than its window; nothing when nothing does."""
    if page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0:
        return []
    found: list[str] = page.evaluate(_OUTSIDE)
    return found or ["something that cannot be named"]


class Complaints:
    """What the browser says against the pages of a tab: broken scripts, refused styles."""

    def __init__(self, page: Page) -> None:
        self.said: list[str] = []
        page.on("console", lambda one: self._hear(one.type, one.text))
        page.on("pageerror", lambda fault: self.said.append(str(fault)))

    def _hear(self, kind: str, text: str) -> None:
        # Chromium also writes down every answer of 400 and above, which the tests check.
        if kind in {"error", "warning"} and "the server responded with a status" not in text:
            self.said.append(text)
