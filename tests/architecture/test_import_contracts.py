"""Who may import whom: the laws hold for the house, and each is shown to catch its own sin.

The sins are planted one at a time in a made-up house in a temporary folder, with the same floors.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

FLOORS = "A floor imports only from the floors below it"
ROOMS = "Inside a room, upper files import lower ones only, and no file has a name of its own"
FRONT = "In the front, what starts the house stands above what it shows"
TOOLS = "In the tools of the page, the gallery stands above the components"
PAGES = "Pages never touch models"
DOOR = "Another room is entered by its front door only"
ARITHMETIC = "The arithmetic of a room knows nothing of Django"
KERNEL = "Periods, money, limits, working days, capabilities and viewers are plain Python"
TESTS = "The house stands without its tests"
EVERY = {FLOORS, ROOMS, FRONT, TOOLS, PAGES, DOOR, ARITHMETIC, KERNEL, TESTS}

HOUSE = {
    "config": ("engine", "wsgi"),
    "web": ("urls", "views", "running"),
    "ui": ("urls", "views", "forms", "charts"),
    "kernel": (
        "capabilities", "events", "imports", "jobs", "limits", "models", "money", "periods",
        "privacy", "viewer", "workdays", "written",
    ),
} | dict.fromkeys(
    (
        "performance", "funding", "record", "questions", "privacy", "messages", "documents",
        "imports", "organisations", "people", "places",
    ),
    (
        "apps", "urls", "views", "forms", "exports", "templatetags", "jobs", "handlers",
        "actions", "queries", "words", "policy", "models", "events", "rules",
    ),
)  # fmt: skip

SINS = [
    ("places.queries", "from trellis.organisations import queries", {FLOORS}),
    ("kernel.money", "from trellis.ui import charts", {FLOORS}),
    ("people.models", "from trellis.people import actions", {ROOMS}),
    ("people.helpers", "", {ROOMS}),
    ("web.views", "from trellis.web import urls", {FRONT}),
    ("web.drawer", "", {FRONT}),
    ("ui.charts", "from trellis.ui import views", {TOOLS}),
    ("performance.views", "from trellis.performance import models", {PAGES}),
    ("web.views", "from trellis.people.models import Person", {PAGES}),
    ("performance.queries", "from trellis.people.models import Person", {DOOR}),
    ("organisations.actions", "from trellis.places.queries import trees", {DOOR}),
    ("web.urls", "from trellis.people import apps", {DOOR}),
    ("performance.rules", "from django.db import models", {ARITHMETIC}),
    ("performance.rules", "from trellis.kernel import deadlines", {ARITHMETIC}),
    ("kernel.periods", "from django.utils import timezone", {KERNEL}),
    ("people.actions", "from tests.factories import make_person", {TESTS}),
]


def broken_contracts(house: Path) -> set[str]:
    """The names of the contracts that the house breaks; fails where a name is unknown to us."""
    answer = subprocess.run(
        [
            Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo",
            "--config", REPOSITORY / ".importlinter",
        ],
        cwd=house,
        env={**os.environ, "PYTHONPATH": f"{house}:{REPOSITORY}", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    found = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", answer.stdout, re.MULTILINE))
    assert found.keys() == EVERY, answer.stdout + answer.stderr
    return {name for name, state in found.items() if state == "BROKEN"}


def build(folder: Path) -> Path:
    """A house with every floor and no sin."""
    house = folder / "trellis"
    for room, files in HOUSE.items():
        (house / room).mkdir(parents=True)
        for file in ("__init__", *files):
            (house / room / f"{file}.py").write_text("")
    (house / "__init__.py").write_text("")
    (house / "places/queries.py").unlink()
    (house / "places/queries").mkdir()
    (house / "places/queries/__init__.py").write_text("")
    (house / "places/queries/trees.py").write_text("")
    (house / "people/models.py").write_text("class Person: ...\n")
    (house / "kernel/deadlines.py").write_text("from django.utils import formats\n")
    (house / "kernel/jobs.py").write_text("from trellis.kernel.models import Job\n")
    (house / "kernel/models.py").write_text("class Job: ...\n")
    return house


def test_the_house_keeps_them_all() -> None:
    assert broken_contracts(REPOSITORY) == set()


def test_a_house_without_sin_keeps_them_all(tmp_path: Path) -> None:
    build(tmp_path)

    assert broken_contracts(tmp_path) == set()


@pytest.mark.parametrize(("file", "sin", "broken"), SINS)
def test_a_sin_breaks_its_contract(tmp_path: Path, file: str, sin: str, broken: set[str]) -> None:
    path = build(tmp_path) / file.replace(".", "/")
    inside = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    inside.write_text(sin + "\n")

    assert broken_contracts(tmp_path) == broken
