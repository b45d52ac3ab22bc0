"""Anyone who makes pages looks at the gallery to see what there is."""

from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client

from tests.architecture.test_templates import COMPONENTS, GALLERY, file_of, uses_in

pytestmark = pytest.mark.django_db

PAGES = ("components", "report", "record", "today")


def reached(templates: list[Path]) -> set[Path]:
    """Return the components that these templates show, directly or within one another."""
    found: set[Path] = set()
    while templates:
        new = {file_of(use.component) for use in uses_in(templates.pop())} - found
        found |= new
        templates += new
    return found


def test_it_shows_every_component() -> None:
    assert reached(list(GALLERY.glob("*.html"))) == set(COMPONENTS.glob("**/*.html"))


def test_every_component_stands_in_a_file_that_cotton_finds() -> None:
    for component in COMPONENTS.glob("**/*.html"):
        get_template(f"cotton/{component.relative_to(COMPONENTS)}")


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_it_opens(client: Client, page: str) -> None:
    assert client.get("/ui/", {"show": page}).status_code == 200


def test_a_page_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/ui/", {"show": "../page"}).status_code == 404


@pytest.mark.parametrize(
    ("component", "attribute", "codes"),
    [
        ("rating", "value", ["met", "nearly", "not_met", "not_rated"]),
        ("reported", "word", ["green", "amber", "red", "not_reported"]),
        ("tag", "tone", ["good", "caution", "serious", "info"]),
        ("note", "tone", ["good", "caution", "serious", "quiet"]),
    ],
)
def test_it_shows_each_state(component: str, attribute: str, codes: list[str]) -> None:
    shown = "".join(page.read_text() for page in GALLERY.glob("*.html"))
    missing = [code for code in codes if f'<c-{component} {attribute}="{code}"' not in shown]
    assert missing == []
