"""The documents say what is there: words, decisions, links."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.source import FLOORS, REPOSITORY, python_files
from trellis.performance.rules.codes import TargetState, ValueState

GLOSSARY = (REPOSITORY / "docs/glossary.md").read_text(encoding="utf-8")
DECISIONS = sorted((REPOSITORY / "docs/adr").glob("0*.md"))
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]


@pytest.mark.parametrize("room", FLOORS)
def test_the_glossary_has_the_words_of_a_room(room: str) -> None:
    says = import_module(f"trellis.{room}").__doc__ or ""
    words = set(re.findall(r"\*([^*]+)\*", says.replace("\n", " ")))
    known = set(re.findall(r"\*\*([^*]+)\*\*", GLOSSARY))

    assert words - known == set()


@pytest.mark.parametrize("code", [*ValueState, *TargetState])
def test_the_glossary_has_the_states(code: str) -> None:
    assert GLOSSARY.count(f"`{code}`") >= 1


def test_every_decision_that_is_cited_is_there() -> None:
    texts = [*python_files("trellis", "tests"), *PAGES]
    cited = {
        found
        for path in texts
        for found in re.findall(r"adr/(\d{4}-[\w-]+\.md)", path.read_text(encoding="utf-8"))
    }

    assert cited - {path.name for path in DECISIONS} == set()


def test_decisions_are_numbered_on() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=[path.stem for path in DECISIONS])
def test_a_decision_says_what_was_rejected_and_what_it_costs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"^\*\*([\w ]+)\.\*\*", text, re.MULTILINE) == [
        "To decide",
        "Decided",
        "Rejected",
        "Costs",
    ]
    assert f"[{path.name[:4]}]({path.name})" in (path.parent / "README.md").read_text()


@pytest.mark.parametrize("path", PAGES, ids=[str(path.relative_to(REPOSITORY)) for path in PAGES])
def test_no_link_leads_nowhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []
