"""A real server that speaks S3, in a process of its own: rclone over a folder, so that a test can
look at what lies there, and damage it. It does not see at once what was put there past it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

import pytest

from bench.house import HOST, answers, free_port

KEYS: Final = {"AWS_ACCESS_KEY_ID": "the-keeper", "AWS_SECRET_ACCESS_KEY": "not-much-of-a-secret"}


@dataclass(frozen=True)
class ObjectStore:
    """`folder` holds a folder for each bucket, and there is one."""

    port: int
    folder: Path

    def address(self, prefix: str) -> str:
        """What to write for TRELLIS_FILES."""
        return f"s3://house/{prefix}?endpoint=http://{HOST}:{self.port}&region=eu-west-2"

    def lies_in(self, prefix: str) -> list[Path]:
        return sorted(
            path for path in (self.folder / "house" / prefix).rglob("*") if path.is_file()
        )

    def environment(self, prefix: str) -> dict[str, str]:
        return {**KEYS, "TRELLIS_FILES": self.address(prefix)}


@pytest.fixture(scope="session")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    store = ObjectStore(free_port(), tmp_path_factory.mktemp("objects"))
    (store.folder / "house").mkdir()
    process = subprocess.Popen(
        [
            Path(sys.executable).parent / "rclone", "serve", "s3", str(store.folder),
            "--addr", f"{HOST}:{store.port}", "--auth-key", ",".join(KEYS.values()),
            "--config", "", "--log-file", str(store.folder / "rclone.log"),
        ]
    )  # fmt: skip
    try:
        _wait_for(store)
        yield store
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def prefix() -> str:
    """A place in the bucket that nobody else has."""
    return token_hex(8)


def kept_in(address: str) -> dict[str, Any]:
    """What to give `settings.STORAGES`."""
    backend = "trellis.kernel.objects.ObjectStorage"
    return {"default": {"BACKEND": backend, "OPTIONS": {"address": address}}}


def _wait_for(store: ObjectStore) -> None:
    ends = time.monotonic() + 20
    while not answers(store.port, "/"):
        assert time.monotonic() < ends, (store.folder / "rclone.log").read_text()
        time.sleep(0.02)
