"""The page that says everybody here has a second factor goes onto paper, as evidence."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Enter
from tests.browser.house import House

pytestmark = pytest.mark.browser


def test_the_page_is_printed(house: House, tab_of: Enter) -> None:
    page = tab_of("group_administrator")
    page.goto(f"/organisations/{house.facts['edited']}/people/second-factor/")
    pages = PdfReader(BytesIO(page.pdf())).pages
    text = " ".join(" ".join(each.extract_text() for each in pages).split())

    assert "Second factors at Sunrise Lunch Club" in text
    assert "Bernadette Oyelaran" in text
    assert "How we are doing" not in text
