"""Somebody brings a file of boundaries and one of postcodes, and sees the outlines drawn."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import STRANGER, Enter
from tests.browser.house import patiently
from tests.places.making import collection, feature, postcode_file

pytestmark = pytest.mark.browser

# Made up: two of the county's districts as squares beside each other.
BOXES = {"XF07000003": (-1.2, 52.8, 0.1, 0.1), "XF07000004": (-1.1, 52.8, 0.1, 0.1)}


def boundaries() -> bytes:
    return collection(feature(box, code=code) for code, box in BOXES.items())


def test_outlines_are_drawn_and_a_postcode_is_found(plain: Enter) -> None:
    page = plain("platform_administrator")
    _bring(page, "Boundaries", "districts.geojson", boundaries())
    reader = plain(STRANGER)
    reader.goto("/places/fosseshire/XF07000003/")
    assert reader.locator("main svg path").count() > 0
    expect(reader.get_by_role("main")).to_contain_text("Invented for this test")

    _bring(page, "Postcodes", "postcodes.csv", postcode_file(["ZZ1 1AA,52.75,-1.15,XF07000003,"]))
    reader.goto("/places/")
    reader.get_by_role("textbox", name="Postcode").fill("ZZ1 1AA")
    reader.get_by_role("button", name="Find it").click()
    expect(reader.get_by_role("main")).to_contain_text("Cotterby")


def _bring(page: Page, kind: str, name: str, content: bytes) -> None:
    page.goto("/places/imports/fosseshire/")
    page.get_by_label(kind).check()
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Where is it from?").fill("Invented for this test")
    page.get_by_role("button", name="Look through the file").click()
    if kind == "Boundaries":
        page.get_by_label("From which day do these boundaries hold?").fill("2025-04-01")
    page.get_by_role("button", name="Import it").click()
    expect(page.get_by_role("button", name="Import it")).to_have_count(0)
    patiently(lambda: _is_done(page), f"end of the import of {name}")


def _is_done(page: Page) -> bool:
    # By its address: a reload can meet the page while the browser still puts it in place.
    page.goto(page.url)
    return page.get_by_role("main").get_by_text("Imported", exact=True).count() > 0
