"""Files read in a process of their own: see `rules.apart` for what that one may do."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO, Final

from django.core.files.storage import default_storage

from trellis.imports.rules.lines import Line
from trellis.imports.rules.problems import FileRefusedError, Wrong

_PATIENCE: Final = 30  # seconds by the clock; its own are counted by the processor


def stored_name(digest: str) -> str:
    return f"imports/{digest}"


def look_apart(content: BinaryIO, sheet: str | None = None) -> dict[str, Any]:
    """What `rules.reading.look` finds. Raises FileRefusedError."""
    wanted = ["look"] if sheet is None else ["look", sheet]
    with _copied(content) as file:
        try:
            ended = subprocess.run(  # noqa: S603  (our own reader, by its full path)
                _command(wanted),
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as fault:
            raise FileRefusedError(Wrong.TOO_TANGLED) from fault
    return _answer(ended.stdout.splitlines()[-1:] or [b""])


def rows_apart(content: BinaryIO, sheet: str) -> Iterator[Line]:
    """Every row, as it is read. Raises FileRefusedError."""
    with _copied(content) as file:
        process = subprocess.Popen(  # noqa: S603  (our own reader, by its full path)
            _command(["rows", sheet]),
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        try:
            last = b""
            for last in process.stdout:
                if last.startswith(b"["):
                    number, cells = json.loads(last)
                    yield number, cells
            _answer([last])
        finally:
            process.kill()
            process.stdout.close()
            process.wait()


@contextmanager
def stored(digest: str) -> Iterator[BinaryIO]:
    """The file as it was brought. Raises FileRefusedError."""
    if not default_storage.exists(stored_name(digest)):
        raise FileRefusedError(Wrong.GONE)
    with default_storage.open(stored_name(digest), "rb") as opened:
        yield opened.file  # type: ignore[misc]


def _command(words: list[str]) -> list[str]:
    return [sys.executable, "-I", "-m", "trellis.imports.rules.apart", *words]


@contextmanager
def _copied(content: BinaryIO) -> Iterator[IO[bytes]]:
    """As a file of the machine's own, wherever it is kept."""
    with tempfile.TemporaryFile() as file:
        content.seek(0)
        while block := content.read(1 << 20):
            file.write(block)
        file.seek(0)
        yield file


def _answer(lines: list[bytes]) -> dict[str, Any]:
    """The reader's last word; without one it was ended by its limits."""
    try:
        found = json.loads(lines[-1])
    except ValueError as fault:
        raise FileRefusedError(Wrong.TOO_TANGLED) from fault
    if not isinstance(found, dict):
        raise FileRefusedError(Wrong.TOO_TANGLED)
    if "refused" in found:
        raise FileRefusedError(Wrong(found["refused"]), found["value"])
    return found
