"""The whole house as it is served for real, in processes of its own, with both example worlds:
the server with its compressed files and the worker beside it, mail going into a folder."""

import email
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from email import policy
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket
from typing import Any, TypeVar

from tests.ready_database import lay

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
Found = TypeVar("Found")


@dataclass(frozen=True)
class House:
    """`facts` is what `prepare.py` wrote down of the two worlds."""

    url: str
    var: Path
    facts: Mapping[str, Any]

    def letter(self, address: str, about: str) -> str:
        """The text of a mail to the address that has these words in it; waits for the worker."""

        def find() -> str | None:
            return next((text for text in self._letters(address) if about in text), None)

        return patiently(find, f"a mail to {address} about {about}")

    def link(self, address: str, about: str) -> str:
        """The first link in that mail."""
        found = re.search(rf"{re.escape(self.url)}\S+", self.letter(address, about))
        assert found is not None
        return found.group()

    def _letters(self, address: str) -> list[str]:
        texts = []
        for file in sorted((self.var / "mail").glob("*.log")):
            for raw in re.split(rb"\n-{79}\n", file.read_bytes()):
                letter = email.message_from_bytes(raw, policy=policy.default)
                if letter["To"] == address:
                    body = letter.get_body(("plain",))
                    texts.append(f"{letter['Subject']}\n{body.get_content() if body else ''}")
        return texts


def patiently(find: Callable[[], Found | None], what: str) -> Found:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := find():
            return found
        time.sleep(0.1)
    raise AssertionError(f"There is no {what}.")


def free_port() -> int:
    with closing(socket(AF_INET, SOCK_STREAM)) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path, url: str) -> dict[str, str]:
    """As in production, but for the one-click sign-in; nothing of the tests' own settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRELLIS_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "trellis.config.settings",
        "TRELLIS_DEMO": "1",
        "TRELLIS_VAR": str(var),
        "TRELLIS_SITE_URL": url,
    }


def prepare(var: Path, surroundings: Mapping[str, str]) -> Path:
    facts = var / "facts.json"
    lay(var / "trellis.sqlite3")
    command = [sys.executable, "-m", "tests.browser.prepare", str(facts)]
    subprocess.run(command, cwd=ROOT, env=surroundings, check=True)
    return facts


def serve(port: int, surroundings: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "trellis.config.cli", "serve", "--workers", "1"]
    return subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, env=surroundings)


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    def answers() -> bool:
        assert server.poll() is None, "The server ended before it answered."
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False

    patiently(answers, f"answer from {url}")
