"""A file is kept whole or not at all, once, under the digest of its content."""

import hashlib
import io
import stat
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from trellis.kernel import files

CONTENT = b"The minutes of the meeting. " * 100_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
IN_MEMORY = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


class Torn(io.BytesIO):
    """Can be read through once, and breaks off the second time."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        if self.reads > 5:
            raise OSError("the disk is full")
        return super().read(size)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def read(digest: str) -> bytes:
    with files.opened("kept", digest) as opened:
        return opened.read()


def on_disk() -> list[Path]:
    return [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]


def test_it_is_kept_under_its_digest() -> None:
    assert files.keep(io.BytesIO(CONTENT), folder="kept") == files.Kept(DIGEST, len(CONTENT))
    assert read(DIGEST) == CONTENT
    assert list(files.all_in("kept")) == [DIGEST]


def test_nobody_else_on_the_machine_reads_it() -> None:
    files.keep(io.BytesIO(CONTENT), folder="kept")
    assert [stat.S_IMODE(path.stat().st_mode) for path in on_disk()] == [0o600]


def test_the_same_content_is_kept_once() -> None:
    for _time in range(2):
        files.keep(io.BytesIO(CONTENT), folder="kept")
    assert len(on_disk()) == 1


def test_what_breaks_off_leaves_nothing_under_the_name() -> None:
    with pytest.raises(OSError, match="full"):
        files.keep(Torn(CONTENT), folder="kept")
    assert (files.is_there("kept", DIGEST), on_disk()) == (False, [])


def test_it_can_be_let_go() -> None:
    files.keep(io.BytesIO(CONTENT), folder="kept")
    files.let_go("kept", DIGEST)
    assert not files.is_there("kept", DIGEST)
    with pytest.raises(FileNotFoundError):
        read(DIGEST)


def test_a_folder_that_nothing_was_kept_in_is_empty() -> None:
    assert list(files.all_in("kept")) == []


def test_a_storage_that_is_no_disk_keeps_it_too() -> None:
    with override_settings(STORAGES=IN_MEMORY):
        files.keep(io.BytesIO(CONTENT), folder="kept")
        assert read(DIGEST) == CONTENT
        assert list(files.all_in("kept")) == [DIGEST]
