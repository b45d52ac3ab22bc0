"""Looking into a zip (which is what office files are) without being drowned by what is in it.

What it says of itself is read first, and in a few bytes: a list of contents that claims more than
any office file needs is refused before anybody reads it.
"""

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from trellis.kernel.brought.refusals import FileRefusedError, Wrong

MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 200_000_000
MOST_RATIO: Final = 100
# Below this a high ratio is a short file that repeats itself, not a bomb.
_SMALL: Final = 10_000_000
_MOST_LIST: Final = 1_000_000
_END: Final = struct.Struct("<4s4H2LH")
# Of large archives: a pointer, and just before it a record with counts of its own.
_POINTER: Final = 20
_END_OF_LARGE: Final = struct.Struct("<4sQ2H2L4Q")
_ENCRYPTED: Final = 0x1


@contextmanager
def look_inside(content: BinaryIO, *, size: int) -> Iterator[zipfile.ZipFile]:
    """The archive, opened once its own list of contents is found modest. Raises
    FileRefusedError."""
    _refuse_long_list(content, size)
    try:
        inside = zipfile.ZipFile(content)
    except Exception as fault:  # whatever a damaged list makes the reader stumble over
        raise FileRefusedError(Wrong.DAMAGED) from fault
    with inside:
        _refuse_too_much(inside, size)
        yield inside


def _refuse_long_list(content: BinaryIO, size: int) -> None:
    """By the record at its end, which says how many parts there are."""
    tail_length = min(size, _END.size + 65_535 + _POINTER + _END_OF_LARGE.size)
    content.seek(size - tail_length)
    tail = content.read(tail_length)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise FileRefusedError(Wrong.DAMAGED)
    parts, list_length = _END.unpack_from(tail, at)[4:6]
    large = _large_end(tail, at)
    if max(parts, large[0]) > MOST_PARTS or max(list_length, large[1]) > _MOST_LIST:
        raise FileRefusedError(Wrong.TOO_MUCH_INSIDE)


def _large_end(tail: bytes, at: int) -> tuple[int, int]:
    """How many parts, and how long a list, the record of a large archive claims. The reader
    believes it rather than the short one."""
    if tail[max(0, at - _POINTER) :][:4] != b"PK\x06\x07":
        return 0, 0
    start = at - _POINTER - _END_OF_LARGE.size
    if start < 0 or tail[start : start + 4] != b"PK\x06\x06":
        raise FileRefusedError(Wrong.DAMAGED)
    facts = _END_OF_LARGE.unpack_from(tail, start)
    return facts[7], facts[8]


def _refuse_too_much(inside: zipfile.ZipFile, size: int) -> None:
    parts = inside.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise FileRefusedError(Wrong.TOO_MUCH_INSIDE)
    if unpacked > max(_SMALL, MOST_RATIO * size):
        raise FileRefusedError(Wrong.TOO_MUCH_INSIDE)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileRefusedError(Wrong.LOCKED)
    if any(_leads_out(part.filename) for part in parts):
        raise FileRefusedError(Wrong.DAMAGED)


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts
