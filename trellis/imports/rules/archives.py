"""Spreadsheets are archives: what is refused of an archive before anything in it is read."""

import re
import zipfile
import zlib
from typing import BinaryIO, Final

from trellis.imports.rules.problems import (
    MOST_PARTS,
    MOST_RATIO,
    MOST_UNPACKED,
    FileRefusedError,
    Wrong,
)

_PACKED: Final = re.compile(r"\.(zip|gz|bz2|xz|7z|rar|tar|jar|exe|dll)$", re.IGNORECASE)
_SMALL: Final = 1_000_000  # under this nobody minds how well it was packed
_LINK: Final = 0o120000
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED: Final = 0x1
# All that Python's reader of archives raises at one that is damaged.
FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def open_archive(content: BinaryIO, size: int) -> zipfile.ZipFile:
    """`size` in bytes is that of the file. Raises FileRefusedError."""
    try:
        archive = zipfile.ZipFile(content)
    except FAULTS as fault:
        raise FileRefusedError(Wrong.BROKEN) from fault
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise FileRefusedError(Wrong.TOO_MANY_PARTS)
    if len({part.filename for part in parts}) != len(parts) or any(map(_is_strange, parts)):
        raise FileRefusedError(Wrong.STRANGE_PARTS)
    if any(part.flag_bits & _LOCKED for part in parts):
        raise FileRefusedError(Wrong.OLD_OR_LOCKED)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > max(_SMALL, MOST_RATIO * size) or packed > size:
        raise FileRefusedError(Wrong.UNPACKS_TOO_LARGE)
    return archive


def _is_strange(part: zipfile.ZipInfo) -> bool:
    """A path that leads out, a link, another archive inside, or packed in a way nobody uses."""
    name = part.filename.replace("\\", "/")
    return (
        name.startswith("/")
        or ":" in name
        or ".." in name.split("/")
        or part.external_attr >> 16 & 0o170000 == _LINK
        or part.compress_type not in _METHODS
        or _PACKED.search(name) is not None
    )


def open_part(archive: zipfile.ZipFile, name: str) -> BinaryIO:
    """One part, unpacked as it is read: never more than the archive said. Raises
    FileRefusedError where there is none of that name."""
    try:
        return archive.open(name)  # type: ignore[return-value]
    except FAULTS as fault:
        raise FileRefusedError(Wrong.BROKEN, name[:60]) from fault
