"""Dependencies with their reasons, locks with their hashes, settings with their explanation."""

import re
import tomllib

import pytest

from tests.architecture.source import REPOSITORY, python_files

LOCKS = (
    "bootstrap.lock",
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-objects.lock",
)
PROJECT = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
SETTING = re.compile(r"TRELLIS_[A-Z_]+")
# Turned by the tests only; `make test` explains them.
OF_TESTS = {"TRELLIS_REFERENCE_DATA", "TRELLIS_TESTS_ALLOW_NO_GAP"}


def test_every_dependency_says_why() -> None:
    facts = tomllib.loads(PROJECT)["project"]
    extras = facts["optional-dependencies"]
    wanted = [*facts["dependencies"], *extras["dev"], *extras["objects"]]
    explained = re.findall(r'^    "([^"]+)", +# \w.+$', PROJECT, re.MULTILINE)

    assert [name for name in wanted if name not in explained] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_hashes_and_no_addresses(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.\[\]-]+)==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"^[\w.\[\]-]+==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)

    assert [
        name for name, block in zip(pinned, blocks, strict=True) if "--hash=" not in block
    ] == []
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url.*", text) == []


def test_every_setting_is_explained() -> None:
    """Both ways: nothing unexplained, nothing explained that is not there."""
    read = {
        name
        for path in python_files("trellis")
        for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }
    page = (REPOSITORY / "docs/production.md").read_text(encoding="utf-8")

    assert set(SETTING.findall(page)) - OF_TESTS == read - OF_TESTS
