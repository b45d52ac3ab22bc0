"""Files kept under the digest of their content: the same content is kept once and never changes.

On a disk a file is written beside its place, made to survive a power cut and only then given its
name, so that whatever has a name is whole. A storage that is no disk is asked to keep it its way.
A file is kept before the act that speaks of it: at worst one is left that nobody speaks of.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

from trellis.kernel.objects import ObjectStorage

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """`digest` is the SHA-256 of the content, or the name drawn for it; `size` its bytes."""

    digest: str
    size: int


def name_of(folder: str, digest: str) -> str:
    return f"{folder}/{digest[:2]}/{digest}"


def keep(content: BinaryIO, *, folder: str) -> Kept:
    """Keep the whole content, once it is written for good."""
    kept = _measure(content)
    name = name_of(folder, kept.digest)
    if not default_storage.exists(name):
        _put(name, content)
    return kept


def keep_apart(content: BinaryIO, *, folder: str) -> Kept:
    """Keep it under a name drawn by lot, alone, so that it can be let go with the row that speaks
    of it, and its name says nothing of what is in it."""
    kept = Kept(token_hex(32), _measure(content).size)
    _put(name_of(folder, kept.digest), content)
    return kept


def kept_at(folder: str, digest: str) -> datetime:
    """Raises FileNotFoundError."""
    return default_storage.get_modified_time(name_of(folder, digest))


def opened(folder: str, digest: str) -> BinaryIO:
    """Raises FileNotFoundError."""
    return cast("BinaryIO", default_storage.open(name_of(folder, digest), "rb"))


def is_there(folder: str, digest: str) -> bool:
    return default_storage.exists(name_of(folder, digest))


def let_go(folder: str, digest: str) -> None:
    default_storage.delete(name_of(folder, digest))


def all_in(folder: str) -> Iterator[str]:
    """The digests of everything that is kept in the folder."""
    if isinstance(default_storage, ObjectStorage):
        for name in default_storage.names_under(folder):
            yield name.rpartition("/")[2]
        return
    if not default_storage.exists(folder):
        return
    for start in default_storage.listdir(folder)[0]:
        yield from default_storage.listdir(f"{folder}/{start}")[1]


def _put(name: str, content: BinaryIO) -> None:
    content.seek(0)
    if isinstance(default_storage, FileSystemStorage):
        _write(Path(default_storage.path(name)), content)
    else:
        default_storage.save(name, File(content))


def _measure(content: BinaryIO) -> Kept:
    content.seek(0)
    digester, size = hashlib.sha256(), 0
    while block := content.read(_BLOCK):
        digester.update(block)
        size += len(block)
    return Kept(digester.hexdigest(), size)


def _write(target: Path, content: BinaryIO) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=".part-")  # for its owner only
    try:
        with os.fdopen(handle, "wb") as out:
            while block := content.read(_BLOCK):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        Path(part).replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(part).unlink()
        raise
    _sync(target.parent)
    _sync(target.parent.parent)


def _sync(folder: Path) -> None:
    """Make a new name in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
