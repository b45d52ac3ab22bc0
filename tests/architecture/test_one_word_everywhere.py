"""One word a room: folder, address, templates, tests, audit and page of the documentation."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLResolver, get_resolver

from tests.architecture.source import FLOORS, HOUSE, REPOSITORY, ROOMS, python_files

# Templates of packages that a room stands in for, under the names those packages look for.
STANDS_IN = {
    "people": {"account", "mfa", "usersessions", "allauth"},
    "ui": {"cotton", "django"},
}
ODDS_AND_ENDS = {"utils", "util", "common", "helpers", "helper", "misc", "base", "core", "tools"}


def test_the_rooms_are_what_the_settings_say() -> None:
    assert tuple(reversed(FLOORS)) == settings.ROOMS


def test_there_is_no_other_folder() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir() and path.name[0] != "_"}

    assert folders == {*FLOORS, "config"}


@pytest.mark.parametrize("room", FLOORS)
def test_its_label_and_tables(room: str) -> None:
    config = apps.get_app_config(room)

    assert config.name == f"trellis.{room}"
    assert [
        model._meta.db_table
        for model in config.get_models()
        if not model._meta.db_table.startswith(f"{room}_")
    ] == []


@pytest.mark.parametrize("room", [*ROOMS, "ui"])
def test_its_address(room: str) -> None:
    prefixes = [
        str(found.pattern)
        for found in get_resolver().url_patterns
        if isinstance(found, URLResolver) and found.urlconf_name == _urls(room)
    ]

    assert prefixes == [f"{room}/"]


@pytest.mark.parametrize("room", FLOORS)
def test_its_templates(room: str) -> None:
    found = {path.name for path in (HOUSE / room / "templates").glob("*") if path.is_dir()}

    assert found - STANDS_IN.get(room, set()) - {room} == set()


@pytest.mark.parametrize("room", FLOORS)
def test_its_tests(room: str) -> None:
    assert list((REPOSITORY / "tests" / room).rglob("test_*.py")) != []


@pytest.mark.parametrize("room", FLOORS)
def test_its_page_of_the_documentation(room: str) -> None:
    page = REPOSITORY / "docs/rooms" / f"{room}.md"

    assert page.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("room", FLOORS)
def test_it_says_what_it_is_for(room: str) -> None:
    """A sentence, its words, and what of the source documents it serves."""
    says = (import_module(f"trellis.{room}").__doc__ or "").split("\n\n")

    assert [part.startswith("Words") for part in says[1:2]] == [True]


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    found = {path for path in python_files("trellis") if {*_names(path)} & ODDS_AND_ENDS}

    assert found == set()


def _names(path: Path) -> list[str]:
    return [path.stem, *path.relative_to(REPOSITORY).parts[:-1]]


def _urls(room: str) -> object:
    return import_module(f"trellis.{room}.urls")
