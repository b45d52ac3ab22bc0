"""The backup file: a zip whose last 64 bytes are the SHA-256 of everything before them.

Any zip program opens it (the digest is the zip's comment). One flipped bit anywhere, or a lost
tail, and it is refused before anything is touched.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import SupportsRead

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
_DIGEST_LENGTH = 64
_CHUNK = 1 << 20


class ArchiveRefusedError(Exception):
    """The file is no backup, is damaged, or is of a kind this release does not read."""


@dataclass
class Manifest:
    """What an archive says of itself.

    `migrations` are `room.name`; `rows` counts each table's rows by its model's label; `head` is
    the audit's head (empty: nothing sealed); `digests` holds each part's SHA-256.
    """

    format: int
    release: str
    engine: str
    taken_at: str
    migrations: list[str]
    rows: dict[str, int] = field(default_factory=dict)
    head: str = ""
    digests: dict[str, str] = field(default_factory=dict)


class Writer:
    """Parts are added one by one; `finish` makes the archive appear under its name, whole."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._part = target.with_name(target.name + ".part")
        # Personal data: nobody else on the machine may read it, not even half-written.
        self._file: IO[bytes] = os.fdopen(
            os.open(self._part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b"
        )
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        self._digests: dict[str, str] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> str:
        """Returns its SHA-256."""
        digest = hashlib.sha256()
        with self._zip.open(name, "w", force_zip64=True) as part:
            for chunk in chunks:
                digest.update(chunk)
                part.write(chunk)
        self._digests[name] = digest.hexdigest()
        return self._digests[name]

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            self.add_opened(name, source)

    def add_opened(self, name: str, source: "SupportsRead[bytes]") -> str:
        """Returns its SHA-256."""
        return self.add(name, iter(lambda: source.read(_CHUNK), b""))

    def finish(self, manifest: Manifest) -> None:
        manifest.digests = dict(self._digests)
        self.add(MANIFEST, [json.dumps(asdict(manifest), indent=1).encode()])
        self._zip.comment = b"0" * _DIGEST_LENGTH
        self._zip.close()
        digest = _digest_of_body(self._file)
        self._file.seek(-_DIGEST_LENGTH, os.SEEK_END)
        self._file.write(digest.encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self.target)
        sync_folder(self.target.parent)

    def abandon(self) -> None:
        self._file.close()
        self._part.unlink(missing_ok=True)


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """An archive being written; nothing is left of it when something goes wrong."""
    writer = Writer(target)
    try:
        yield writer
    except BaseException:
        writer.abandon()
        raise


class Reader:
    """An archive whose every byte has been checked."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        facts: dict[str, Any] = json.loads(self._zip.read(MANIFEST))
        self.manifest = Manifest(**facts)

    def lines(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as part:
            yield from part

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        with self._zip.open(name) as part:
            yield part

    def unpack(self, name: str, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._zip.open(name) as part, target.open("wb") as out:
            while chunk := part.read(_CHUNK):
                out.write(chunk)

    def names(self, folder: str) -> list[str]:
        """The parts under the folder; a name that would leave it is refused."""
        found = [name for name in self.manifest.digests if name.startswith(f"{folder}/")]
        if any(".." in PurePosixPath(name).parts for name in found):
            raise ArchiveRefusedError("a part's name leads out of its folder")
        return found

    def holds(self, name: str) -> bool:
        return name in self.manifest.digests


def open_checked(path: Path) -> Reader:
    """Open an archive; ArchiveRefusedError unless every byte is as it was written."""
    _refuse_damage(path)
    try:
        reader = Reader(path)
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as fault:
        raise ArchiveRefusedError("its list of contents cannot be read") from fault
    if reader.manifest.format > FORMAT:
        raise ArchiveRefusedError("it was made by a newer release: install that release first")
    for name, digest in reader.manifest.digests.items():
        found = hashlib.sha256()
        for chunk in reader.lines(name):
            found.update(chunk)
        if found.hexdigest() != digest:
            raise ArchiveRefusedError(f"{name} is not as it was written")
    return reader


def _refuse_damage(path: Path) -> None:
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            if file.tell() <= _DIGEST_LENGTH:
                raise ArchiveRefusedError("it is too short to be a backup")
            file.seek(-_DIGEST_LENGTH, os.SEEK_END)
            said = file.read()
            found = _digest_of_body(file)
    except OSError as fault:
        raise ArchiveRefusedError("there is no such file, or it cannot be read") from fault
    if said != found.encode():
        raise ArchiveRefusedError("it is damaged, cut short or no backup of Trellis")


def _digest_of_body(file: IO[bytes]) -> str:
    """SHA-256 of everything but the digest's own place at the end."""
    file.flush()
    file.seek(0, os.SEEK_END)
    left = file.tell() - _DIGEST_LENGTH
    file.seek(0)
    digest = hashlib.sha256()
    while left and (chunk := file.read(min(_CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
