"""Nothing of the machine it was made on, and nothing of how, stands in the repository."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import REPOSITORY

LEFT_OUT = {".git", ".venv", "var", ".hypothesis", ".ruff_cache", ".mypy_cache", "__pycache__"}
# Put together here, so that this file does not hold what it looks for.
PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/t" + "mp/")
HOSTS = ("py" + "pi.", "python" + "hosted", "npm" + "js", "arti" + "factory", "nex" + "us.")
MAKERS = (
    "Cla" + "ude", "Anthro" + "pic", "Open" + "AI", "Co" + "pilot", "Chat" + "GPT",
    "language " + "model", "artificial " + "intelligence", "sub" + "agent",
)  # fmt: skip


def texts() -> list[Path]:
    return [
        path
        for path in REPOSITORY.rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.relative_to(REPOSITORY).parts)
    ]


@pytest.mark.parametrize("word", [*PATHS, *HOSTS, *MAKERS])
def test_it_stands_nowhere(word: str) -> None:
    search = re.compile(rf"(?<![\w.]){re.escape(word)}", re.IGNORECASE)
    found = [
        str(path.relative_to(REPOSITORY))
        for path in texts()
        if search.search(path.read_bytes().decode("utf-8", "replace"))
    ]

    assert found == []
